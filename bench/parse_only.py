"""The yardstick: open, read and parse every file of a register, and nothing else; with toml_rs, or with the parser that is named after the folder."""

import os
import sys
from importlib import import_module

root, *named = sys.argv[1:]
loads = import_module(named[0] if named else "toml_rs").loads
for place in ("", "activities", "processors", "agreements", "locations", "certificates"):
    for name in sorted(os.listdir(f"{root}/{place}")):
        if name.endswith(".toml"):
            with open(f"{root}/{place}/{name}", "rb") as file:
                loads(file.read().decode())
