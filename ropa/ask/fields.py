"""The question for a field: its form, choices, default and help follow from the definition in the model."""

import os
from collections.abc import Callable, Mapping
from typing import Any

from .. import law
from ..i18n import Texts
from ..law.adequacy import holding
from ..model.fields import Field, Nothing, Table, fields_of
from .choices import of_records, of_vocabulary
from .draft import Draft
from .explain import help_for, help_of_own, title_of
from .items import ITEMS, Item
from .question import Choice, Form, New, Question

NONE = Nothing.NONE.value
_FORMS = {bool: Form.YES_NO, int: Form.NUMBER}
_MOST_DOCUMENTS = 500


def find_field(table: type[Table], key: str) -> tuple[type[Table], Field]:
    """A field by its key ("retention.after"), and the table that declares it."""
    first, _, rest = key.partition(".")
    field = next(field for field in fields_of(table) if field.name == first)
    return find_field(field.table, rest) if rest and field.table is not None else (table, field)


def holds(data: Mapping[str, Any], key: str) -> bool:
    """Whether plain data say something at a key."""
    here: Any = data
    for part in key.split("."):
        if not isinstance(here, dict) or part not in here:
            return False
        here = here[part]
    return True


def put(data: dict[str, Any], key: str, value: Any) -> None:
    """Put a value at a key of plain data, unless it says nothing."""
    if value in (None, "", []):
        return
    *parts, last = key.split(".")
    for part in parts:
        data = data.setdefault(part, {})
    data[last] = value


def question_for(table: type[Table], item: Item, data: Mapping[str, Any], draft: Draft, *, ready: tuple[Choice, ...] = ()) -> Question:
    """The question for an item of a table, given what is known of the record; `ready` are records that can be made at once."""
    owner, field = find_field(table, item.key)
    words = draft.words
    form, choices, add = _shape(field, draft, ready)
    if field.about.none:
        choices = (Choice(NONE, words.asked("choice.none"), alone=True), *choices)
    if item.label:
        choices = (Choice("", words.asked(f"choice.{item.label}"), alone=True), *choices)
    return Question(
        item.key,
        form,
        words.asked(f"title.{item.title}") if item.title else title_of(owner, field, words),
        help_of_own(item.title, words) if item.title else help_for(owner, field, words),
        choices,
        _default(field, item, data, draft),
        item.required,
        item.option or f"--set {item.key}=…",
        email_check(words) if field.name == "email" else None,
        add,
    )


def ground_question(key: str, table: type[Table], category: str, draft: Draft) -> Question:
    """The question what allows data that the law guards; `key` is that of the ground ("special_ground")."""
    owner, field = find_field(table, key)
    words, country = draft.words, draft.country
    known = law.terms(field.about.terms)
    choices = tuple(choice for choice in of_vocabulary(field.about.terms, words) if not country or country in known[choice.value].get("countries", (country,)))
    full = f"data[{category}].{key}"
    title = f"{_term(category, draft)}: {title_of(owner, field, words)}"
    return Question(full, Form.ONE, title, help_for(owner, field, words), choices, option=f"--set {full}=…")


def email_check(words: Texts) -> Callable[[Any], str]:
    """Says what is wrong with an e-mail address; "" where it looks like one."""
    return lambda text: "" if 0 < text.find("@") < len(text) - 1 and " " not in text else words.asked("answer.email")


def _term(category: str, draft: Draft) -> str:
    return draft.names("data").get(category) or draft.words.term("data-category", category)


def _shape(field: Field, draft: Draft, ready: tuple[Choice, ...]) -> tuple[Form, tuple[Choice, ...], str]:
    """The form of the answer, what may be chosen, and what a new one is called where one can be made."""
    words, facts = draft.words, field.about
    several = Form.MANY if field.many else Form.ONE
    if field.table is not None and field.table.called_by == ("category",):
        facts = next(inner.about for inner in fields_of(field.table) if inner.name == "category")
    if facts.ref:
        add = words.asked(f"add.{facts.ref}") if facts.ref in ITEMS else ""
        return several, (*of_records(draft.names(facts.ref)), *ready), add
    if facts.terms:
        own = {"data-category": "data", "data-subject": "subjects"}.get(facts.terms)
        return several, of_vocabulary(facts.terms, words, draft.names(own) if own else None), ""
    if field.name == "retention":
        return Form.PERIOD, (), ""
    if field.name == "document":
        return Form.ONE, _documents(draft), words.asked("add.document")
    if field.many:
        return Form.TEXTS, (), ""
    return Form.DATE if field.type.__name__ == "date" else _FORMS.get(field.type, Form.TEXT), (), ""


def _documents(draft: Draft) -> tuple[Choice, ...]:
    """The files under documents/."""
    if draft.register is None:
        return ()
    root = draft.register.root
    found = [
        os.path.relpath(os.path.join(folder, name), root).replace(os.sep, "/")
        for folder, _, names in os.walk(os.path.join(root, "documents"))
        for name in names
        if not name.startswith(".") and name.isprintable()
    ]
    return tuple(Choice(path, path) for path in sorted(found)[:_MOST_DOCUMENTS])


def _default(field: Field, item: Item, data: Mapping[str, Any], draft: Draft) -> Any:
    """What Enter answers: what the item says, or what follows from the rest."""
    if field.name == "name" and (party := draft.names("processor").get(data.get("processor", ""))):
        kind = draft.words.term("agreement-kind", data.get("kind", "processing")).partition(" (")[0]
        return f"{kind[0].upper()}{kind[1:]} {party}"
    if field.name == "mechanism":
        return "adequacy" if holding(str(data.get("country", "")), draft.on) else None
    if item.key == "country" and "provider" not in data and data.get("kind") in law.terms("location-kind"):
        return draft.country or None  # a place of one's own
    return item.default(data) if callable(item.default) else item.default


def plain_value(field: Field, answer: Any) -> Any:
    """An answer as it stands in the record, where nothing has to be made for it."""
    if answer == [NONE] and field.about.none:
        return NONE
    if field.name == "document" and isinstance(answer, New):
        return {"where": answer.name} if answer.name else None
    if field.name == "document":
        return {"path": answer} if answer else None
    if isinstance(answer, list) and field.table is not None:
        return [{"category": each} for each in answer]
    return answer
