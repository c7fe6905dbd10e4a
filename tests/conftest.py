"""A fixed world: no locale, language, width or time zone of the machine reaches a test."""

import gc
import os

for _name in ("ROPA_REGISTER", "ROPA_LANG", "ROPA_FAIL_ON", "LC_ALL", "LC_MESSAGES", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS"):
    os.environ.pop(_name, None)
os.environ.update(LANG="C.UTF-8", COLUMNS="100", TZ="UTC", TERM="xterm")

from ropa.cli import options  # noqa: E402 - the world first: the language of help is chosen on import


def _refuse() -> None:
    raise AssertionError("a test must say --as-of")


options.today = _refuse  # type: ignore[assignment]  # nothing may ask what day it is


def pytest_collection_finish() -> None:
    """What was collected stays until the end: no need to look through it again and again for what is garbage."""
    gc.collect()
    gc.freeze()
