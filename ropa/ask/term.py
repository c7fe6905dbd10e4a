"""A category of the organisation's own, for vocabulary.toml: of data, or of the people that they are about."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ..errors import Failure
from ..i18n import Texts
from ..law import terms
from ..model.assets import Term
from ..register import Register, as_id, unused
from .choices import of_vocabulary
from .draft import Draft
from .explain import help_for, help_of_own, title_of
from .fields import find_field, holds, put
from .given import answer_for
from .question import Asker, Choice, Form, Question
from .request import assign_all
from .talk import Nobody, Talk, converse

NAME = "term"
_VOCABULARIES = {"data": "data-category", "subjects": "data-subject"}
"""The tables of vocabulary.toml, and the built-in vocabulary that each adds to."""
_OPTIONS = ("--kind", "--name", "--description")


def is_term(kind: str, words: Texts) -> bool:
    """Whether a word on the command line asks for an own category."""
    return kind.strip().casefold() in (NAME, "vocabulary", words.kind("vocabulary"), words.asked("choice.term"))


def make_term(
    options: Mapping[str, list[str]],
    assignments: Sequence[str],
    identity: str,
    register: Register,
    words: Texts,
    on: date,
    asker: Asker | None,
    *,
    needs: Sequence[str] = (),
) -> tuple[tuple[str, str], dict[str, Any]]:
    """The place (table and id) and the data of a new category, from options and from answers.

    Raises Failure for an option that says nothing, an id that is taken, and with every option that is missing.
    """
    if other := next((option for option in options if option not in _OPTIONS), None):
        raise Failure("ask.other-option", option=other, kind=NAME, known=", ".join(_OPTIONS))
    given: dict[str, Any] = {}
    assign_all(given, assignments, Term, register, words, on)
    nobody = Nobody()
    draft = Draft(register, words, on)
    table, data = converse(asker or nobody, lambda talk: _run(talk, draft, options, given))
    nobody.need_all(*needs if asker is None else ())
    taken = {*draft.names(table), *terms(_VOCABULARIES[table])}
    if identity and (identity != as_id(identity) or identity in taken):
        key = "answer.id-taken" if identity in taken else "answer.id"
        raise Failure("ask.bad-id", id=identity, detail=words.asked(f"{key}", id=identity, near=as_id(identity) or "…"))
    return (table, identity or unused(as_id(data["name"]) or NAME, taken)), data


def _run(talk: Talk, draft: Draft, options: Mapping[str, list[str]], given: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """One run through the questions."""
    words = draft.words

    def ask(question: Question) -> Any:
        said = options.get(question.option)
        return answer_for(question, said, words, draft.on) if said else talk.ask(question)

    tables = tuple(Choice(name, words.asked(f"choice.term-{name}")) for name in _VOCABULARIES)
    table = str(ask(Question("kind", Form.ONE, words.asked("title.term-kind"), help_of_own("term-kind", words), tables, required=True, option="--kind")))
    data = dict(given)
    for key, option in (("name", "--name"), ("description", "--description"), ("like", "--set like=…"), ("special", "--set special=…")):
        if holds(data, key) or (key == "special" and table != "data"):
            continue
        owner, field = find_field(Term, key)
        vocabulary = _VOCABULARIES.get(table, "") if key == "like" else field.about.terms
        choices = of_vocabulary(vocabulary, words) if vocabulary else ()
        form = Form.MANY if field.many else Form.ONE if vocabulary else Form.TEXT
        put(data, key, ask(Question(key, form, title_of(owner, field, words), help_for(owner, field, words), choices, None, key == "name", option)))
    return table, data
