"""What people write, in cells and on the command line, as the values of fields: answers, dates, periods, grounds, countries, terms, in four languages."""
