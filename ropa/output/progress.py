"""How far a long reading is: a line on standard error, on a terminal only, and only when it takes over a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PATIENCE = 1.0
_EVERY = 0.2


@contextmanager
def progress(text: str) -> Iterator[Callable[[int], None]]:
    """Gives a function to call now and then with the number that was done; `text` has {n} for it. What was shown is wiped at the end."""
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    start = time.monotonic()
    last = 0.0

    def tick(number: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - start >= _PATIENCE and now - last >= _EVERY:
            last = now
            sys.stderr.write(f"\r\x1b[K{text.format(n=number)}")
            sys.stderr.flush()

    try:
        yield tick
    finally:
        if last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
