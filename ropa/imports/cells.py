"""The value of one cell for one field: by the field's type and vocabulary. What is understood in part is told in part."""

import re
from datetime import date, datetime
from typing import Any, NamedTuple

from ..model.fields import Field
from ..said.values import (
    parse_date,
    parse_dpia,
    parse_number,
    parse_period,
    parse_role,
    parse_status,
    parse_term,
)
from .drafts import Said
from .headings import plain_words, words_of_all
from .quick import is_none, parse_country, parse_yes_no, read_terms, split_values

_LINK = re.compile(r"(?:https?://|www\.)\S+")
_ASIDE = re.compile(r"\(([^()]+)\)")


class Content(NamedTuple):
    """A cell with something in it, and what it is mapped to."""

    said: Said
    value: Any
    """As the sheet has it: a date is a date."""
    text: str
    """What is read: the text, or what map.toml puts in its place."""
    key: str


class Value(NamedTuple):
    """What a cell says of a field."""

    value: Any = None
    rest: str = ""
    """What was not understood."""
    suggestion: str = ""


def value_of(field: Field, content: Content, language: str) -> Value:
    """The value of a cell for a field that holds no records and no own terms."""
    if field.table is not None:
        return _of_table(field, content, language)
    if field.about.terms:
        return _of_terms(field, content, language)
    if field.many:
        if is_none(content.text):
            return Value("none") if field.about.none else Value(rest=content.text)
        return Value(split_values(content.text))
    return _of_type(field.type, content)


def _of_type(kind: type, content: Content) -> Value:
    text = content.text
    if kind is bool:
        answer = parse_yes_no(text)
        return Value(answer.value, answer.rest)
    if kind is int:
        number = parse_number(text)
        return Value(number.value, number.rest) if isinstance(number.value, int) and abs(number.value) < 2**63 else Value(rest=text)
    if kind is date:
        return day_of_cell(content)
    return Value(text.strip())


def day_of_cell(content: Content) -> Value:
    """The day of a cell that is a date, or of its text."""
    if isinstance(content.value, date):
        found = content.value
        return Value(found.date() if isinstance(found, datetime) else found)
    read = parse_date(content.text)
    return Value(read.value, read.rest)


def _of_terms(field: Field, content: Content, language: str) -> Value:
    text = content.text
    vocabulary = field.about.terms
    if vocabulary in ("country", "place"):
        places = parse_country(text, language)
        codes = places.value or []
        if field.many:
            return Value("none" if places.none and field.about.none else codes or None, places.rest)
        return Value(codes[0], places.rest) if len(codes) == 1 else Value(rest=text)
    if field.many:
        if is_none(text) and field.about.none:
            return Value("none")
        pieces = read_terms(vocabulary, text, language)
        known = [piece.value for piece in pieces if piece.value is not None]
        rest = "; ".join(piece.text for piece in pieces if piece.value is None)
        return Value(list(dict.fromkeys(known)) or None, rest or aside_of(text), next((piece.suggestion for piece in pieces if piece.suggestion), ""))
    match vocabulary:
        case "status" | "party-status":
            return _status(content, language)
        case "role":
            read = parse_role(text, language)
        case "dpia-status":
            read = parse_dpia(text, language)
        case _:
            read = parse_term(vocabulary, text, language)
    return Value(read.value, read.rest or (aside_of(text) if read.value else text), read.suggestion) if read.value or read.rest else Value(rest=text)


def _status(content: Content, language: str) -> Value:
    """A status by its name; “yes” is one where the heading asks whether something is active."""
    text = content.text
    read = parse_status(text, language)
    if read.value:
        return Value(read.value, aside_of(text))
    if not words_of_all("active") & set(plain_words(content.said.heading)):
        return Value(rest=text, suggestion=read.suggestion)
    answer = parse_yes_no(text)
    return Value("active", answer.rest) if answer.value else Value(rest=text, suggestion=read.suggestion)


def aside_of(text: str) -> str:
    """What stands in brackets in a text of which only the rest was read."""
    return "; ".join(_ASIDE.findall(text))


def without_aside(text: str) -> str:
    """A text without what stands in brackets at its end."""
    return re.sub(r"\s*\([^()]+\)\s*$", "", text).strip()


def _of_table(field: Field, content: Content, language: str) -> Value:
    """A text that stands for a table of the record."""
    text = content.text.strip()
    match field.table.__name__ if field.table else "":
        case "Retention":
            period = parse_period(text, language)
            return Value(period.value, period.rest if period.value else text)
        case "Document":
            if is_answer(text):
                return Value(rest=text)
            return Value([document_of(part) for part in split_values(text, commas=False)] if field.many else document_of(text))
        case "Assessment":
            return Value(rest=text) if is_answer(text) else Value({"document": document_of(text)} if is_link(text) else {"outcome": text})
        case "Consent":
            return Value(rest=text) if is_answer(text) else Value({"evidence": text})
        case "Contact":
            return Value({"name": text}) if "\n" not in text and len(text) <= 80 and "@" not in text else Value(rest=text)
        case "Decision" | "Breach" | "Cookie":
            return _list_or_none(field, text)
    return Value(rest=text)


def _list_or_none(field: Field, text: str) -> Value:
    """A list that a text says to be empty, or that holds what the text describes; “yes” describes nothing."""
    answer = parse_yes_no(text)
    if is_none(text) or (answer.value is False and not answer.rest):
        return Value("none") if field.about.none else Value(rest=text)
    if answer.value is not None:
        return Value(rest=text) if not answer.value or not answer.rest else Value([{_head(field): answer.rest}], "")
    return Value([{_head(field): text}])


def _head(field: Field) -> str:
    return "name" if field.table is not None and field.table.__name__ == "Cookie" else "description"


def is_link(text: str) -> bool:
    """Whether a text is a web address."""
    return _LINK.fullmatch(text.strip()) is not None


def is_answer(text: str) -> bool:
    """Whether a text says no more than yes or no."""
    return parse_yes_no(text).value is not None or is_none(text)


def document_of(text: str) -> dict[str, Any]:
    """A document by where it can be found."""
    text = " ".join(text.split())
    return {"url": text} if is_link(text) else {"where": text}
