"""Which part is for whom; the purposes, each with its ground in plain words (Art. 13(1)(c)-(d), 9(2), 10, 87)."""

from collections.abc import Iterator

from ... import law
from ...model.activity import Activity, Data, Purpose
from ..blocks import Block, Grid, Heading, Items, Para, Span, Text
from .making import Making, capital, ended


def audience(making: Making) -> Iterator[Block]:
    """For each category of people the activities that are about them; nothing where there is little to choose from."""
    found: dict[str, list[Activity]] = {}
    for activity in making.activities:
        for people in activity.subjects or ():
            if people.category:
                found.setdefault(people.category, []).append(activity)
    if not making.scope.whole or len(making.activities) < 3 or len(found) < 3:
        return
    rows: list[list[Text]] = []
    merged: dict[tuple[str, ...], list[str]] = {}
    for identity, activities in found.items():
        merged.setdefault(tuple(dict.fromkeys(activity.id for activity in activities)), []).append(identity)
    by_id = {activity.id: activity for activity in making.activities}
    for identities, subjects in merged.items():
        links: list[Span | str] = []
        for identity in identities:
            links += [*(["; "] if links else []), Span(by_id[identity].name, to=f"#{anchor(by_id[identity])}")]
        rows.append([capital(making.subjects(subjects)), tuple(links)])
    yield Para(making.say("audience.text"))
    yield Grid([making.say("audience.who"), making.say("audience.where")], rows, [2, 3])


def anchor(activity: Activity) -> str:
    """Where the purposes of an activity stand."""
    return f"purposes/{activity.id}"


def purposes(making: Making) -> Iterator[Block]:
    """What the data are used for and why that is allowed, activity by activity."""
    if not making.activities:
        return
    all_purposes = [purpose for activity in making.activities for purpose in activity.purposes or ()]
    yield Para(making.say("purposes.text" if any(purpose.basis for purpose in all_purposes) else "purposes.text-no-basis"), "lead")
    for activity in making.activities:
        if making.several:
            yield Heading(activity.name, 2, anchor(activity), listed=False)
        yield from _activity(making, activity)
    balanced = [purpose for purpose in all_purposes if purpose.basis == "legitimate-interests"]
    if balanced and all(purpose.balancing_test and (purpose.balancing_test.done or purpose.balancing_test.outcome) for purpose in balanced):
        yield Para(making.say("purposes.weighed"))


def _activity(making: Making, activity: Activity) -> Iterator[Block]:
    if activity.description:
        yield Para(ended(activity.description))
    people = [each.category for each in activity.subjects or () if each.category]
    if people and making.several and (making.scope.whole or len(people) > 1):
        yield Para(making.say("purposes.for", subjects=making.subjects(people)), "muted")
    yield from _table(making, activity)
    if activity.statement:
        yield Para(ended(activity.statement))
    strict = [text for data in activity.data or () for text in _strict(making, activity, data)]
    if strict:
        yield Para(making.say("purposes.special"))
        yield Items(list(dict.fromkeys(strict)))


def _table(making: Making, activity: Activity) -> Iterator[Block]:
    rows: dict[Text, list[Text]] = {}
    if not activity.purposes:
        making.miss("purposes", activity, "purposes.purpose")
    for purpose in activity.purposes or ():
        ground = _ground(making, activity, purpose)
        if not purpose.purpose:
            making.miss("purposes", activity, "purposes.purpose")
            continue
        rows.setdefault(ground, []).append(_what(making, activity, purpose))
    if not rows:
        return
    if list(rows) == [""]:
        yield Items(rows[""])
    else:
        head = [making.say("purposes.what"), making.say("purposes.why")]
        yield Grid(head, [[what, ground or making.say("data.unsaid")] for ground, found in rows.items() for what in found], [1, 1])


def _what(making: Making, activity: Activity, purpose: Purpose) -> str:
    text = ended(purpose.purpose or "")
    people = {each.category for each in activity.subjects or ()}
    if purpose.subjects and making.scope.whole and set(purpose.subjects) != people:
        text += " " + making.say("purposes.only", subjects=making.subjects(purpose.subjects))
    return text


_SAID = {
    "consent": ("consent", "consent-is"),
    "contract": ("contract", "contract-is"),
    "legal-obligation": ("law", "law-is"),
    "public-task": ("law", "law-is"),
    "legitimate-interests": ("interest", "interest-is"),
}
"""For a basis the field of the purpose that says which contract, law or interest, or how consent is asked; and the sentence for it."""


def _ground(making: Making, activity: Activity, purpose: Purpose) -> Text:
    """The ground of a purpose in plain words, with its article; "" where the register names none."""
    facts = law.terms("legal-basis").get(purpose.basis or "")
    if facts is None or not purpose.basis:
        making.miss("legal-basis", activity, "purposes.basis")
        return ""
    text = making.say(f"basis.{purpose.basis}")
    field, key = _SAID.get(purpose.basis, ("", ""))
    named = (purpose.consent.how if purpose.consent else None) if field == "consent" else getattr(purpose, field) if field else None
    if named and named.strip():
        return (text, making.law(facts["cite"]), f"\n{ended(making.say(f'basis.{key}', text=named.strip()))}")
    if facts.get("needs_law"):
        making.miss("legal-basis", activity, "purposes.law")
    elif purpose.basis == "legitimate-interests":
        making.miss("interest", activity, "purposes.interest")
    return (text, making.law(facts["cite"]))


def _strict(making: Making, activity: Activity, data: Data) -> Iterator[Text]:
    """Why data of Art. 9, 10 or 87 may be used."""
    audit, name = making.audit, capital(making.data(data))
    if audit.special_of(data):
        facts = law.terms("special-ground").get(data.special_ground or "")
        if facts is None or not data.special_ground:
            making.miss("legal-basis", activity, "data.special_ground")
        else:
            yield _sentence(making, name, making.say(f"special.{data.special_ground}"), facts["cite"], data.special_law)
    if data.category in audit.criminal_categories:
        if not data.criminal_ground:
            making.miss("legal-basis", activity, "data.criminal_ground")
        else:
            text = making.say("special.criminal", ground=making.words.term("criminal-ground", data.criminal_ground))
            yield _sentence(making, name, text, "GDPR art. 10", data.criminal_law)
    if data.category in audit.national_number_categories or data.national_number_ground:
        facts = law.terms("national-number-ground").get(data.national_number_ground or "")
        if facts is None or facts.get("valid") is False:
            making.miss("legal-basis", activity, "data.national_number_ground")
        else:
            text = making.say("special.number", ground=making.words.term("national-number-ground", data.national_number_ground or ""))
            yield _sentence(making, name, text, "GDPR art. 87", data.national_number_law)


def _sentence(making: Making, name: str, text: str, citation: str, national: str | None) -> Text:
    return (Span(f"{name}:", "strong"), f" {text}", making.law(*(each for each in (citation, national) if each)))
