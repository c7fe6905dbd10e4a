"""A privacy statement that was published, read and set beside the register: what it covers, and where the two differ."""
