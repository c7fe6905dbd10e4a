"""Somebody who answers from a script, and registers to answer about."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from ropa.ask.answers import examine
from ropa.ask.question import Back, Form, New, Question
from ropa.i18n import Texts, texts
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import base, write

BACK = object()
"""The answer that takes back the one before."""


class Scripted:
    """Answers by the key of the question; a list of lists or several answers are given one after the other, what is not named gets its default."""

    def __init__(self, answers: Mapping[str, Any], words: Texts | None = None, watch: Callable[[Question], None] | None = None) -> None:
        self._answers = {key: list(value) if type(value) is tuple else [value] for key, value in answers.items()}
        self._words = words or texts("nl")
        self._watch = watch
        self.asked: list[Question] = []
        self.told: list[str] = []

    def ask(self, question: Question) -> Any:
        self.asked.append(question)
        if self._watch is not None:
            self._watch(question)
        left = self._answers.get(question.key)
        answer = left.pop(0) if left else question.default
        if answer is BACK:
            raise Back
        if question.form is Form.ONE and answer is not None:
            assert isinstance(answer, New) or answer in [choice.value for choice in question.choices], (question.key, answer)
        return examine(question, answer, self._words)

    def tell(self, text: str) -> None:
        self.told.append(text)

    @property
    def keys(self) -> list[str]:
        """What was asked, in order."""
        return [question.key for question in self.asked]

    def left(self) -> list[str]:
        """What was in the script and never asked."""
        return [key for key, answers in self._answers.items() if answers]


def register_in(folder: Path, files: Mapping[str, Any] | None = None) -> Register:
    """The small complete register of the tests, in a folder."""
    return Register(Folder(str(write(folder, base() if files is None else files))))
