"""The published statement: reading it, and setting it beside the register."""
