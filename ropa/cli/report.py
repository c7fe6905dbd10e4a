"""What is left of a bug: a file to send, and a clear word."""

import platform
import sys
import tempfile
import traceback
from typing import Any

from .. import __version__
from ..i18n import Texts


def write_report(error: BaseException, words: Texts) -> str:
    """Write the report to a file in the folder for temporary files; returns what to tell the user."""
    text = "\n".join(
        [
            f"ropa {__version__}, Python {platform.python_version()}, {platform.platform()}",
            # the verb and its options, not their values: those may name a client
            "arguments: " + " ".join(word for word in sys.argv[1:] if word.startswith("-") or word.isalpha()),
            "",
            *traceback.format_exception(error),
        ]
    )
    params: dict[str, Any] = {"kind": type(error).__name__}
    try:
        with tempfile.NamedTemporaryFile("w", prefix="ropa-bug-", suffix=".txt", delete=False, encoding="utf-8") as file:
            file.write(text)
        return words.ui("failure.bug", file=file.name, **params)
    except OSError:
        return words.ui("failure.bug-unwritten", **params)
