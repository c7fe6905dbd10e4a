"""`python -m ropa`."""

from .cli import main

main()
