"""Bringing in what people already have: a spreadsheet, a csv, a json becomes records of a register.

`files/` makes tables of cells of any file; the values of cells are read by `ropa/said/`; `take.py` is the way from one end to the other.
"""
