"""Files of tables: workbooks, text with separators, JSON; each read with a limit on everything."""
