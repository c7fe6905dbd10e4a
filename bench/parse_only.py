"""The yardstick: open, read and parse every file of a register, and nothing else."""

import os
import sys

import toml_rs

root = sys.argv[1]
for place in ("", "activities", "processors", "agreements", "locations", "certificates"):
    for name in sorted(os.listdir(f"{root}/{place}")):
        if name.endswith(".toml"):
            with open(f"{root}/{place}/{name}", "rb") as file:
                toml_rs.loads(file.read().decode())
