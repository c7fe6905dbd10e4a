"""A conversation: questions one after the other, of which the last may be taken back."""

from collections.abc import Callable
from typing import Any, TypeVar

from ..errors import Failure
from .question import Asker, Back, Form, Question

T = TypeVar("T")


class Talk:
    """One run through a conversation. What was answered in an earlier run is answered again without asking."""

    def __init__(self, asker: Asker, answers: list[Any], said: set[str]) -> None:
        """Take whoever is asked, the answers so far, and what was said; new ones are added to them."""
        self._asker = asker
        self._answers = answers
        self._said = said
        self._at = 0

    def ask(self, question: Question) -> Any:
        """The answer to a question: see `Asker.ask`. Raises Back where the conversation is to be run again."""
        if self._at < len(self._answers):
            answer = self._answers[self._at]
        else:
            answer = self._put(question)
            self._answers.append(answer)
        self._at += 1
        return answer

    def tell(self, text: str) -> None:
        """Say something, unless it was said in an earlier run."""
        if text not in self._said:
            self._said.add(text)
            self._asker.tell(text)

    def _put(self, question: Question) -> Any:
        try:
            return self._asker.ask(question)
        except Back:
            if self._answers:
                self._answers.pop()
            raise


def converse(asker: Asker, run: Callable[[Talk], T]) -> T:
    """Run a conversation to its end; whenever somebody goes back, again from the start with the answers that stand.

    So `run` must ask the same questions where the answers are the same, and change nothing but what it returns.
    """
    answers: list[Any] = []
    said: set[str] = set()
    while True:
        try:
            return run(Talk(asker, answers, said))
        except Back:
            continue


class Nobody:
    """Nobody to ask: questions that may be left open are left open, and what cannot be is noted as missing."""

    def __init__(self) -> None:
        """Nothing is missing yet."""
        self.missing: list[Question] = []

    def ask(self, question: Question) -> Any:
        """The default; where there is none and an answer is needed, some answer that lets the conversation go on."""
        if question.default is not None or not question.required:
            return question.default
        self.missing.append(question)
        match question.form:
            case Form.ONE:
                return question.choices[0].value if question.choices else ""
            case Form.MANY | Form.TEXTS:
                return []
            case Form.YES_NO:
                return False
            case Form.TEXT:
                return "-"
        return None

    def tell(self, text: str) -> None:
        """Nobody listens."""

    def need_all(self, *more: str) -> None:
        """Raise Failure with every option that is missing, if any is; `more` are options that are missing beside those of the questions."""
        missing = list(dict.fromkeys([*(question.option for question in self.missing), *more]))
        if missing:
            raise Failure("ask.missing", options=missing)
