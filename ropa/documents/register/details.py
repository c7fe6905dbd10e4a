"""What an activity is for, whom it is about and which data it uses: the same for both parts of the register."""

from collections.abc import Iterator

from ... import law
from ...derive.kept import is_said
from ...i18n.citations import cite
from ...model.activity import Activity, Data, Purpose, Subjects
from ...model.common import Retention
from ..blocks import Block, Fact, Facts, Heading, Para, Span, Text
from .fields import capital, chain, facts_of, grounds_of, in_a_line, labelled, lines, said, several, term_of, unsaid
from .scope import Scope
from .summary import article

_NEEDS = frozenset({"purpose", "basis", "balancing_test", "consent"})
"""Fields of a purpose that have a line of their own."""
_MARKS = (
    ("special", "special_ground", "special_law"),
    ("criminal", "criminal_ground", "criminal_law"),
    ("national_number", "national_number_ground", "national_number_law"),
)
_MARKED = ("special", *(name for mark in _MARKS for name in mark[1:]))
_SOURCE = ("source", "source_detail", "public_source")
_DATA = frozenset(
    {"category", "items", "description", "special", "retention", "required", "consequence", *_SOURCE, *(name for mark in _MARKS for name in mark)}
)
"""Fields of data that have a line of their own; what is left follows with its label."""


def section(scope: Scope, title: str) -> Heading:
    """A heading within an activity."""
    return Heading(scope.say(title), 3, listed=False)


def purposes(scope: Scope, activity: Activity) -> Iterator[Block]:
    """The purposes, each with its legal basis and what that basis needs."""
    yield section(scope, "section.purposes")
    if not activity.purposes:
        yield Para(unsaid(scope))
        return
    label = scope.say("purpose")
    several = len(activity.purposes) > 1
    yield Facts([Fact(f"{label} {number}" if several else label, _purpose(scope, each)) for number, each in enumerate(activity.purposes, 1)])


def _purpose(scope: Scope, purpose: Purpose) -> Text:
    basis: Text = unsaid(scope)
    if purpose.basis:
        cited = article(scope, purpose.basis)
        basis = f"{scope.term('legal-basis', purpose.basis)}{f' ({cited})' if cited else ''}"
    parts: list[Text] = [purpose.purpose or unsaid(scope), labelled(scope, scope.label("Purpose.basis"), basis), capital(said(scope, purpose, without=_NEEDS))]
    if purpose.balancing_test:
        parts.append(labelled(scope, scope.label("Purpose.balancing_test"), in_a_line(scope, purpose.balancing_test)))
    if purpose.consent:
        parts += [labelled(scope, fact.label, fact.value) for fact in facts_of(scope, purpose.consent)]
    return lines(*parts)


def people(scope: Scope, activity: Activity) -> Iterator[Block]:
    """The categories of data subjects."""
    yield section(scope, "section.people")
    if not activity.subjects:
        yield Para(unsaid(scope))
        return
    yield Facts([Fact(_first(scope, "data-subject", each.category), _people(scope, each)) for each in activity.subjects])


def _first(scope: Scope, vocabulary: str, value: str | None) -> str:
    """A value as a label."""
    text = scope.term(vocabulary, value) if value else scope.say("unsaid")
    return capital(text)


def _people(scope: Scope, subjects: Subjects) -> Text:
    rest = said(scope, subjects, without=("category", "description"))
    return lines(subjects.description or "", (Span(capital(rest), "muted"),) if rest else "") or "–"


def data(scope: Scope, activity: Activity) -> Iterator[Block]:
    """The categories of data: what they are, what the law says of them, where they come from and how long they are kept."""
    yield section(scope, "section.data")
    if not activity.data:
        yield Para(unsaid(scope))
        if activity.retention:
            yield Facts([Fact(scope.label("Activity.retention"), _retention(scope, activity.retention))])
        return
    rows = [Fact(_first(scope, "data-category", each.category), _data(scope, activity, each)) for each in activity.data]
    if activity.retention:
        rows.append(Fact(scope.say("retention.general"), _retention(scope, activity.retention)))
    yield Facts(rows)


def _data(scope: Scope, activity: Activity, each: Data) -> Text:
    return lines(
        _items(each),
        *_marks(scope, each),
        labelled(scope, scope.label("Data.retention"), _kept(scope, activity, each)),
        *_rest(scope, each),
    )


def _items(each: Data) -> str:
    items = several(each.items) if each.items else ""
    stop = "" if items[-1:] in ".!?…" else "."
    return f"{items}{stop} {each.description}" if items and each.description else items or each.description or ""


def _marks(scope: Scope, each: Data) -> Iterator[Text]:
    """That data are of Art. 9, 10 or 87, and what allows them."""
    marks = scope.marks_of(each)
    if not marks and not said(scope, each, _MARKED):
        return
    for what, ground, act in _MARKS:
        found = [mark for mark in marks if mark[0] == what]
        because = chain(scope, _ground(scope, each, ground), said(scope, each, (act,)))
        if found:
            name = ", ".join(scope.mark(mark) for mark in found if mark[1])
            head = f"{scope.say(f'mark.{what}')}{f'{scope.colon}{name}' if name else ''}"
            if not because and not scope.public:
                because = f"{scope.within(scope.label(f'Data.{ground}'))}{scope.colon}{scope.say('unsaid')}"
            yield (Span(head, "strong"), f"{scope.semicolon if because else ''}{because}")
        elif because:
            yield capital(because)
    if each.special is not None and not each.special:
        yield f"{scope.label('Data.special')}{scope.colon}{scope.none}"


def _ground(scope: Scope, each: Data, ground: str) -> str:
    """What allows data of Art. 9, 10 or 87, with its article."""
    facts = law.terms("special-ground").get(each.special_ground or "", {}) if ground == "special_ground" else {}
    cited = f" ({cite(facts['cite'], scope.words.language)})" if "cite" in facts else ""
    return f"{said(scope, each, (ground,))}{cited}"


def _kept(scope: Scope, activity: Activity, each: Data) -> Text:
    """The period that holds for data: their own, or that of the activity."""
    own = each.retention
    if own is not None and is_said(own):
        return _retention(scope, own)
    general = activity.retention
    told = scope.say("retention.see-general") if general is not None and is_said(general) else unsaid(scope)
    return lines(told, grounds_of(scope, own)) if own is not None else told


def _retention(scope: Scope, retention: Retention) -> Text:
    grounds = grounds_of(scope, retention)
    return (term_of(scope, retention) or scope.say("unsaid"), f" ({grounds})") if grounds else term_of(scope, retention)


def _rest(scope: Scope, each: Data) -> Iterator[Text]:
    """Where data come from and whether they must be given; then what holds for this category in particular."""
    parts = [said(scope, each, _SOURCE)]
    if each.required or each.consequence:
        required = scope.term("requirement", each.required) if each.required else scope.say("unsaid")
        told = scope.say("data.required-else", required=required, consequence=each.consequence) if each.consequence else required
        parts.append(f"{scope.say('data.required')}{scope.colon}{told}")
    for text in (chain(scope, *parts), said(scope, each, without=_DATA)):
        if text:
            yield (Span(capital(text), "muted"),)
