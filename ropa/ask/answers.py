"""What people type, as the answer that a question asks for."""

import re
from datetime import date
from functools import cache
from typing import Any

from ..i18n import LANGUAGES, Texts, texts
from .question import Form, Question

_YES = {"j", "ja", "y", "yes", "o", "oui"}
_NO = {"n", "nee", "nein", "no", "non"}
_TODAY = {"vandaag", "today", "aujourd'hui", "aujourd’hui", "heute"}
_AFTER = re.compile(r"(?:na|after|après|apres|nach|vanaf|ab|from|à compter de|à partir de)\s+(.+)", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_IN_WORDS = re.compile(r"(\d{1,2})(?:er|\.)?\s+([^\W\d]+)\.?\s+(\d{4})")
_LENGTH = re.compile(r"(\d{1,4})\s*([^\W\d]+)\.?(?:\s+(?:en|and|et|und)\s+|,?\s*)?")


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
    if text.lower() in _YES:
        return True
    if text.lower() in _NO:
        return False
    raise Unclear(words.asked("answer.yes-no"))


def _number(text: str, words: Texts) -> int:
    if not re.fullmatch(r"\d{1,9}", text, re.ASCII):
        raise Unclear(words.asked("answer.number"))
    return int(text)


def _date(text: str, words: Texts, today: date) -> date:
    if text.lower() in _TODAY:
        return today
    try:
        if found := _DAY_FIRST.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _YEAR_FIRST.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _IN_WORDS.fullmatch(text)) and (month := _months().get(found[2].lower())):
            return date(int(found[3]), month, int(found[1]))
    except ValueError:
        pass
    raise Unclear(words.asked("answer.date"))


@cache
def _months() -> dict[str, int]:
    """The names of the months in every language, and their first three letters."""
    found: dict[str, int] = {}
    for language in LANGUAGES:
        for number in range(1, 13):
            name = texts(language).date(date(2000, number, 1)).split()[1].lower()
            found[name] = number
            found.setdefault(name[:3], number)
    return found


@cache
def _units() -> dict[str, str]:
    """The words for years, months, weeks and days in every language."""
    found = {"j": "years", "jr": "years", "jaren": "years", "yr": "years", "mnd": "months", "jahren": "years", "monaten": "months", "tagen": "days"}
    for language in LANGUAGES:
        for unit, forms in texts(language).tables()["unit"].items():
            found |= {form.format(n="").strip().lower(): unit for form in forms.values()}
    return found


def _period(text: str, words: Texts) -> dict[str, Any]:
    """A length, with or without the event from which it runs; a text without a number is a criterion."""
    if not re.search(r"\d", text):
        return {"until": re.sub(r"^(?:tot|until|jusqu'à|jusqu’à|bis)\s+", "", text, flags=re.IGNORECASE)}
    period: dict[str, Any] = {}
    at = 0
    while (found := _LENGTH.match(text, at)) and (unit := _units().get(found[2].lower())) and unit not in period and int(found[1]) > 0:
        period[unit] = int(found[1])
        at = found.end()
    rest = text[at:].strip()
    if not period or (rest and not (event := _AFTER.fullmatch(rest))):
        raise Unclear(words.asked("answer.period"))
    return {**period, "after": event[1]} if rest and event else period
