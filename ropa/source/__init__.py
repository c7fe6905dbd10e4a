"""Where a register comes from: bytes, TOML, places in files, git."""
