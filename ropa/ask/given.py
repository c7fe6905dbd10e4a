"""What the options of `ropa new` say, as the data of the record."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..errors import Failure
from ..i18n import Texts
from ..model import kinds
from ..model.activity import Purpose
from ..model.common import Safeguard
from ..model.fields import Table, fields_of
from ..model.kinds import Kind
from .answers import Unclear, examine, parse
from .choices import with_name
from .draft import Draft
from .fields import find_field, plain_value, put, question_for
from .items import ITEMS, PURPOSE, SAFEGUARD, Item
from .question import Form, New, Question


def from_options(kind: Kind, options: Mapping[str, list[str]], draft: Draft, today: date) -> dict[str, Any]:
    """The data that options say, by the texts that were given for each ("--name").

    Raises Failure for an option of another kind of record, one that is given twice where one answer is due, and for what is no answer to the question.
    """
    data: dict[str, Any] = {}
    for option, texts in options.items():
        table, item, target = _asked_by(kind, option, data)
        question = question_for(table, item, {}, draft)
        put(target, item.key, plain_value(find_field(table, item.key)[1], answer_for(question, texts, draft.words, today, option)))
    return data


def answer_for(question: Question, texts: Sequence[str], words: Texts, today: date, option: str = "") -> Any:
    """The answer that the texts of an option are. Raises Failure for what is none, and where there are several and one is due."""
    option = option or question.option
    if question.form not in (Form.MANY, Form.TEXTS) and len(texts) > 1:
        raise Failure("ask.once", option=option)
    if question.form in (Form.ONE, Form.MANY):
        chosen = [choose(question, text, option) for text in texts]
        return chosen if question.form is Form.MANY else chosen[0]
    try:
        return examine(question, parse(question, ", ".join(texts), words, today), words)
    except Unclear as unclear:
        raise Failure("ask.bad-answer", option=option, value=texts[0], detail=str(unclear)) from None


def choose(question: Question, text: str, option: str) -> Any:
    """The choice that an option names: by its value, its id or its name. Raises Failure where that is none or several, with those it may be."""
    found = with_name(question.choices, text)
    if len(found) > 1:
        raise Failure("ask.several", option=option, value=text, known=", ".join(str(choice.value) for choice in found))
    if found:
        return found[0].value
    if question.key == "document":
        return text if "/" in text else New(text)
    from ..model.read import nearest

    values = [choice.value for choice in question.choices if isinstance(choice.value, str) and choice.value]
    if near := nearest(text, values):
        raise Failure("ask.no-choice-near", option=option, value=text, near=near)
    if not values:
        raise Failure("ask.no-choices", option=option, value=text)
    raise Failure("ask.no-choice", option=option, value=text, known=", ".join(values[:12]) + (", …" if len(values) > 12 else ""))


def _asked_by(kind: Kind, option: str, data: dict[str, Any]) -> tuple[type[Table], Item, dict[str, Any]]:
    """The item that an option answers, the table it is of, and where its value goes. Raises Failure where the kind has no such question."""
    if option == "--name" and "name" in {field.name for field in fields_of(kind.table)}:
        return kind.table, Item("name", "--name"), data
    of_purpose = PURPOSE if kind is kinds.ACTIVITY else ()
    for item in ITEMS[kind.name]:
        if item.option == option:
            return kind.table, item, data
    for item in of_purpose:
        if item.option == option:
            return Purpose, item, data.setdefault("purposes", [{}])[0]
    of_transfer = SAFEGUARD if "safeguards" in {item.key for item in ITEMS[kind.name]} else ()
    for item in of_transfer:
        if item.option == option:
            return Safeguard, item, data.setdefault("safeguards", [{}])[0]
    known = ["--name", *(item.option for item in (*ITEMS[kind.name], *of_purpose, *of_transfer) if item.option)]
    raise Failure("ask.other-option", option=option, kind=kind.name, known=", ".join(dict.fromkeys(known)))
