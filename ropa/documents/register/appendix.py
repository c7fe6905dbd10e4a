"""What the rest leans on: measures, own categories, the organisation's own rules, and the pieces of evidence."""

from collections.abc import Iterator

from ... import law
from ...model.assets import Measure, Term
from ...model.common import Document
from ...model.organisation import Register as Organisation
from ...register import reference_of
from ...tables.records import find
from ..blocks import Block, Fact, Facts, Grid, Heading, Items, Para, Text
from .fields import capital, chain, facts_of, labelled, led, lines, listed, said
from .public import kinds_in_place
from .reach import reach
from .scope import Scope


def measures(scope: Scope) -> Iterator[Block]:
    """The security measures by kind, each with how it is done, whether it is in place, and where it is used (Art. 30(1)(g))."""
    if scope.public:
        if kinds_applied := kinds_in_place(_applied(scope)):
            yield Heading(scope.say("measures"), 2, "measures")
            yield Items([capital(scope.term("measure-kind", kind)) for kind in kinds_applied])
        return
    yield Heading(scope.say("measures"), 2, "measures")
    if not scope.measures:
        yield Para(scope.none)
    kinds: dict[str, list[Measure]] = {}
    for measure in scope.measures:
        kinds.setdefault(measure.kind or "", []).append(measure)
    order = [kind for kind in law.terms("measure-kind") if kind in kinds]
    found = [measure for kind in [*order, *(kind for kind in kinds if kind not in order)] for measure in kinds[kind]]
    yield Facts([Fact(capital(scope.words.name(measure)), _measure(scope, measure)) for measure in found])


def _applied(scope: Scope) -> Iterator[Measure]:
    """The measures of what is printed, whole."""
    whole = scope.audit.register
    if scope.named is None:
        yield from whole.measures.values()
    else:
        named = reach(whole, [whole.activities[each] for each in scope.numbers])
        yield from (measure for measure in whole.measures.values() if ("measure", measure.id) in named)


def _measure(scope: Scope, measure: Measure) -> Text:
    kind = scope.term("measure-kind", measure.kind) if measure.kind and measure.name else ""
    told = chain(scope, kind, led(scope, measure, "status", _STANDING))
    used = labelled(scope, scope.say("used-by"), scope.activities(scope.users.get(("measure", measure.id), [])))
    return lines(measure.description or "", capital(told), capital(said(scope, measure, without=_PLACED)), used)


_STANDING = ("since", "planned", "owner")
_PLACED = ("name", "kind", "description", "status", *_STANDING)


def vocabulary(scope: Scope) -> Iterator[Block]:
    """The organisation's own categories, beside the built-in ones."""
    yield Heading(scope.say("vocabulary"), 2, "vocabulary")
    own = (("Vocabulary.data", scope.register.own_data), ("Vocabulary.subjects", scope.register.own_subjects))
    if not any(terms for _, terms in own):
        yield Para(scope.none)
    for label, terms in own:
        if terms:
            yield Heading(scope.label(label), 3, listed=False)
            yield Facts([Fact(term.name, _term(scope, term)) for term in terms.values()])


def _term(scope: Scope, term: Term) -> Text:
    rest = said(scope, term, without=("name", "description", "like"))
    vocabularies = ("data-category", "data-subject")
    like = next((scope.term(each, term.like) for each in vocabularies if term.like in law.terms(each)), term.like) if term.like else ""
    alike = f"{scope.label('Term.like')}{scope.colon}{like}" if like else ""
    return lines(term.description or "", listed((alike, rest), "; ")) or "–"


def organisation(scope: Scope) -> Iterator[Block]:
    """The organisation and the rules that it set itself."""
    found = scope.register.organisation
    if found is None:
        return
    yield Heading(scope.say("organisation"), 2, "organisation")
    yield Facts(list(_organisation(scope, found)))
    if found.policy:
        yield Heading(scope.label("Register.policy"), 3, listed=False)
        yield Facts(list(facts_of(scope, found.policy)))
    if found.statement:
        yield Heading(scope.label("Register.statement"), 3, listed=False)
        yield Facts(list(facts_of(scope, found.statement)))


def _organisation(scope: Scope, found: Organisation) -> Iterator[Fact]:
    yield from facts_of(scope, found.controller)
    yield from facts_of(scope, found, without=("format", "controller", "policy", "statement"))


def evidence(scope: Scope) -> Iterator[Block]:
    """Every piece of evidence that is named, with where it is and how it can be told from another."""
    if scope.public:
        return
    yield Heading(scope.say("evidence"), 2, "evidence")
    rows: dict[tuple[str, str, str], list[str]] = {}
    organisation = scope.register.organisation
    for record in (*((organisation,) if organisation else ()), *scope.records):
        shown = {entry.name for entry in scope.plan(type(record))}
        for path, found in find(record, Document):
            if path[0] in shown:
                where = listed((found.path, found.url, found.where, f"SHA-256 {found.sha256}" if found.sha256 else ""), "\n")
                named = rows.setdefault((found.title or "–", where, scope.day(found.dated)), [])
                if (reference := reference_of(record)) not in named:
                    named.append(reference)
    if not rows:
        yield Para(scope.none)
        return
    head = (scope.label("Document.title"), scope.label("Document.where"), scope.label("Document.dated"), scope.say("named-by"))
    yield Grid(head, [(*row, _some(scope, named)) for row, named in rows.items()], (28, 36, 14, 22))


def _some(scope: Scope, named: list[str], most: int = 4) -> str:
    """Some of a list, and how many more there are."""
    rest = len(named) - most
    return ", ".join(named) if rest <= 0 else f"{', '.join(named[:most])}, {scope.say('more', n=rest)}"
