"""The verbs that change a register."""
