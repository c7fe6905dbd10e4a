"""Who is asked: whoever sits at the terminal, in the way that it can show; or nobody."""

import os
import sys
from datetime import date

from ..i18n import Texts
from .question import Asker


def make_asker(words: Texts, today: date, *, no_color: bool) -> Asker:
    """Whoever asks at this terminal: with lists to choose from, or line by line where it can do no more (TERM=dumb)."""
    if os.environ.get("TERM", "dumb") in ("", "dumb") and sys.platform != "win32":
        from .lines import Lines

        return Lines(words, today)
    from .terminal import Terminal

    return Terminal(words, today, color=not no_color and not os.environ.get("NO_COLOR"))
