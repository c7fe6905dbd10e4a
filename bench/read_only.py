"""The yardstick for `ropa set`: the start of the command, and reading the register; nothing more."""

import sys

from ropa.cli.app import make_app
from ropa.register import Register
from ropa.source.folder import Folder

make_app(["check"])
Register(Folder(sys.argv[1]))
