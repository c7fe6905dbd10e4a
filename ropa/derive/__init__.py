"""What follows from the records of a register: nothing here is typed in by anyone."""
