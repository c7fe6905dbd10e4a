"""What happened to a register, in its own words: events, blame, seals, and whether the trail holds."""
