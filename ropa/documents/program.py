"""Which program makes a document: two that are the same make the same bytes of the same version."""

import hashlib
import os
import unicodedata
from functools import cache
from importlib.metadata import PackageNotFoundError, version

from .. import __version__

_PACKAGE = os.path.dirname(os.path.dirname(__file__))
_LEFT_OUT = ("cli", "__pycache__")
"""Folders that no byte of a document depends on."""
_FONTS = (".ttf", ".otf")
"""Large, and never changed without changing their size: their names and sizes will do."""


@cache
def program() -> str:
    """The version of this program with a digest of what the bytes depend on: its code, words and law, Typst, and the letters that Python knows."""
    digest = hashlib.sha256(f"{_typst()} {unicodedata.unidata_version}\n".encode())
    for folder, folders, names in os.walk(_PACKAGE):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            path = os.path.join(folder, name)
            digest.update(f"{os.path.relpath(path, _PACKAGE)}\n".replace(os.sep, "/").encode())
            if name.endswith(_FONTS):
                digest.update(str(os.path.getsize(path)).encode())
            elif name.endswith((".py", ".toml", ".typ", ".css", ".txt")):
                with open(path, "rb") as file:
                    digest.update(file.read())
    return f"{__version__}+{digest.hexdigest()[:12]}"


def _typst() -> str:
    try:
        return version("typst")
    except PackageNotFoundError:
        return ""
