"""How far a long reading is: a line on standard error, on a terminal only, and only where it takes over a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer

_PATIENCE = 1.0
_EVERY = 0.2


@contextmanager
def progress(text: str, busy: str = "…") -> Iterator[Callable[[int], None]]:
    """Gives a function to call now and then with the number that was done; what was shown is wiped at the end.

    `text` has {n} for the number; `busy` is shown after a second where no number was given yet.
    """
    if not sys.stderr.isatty():
        yield lambda number: None
        return
    start = time.monotonic()
    last = 0.0

    def show(line: str) -> None:
        nonlocal last
        last = time.monotonic()
        sys.stderr.write(f"\r\x1b[K{line}")
        sys.stderr.flush()

    def tick(number: int) -> None:
        now = time.monotonic()
        if now - start >= _PATIENCE and now - last >= _EVERY:
            show(text.format(n=number))

    waiting = Timer(_PATIENCE, show, [busy])
    waiting.daemon = True
    waiting.start()
    try:
        yield tick
    finally:
        waiting.cancel()
        waiting.join()
        if last:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
