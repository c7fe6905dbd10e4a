"""What a user can put right."""

from typing import Any


class Failure(Exception):
    """A failed operation: a key of ui.toml under [failure] ("edit.KEY": of edit.toml, and so on), with what its sentence needs.

    The command ends with exit code 2.
    """

    def __init__(self, key: str, **params: Any) -> None:
        """Take the key and the params of its sentence."""
        super().__init__(key)
        self.key = key
        self.params = params
