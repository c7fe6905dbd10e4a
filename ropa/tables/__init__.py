"""The audit tables: what is in them (catalogue.py), how they read in a language (view.py), and the formats they are written in."""
