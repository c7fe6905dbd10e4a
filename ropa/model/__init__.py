"""The kinds of record and their fields, each defined once."""
