"""Bringing in what people already have: a spreadsheet, a csv, a json becomes records of a register.

From below: `sheets.py` and a module a format make tables of cells of any file; `values.py` makes typed values of the text of a cell.
"""
