"""What people type, as the answer that a question asks for."""

import re
from datetime import date
from typing import Any

from ..i18n import Texts
from .question import Form, Question


class Unclear(Exception):
    """What was typed is no answer; the text says why, to whoever typed it."""


def clean(text: str) -> str:
    """A text on one line, without what a terminal may have sent along with it."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())


def parse(question: Question, text: str, words: Texts, today: date) -> Any:
    """The answer that a text is to a question of any form but a choice; None where it is empty. Raises Unclear."""
    text = clean(text)
    if not text:
        return None
    match question.form:
        case Form.YES_NO:
            return _yes_no(text, words)
        case Form.NUMBER:
            return _number(text, words)
        case Form.DATE:
            return _date(text, words, today)
        case Form.PERIOD:
            return _period(text, words)
        case Form.TEXTS:
            return [part for part in (clean(part) for part in re.split(r"[,;]", text)) if part]
    return text


def examine(question: Question, answer: Any, words: Texts) -> Any:
    """The answer, if the question takes it: not open where it may not be, and not wrong by the question's own check. Raises Unclear."""
    if (answer is None or answer == []) and question.required:
        raise Unclear(words.asked("answer.needed"))
    if answer is not None and question.check is not None and (complaint := question.check(answer)):
        raise Unclear(complaint)
    return answer


def shown(question: Question, answer: Any, words: Texts) -> str:
    """An answer in words."""
    if answer is None:
        return words.asked("answer.open")
    labels = {choice.value: choice.label for choice in question.choices if isinstance(choice.value, (str, bool, int))}
    if isinstance(answer, list):
        return ", ".join(_label(each, labels) for each in answer) or words.asked("answer.open")
    if isinstance(answer, dict):
        return period_text(answer, words)
    return words.show(answer) if isinstance(answer, (bool, date)) else _label(answer, labels)


def _label(value: Any, labels: dict[Any, str]) -> str:
    return labels.get(value) or (value.name if hasattr(value, "name") else str(value))


def period_text(period: dict[str, Any], words: Texts) -> str:
    """The plain data of a period in words."""
    from ..derive.retention import Period

    length = Period(**{unit: period.get(unit) or 0 for unit in Period._fields})
    if "until" in period:
        return str(period["until"])
    said = words.period(length)
    return words.asked("answer.after", period=said, event=period["after"]) if "after" in period else said


def _yes_no(text: str, words: Texts) -> bool:
    from ..said.answers import parse_yes_no

    read = parse_yes_no(text)
    if read.value is None or read.rest:
        raise Unclear(words.asked("answer.yes-no"))
    return read.value


def _number(text: str, words: Texts) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise Unclear(words.asked("answer.number"))
    return int(text)


def _date(text: str, words: Texts, today: date) -> date:
    from ..said.values import parse_day

    day = parse_day(text, today).value
    if day is None:
        raise Unclear(words.asked("answer.date"))
    return day


def _period(text: str, words: Texts) -> dict[str, Any]:
    """A length, with or without the event from which it runs; a text that speaks of no length is a criterion."""
    from ..said.values import parse_period

    read = parse_period(text, words.language)
    if read.value is not None and not read.rest:
        return read.value
    if re.search(r"\d", text):
        raise Unclear(words.asked("answer.period"))
    return {"until": text}
