"""Picking from a list of choices: what is shown, where the cursor is, what is chosen. It knows nothing of terminals."""

from typing import Any

from ..i18n import Texts
from .choices import matching
from .question import Choice, Form, New, Question


class _Open:
    """The choice to leave a question open."""


OPEN = _Open()


class Picker:
    """The choices of one question while somebody picks."""

    def __init__(self, question: Question, words: Texts) -> None:
        """Begin with the question's default chosen."""
        self.question = question
        self.many = question.form is Form.MANY
        self._words = words
        self._typed = ""
        self.chosen: list[Any] = list(question.default or []) if self.many else []
        self.cursor = 0
        self._moved = False
        self.rows = self._rows()
        if not self.many and question.default is not None:
            self.cursor = next((number for number, choice in enumerate(self.rows) if choice.value == question.default), 0)

    def type(self, typed: str) -> None:
        """Show what matches a text."""
        if typed != self._typed:
            self._typed = typed
            self.cursor = 0
            self.rows = self._rows()

    def move(self, by: int) -> None:
        """Move the cursor, not beyond the ends."""
        self._moved = True
        self.cursor = max(0, min(len(self.rows) - 1, self.cursor + by))

    @property
    def at(self) -> Choice | None:
        """The choice at the cursor."""
        return self.rows[self.cursor] if self.rows else None

    def is_chosen(self, choice: Choice) -> bool:
        """Whether a choice is among those that were picked."""
        return choice.value in self.chosen

    def toggle(self) -> None:
        """Pick the choice at the cursor, or put it back."""
        choice = self.at
        if choice is None:
            return
        if choice.value in self.chosen:
            self.chosen.remove(choice.value)
        elif choice.alone:
            self.chosen = [choice.value]
        else:
            alone = {each.value for each in self.question.choices if each.alone}
            self.chosen = [*(value for value in self.chosen if not (isinstance(value, str) and value in alone)), choice.value]
        self._moved = False

    def enter(self) -> tuple[bool, Any]:
        """Whether Enter ends the question, and the answer. In a list of which several may be picked, it first picks what was looked for."""
        if not self.many:
            choice = self.at
            return (choice is not None, None if choice is None or choice.value is OPEN else choice.value)
        if self._typed or (not self.chosen and self._moved):
            if self.at is not None and not self.is_chosen(self.at):
                self.toggle()
            return False, None
        return True, self.chosen or None

    def _rows(self) -> list[Choice]:
        """What is shown: what matches, the choice of a new one, and that of leaving it open."""
        question = self.question
        rows = matching([*question.choices, *self._new_ones()], self._typed)
        if question.add:
            label = f"{question.add}: {self._typed.strip()}" if self._typed.strip() else f"{question.add} …"
            rows.append(Choice(New(self._typed.strip()), label))
        if not self._typed and not self.many and not question.required:
            later = Choice(OPEN, self._words.asked("answer.later"))
            rows.insert(len(rows) if question.default is not None else 0, later)
        return rows

    def _new_ones(self) -> list[Choice]:
        """The new ones that were picked already."""
        known = {choice.value for choice in self.question.choices}
        return [Choice(value, value.name) for value in self.chosen if isinstance(value, New) and value.name and value not in known]
