"""Questions on a plain terminal (TERM=dumb): numbered choices, one line an answer. `?` explains, `<` goes back."""

import sys
from datetime import date
from typing import Any

from ..i18n import Texts
from ..output.console import fitted
from ..output.safe import plain
from .answers import Unclear, clean, examine, parse, shown
from .choices import matching, with_name
from .question import Back, Choice, Form, New, Question

_MOST = 25
"""Choices that are listed, and can be chosen by their number."""


class Lines:
    """Asks somebody line by line: questions on standard error, answers from standard input."""

    def __init__(self, words: Texts, today: date) -> None:
        """Take the words and the day."""
        self._words = words
        self._today = today

    def tell(self, text: str) -> None:
        """Say something on standard error."""
        sys.stderr.write(fitted(plain(text, lines=True), sys.stderr) + "\n")
        sys.stderr.flush()

    def ask(self, question: Question) -> Any:
        """See `Asker.ask`."""
        listed = list(question.choices)
        self._put(question, listed)
        while True:
            typed = self._read()
            if typed == "?":
                noted = [f"- {choice.label}: {choice.note}" for choice in question.choices if choice.note]
                self.tell("\n".join([question.help or question.title, *noted]))
                continue
            if typed == "<":
                raise Back
            try:
                answer = self._understand(question, typed, listed)
                return examine(question, question.default if answer is None else answer, self._words)
            except Unclear as unclear:
                self.tell(str(unclear))
            except _Several as several:
                listed = several.found
                self._list(question, listed)

    def _put(self, question: Question, listed: list[Choice]) -> None:
        default = f" [{shown(question, question.default, self._words)}]" if question.default is not None else ""
        how = f" {self._words.asked('form.yes-no')}" if question.form is Form.YES_NO else ""
        self.tell(f"{question.title}{how}{default}")
        if listed or question.add:
            self._list(question, listed)

    def _list(self, question: Question, listed: list[Choice]) -> None:
        for number, choice in enumerate(listed[:_MOST], 1):
            self.tell(f"  {number}. {choice.label}")
        if (more := len(listed) - _MOST) > 0:
            self.tell(f"  {self._words.asked('list.more', n=more)}")
        if question.add:
            self.tell(f"  +. {question.add}")
        self.tell(self._words.asked("lines.many" if question.form is Form.MANY else "lines.one"))

    def _read(self) -> str:
        sys.stderr.write("> ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:  # Ctrl-D
            raise KeyboardInterrupt
        return clean(line)

    def _understand(self, question: Question, typed: str, listed: list[Choice]) -> Any:
        """The answer that a line is; None where it is empty. Raises Unclear, and _Several where it may mean more than one choice."""
        if question.form not in (Form.ONE, Form.MANY):
            return parse(question, typed, self._words, self._today)
        if not typed:
            return None
        if question.form is Form.ONE:
            return self._pick(question, typed, listed)
        picked = [self._pick(question, part, listed) for part in (clean(part) for part in typed.split(",")) if part]
        alone = [choice.value for choice in question.choices if choice.alone and choice.value in picked]
        return alone[:1] or list(dict.fromkeys(picked))

    def _pick(self, question: Question, typed: str, listed: list[Choice]) -> Any:
        if typed.isascii() and typed.isdigit() and 0 < int(typed) <= min(len(listed), _MOST):
            return listed[int(typed) - 1].value
        if question.add and typed.startswith("+"):
            return New(typed[1:].strip())
        found = with_name(question.choices, typed) or matching(question.choices, typed)
        if len(found) == 1:
            return found[0].value
        if not found:
            raise Unclear(self._words.asked("lines.none"))
        raise _Several(found)


class _Several(Exception):
    """What was typed may mean several choices."""

    def __init__(self, found: list[Choice]) -> None:
        super().__init__()
        self.found = found[:_MOST]
