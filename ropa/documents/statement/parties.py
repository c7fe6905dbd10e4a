"""Who gets the data (Art. 13(1)(e)), and what goes out of the European Economic Area (Art. 13(1)(f))."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ... import law
from ...derive.judgement import Judgement
from ...derive.transfer_context import home_of
from ...derive.transfer_map import NO_IMPORTER
from ...derive.transfers import Transfer, derive_transfers
from ...model.activity import Activity
from ...model.assets import Location
from ...model.common import Safeguard
from ...model.fields import Nothing, Record
from ...model.parties import Party, Processor, Recipient
from ..blocks import Block, Grid, Items, Para, Span, Text
from .making import Making, capital, ended

Users = dict[str, list[Activity]]
"""The activities of the statement that give data to a party, by its id."""


def recipients(making: Making) -> Iterator[Block]:
    """Those inside, those that work for the organisation, and the others."""
    processors, others = _users(making)
    known = making.register.recipients
    inside = {identity: users for identity, users in others.items() if _is_inside(known[identity])}
    outside = {identity: users for identity, users in others.items() if identity not in inside and known[identity].kind != "data-subject"}
    if inside:
        yield Para(making.say("recipients.inside"))
        yield Items([_inside(known[identity]) for identity in inside])
    if processors:
        yield Para(" ".join(_processors_text(making, list(processors))))
        yield _table(
            making,
            [(making.register.processors[identity], _service(making, making.register.processors[identity]), users) for identity, users in processors.items()],
        )
    if outside:
        all_kinds = all(law.terms("recipient-kind").get(known[identity].kind or "", {}).get("controller") for identity in outside)
        yield Para(making.say("recipients.others" if all_kinds else "recipients.others-open"))
        yield _table(making, [(known[identity], _reason(making, known[identity]), users) for identity, users in outside.items()])
    if not processors and not outside and making.activities and all(_none_at_all(activity) for activity in making.activities):
        yield Para(making.say("recipients.nobody"))
    if making.policy.sale:
        yield Para(ended(making.policy.sale))


def _users(making: Making) -> tuple[Users, Users]:
    processors: Users = {}
    others: Users = {}
    for activity in making.activities:
        if activity.processors is None and not any(data.processors for data in activity.data or ()):
            making.miss("recipients", activity, "processors")
        if activity.recipients is None and not activity.joint_controllers and not any(data.recipients for data in activity.data or ()):
            making.miss("recipients", activity, "recipients")
        parties = making.scope.parties(activity)
        for identity in parties.processors:
            processors.setdefault(identity, []).append(activity)
        for identity in parties.recipients:
            others.setdefault(identity, []).append(activity)
    return processors, others


def _none_at_all(activity: Activity) -> bool:
    return activity.processors is Nothing.NONE and activity.recipients is Nothing.NONE


def _is_inside(recipient: Recipient) -> bool:
    if recipient.internal_recipient is not None:
        return recipient.internal_recipient
    return bool(law.terms("recipient-kind").get(recipient.kind or "", {}).get("internal"))


def _inside(recipient: Recipient) -> Text:
    name = capital(recipient.name)
    return (Span(f"{name}:", "strong"), f" {recipient.description.strip()}") if recipient.description else (Span(name, "strong"),)


def _processors_text(making: Making, identities: list[str]) -> Iterator[str]:
    """That they work on our instructions; and that an agreement says so, of those with whom there is one."""
    agreed = [identity for identity in identities if making.audit.contracts_of_processor.get(identity)]
    yield making.say("recipients.processors" if len(identities) > 1 else "recipients.processors-one")
    if len(agreed) == len(identities):
        yield making.say("recipients.agreed-all" if len(identities) > 1 else "recipients.agreed-all-one")
    elif agreed:
        yield making.say("recipients.agreed-some", names=making.words.show([making.register.processors[identity].name for identity in agreed]))


def _service(making: Making, processor: Processor) -> str:
    if processor.description:
        return ended(processor.description)
    return capital(making.words.term("service", processor.service)) if processor.service else making.say("data.unsaid")


def _reason(making: Making, recipient: Recipient) -> str:
    """What another recipient does with it and on what ground, and whether it gets something only when it asks."""
    texts = [ended(text) for text in (recipient.description, recipient.ground) if text]
    if recipient.on_request:
        texts.append(making.say("recipients.on-request"))
    return " ".join(texts) or making.say("data.unsaid")


def _table(making: Making, found: Iterable[tuple[Party, str, list[Activity]]]) -> Grid:
    head = [making.say("recipients.who"), making.say("recipients.what")] + ([making.say("recipients.activity")] if making.several else [])
    rows: list[list[Text]] = [[_name(party), what, *([making.where(users)] if making.several else [])] for party, what, users in found]
    return Grid(head, rows, [3, 5, 4] if making.several else [2, 3])


def _name(party: Party) -> str:
    """The name of a party, with a short word for what it is where its name does not say it."""
    category = (getattr(party, "category", None) or "").strip()
    if not category or len(category.split()) > 3 or category.lower() in party.name.lower() or party.name.lower() in category.lower():
        return party.name
    return f"{party.name} ({category})"


# -- out of the EEA ----------------------------------------------------------------------------------------------------------------------------------------


class Abroad(NamedTuple):
    """Flows that are told in one row."""

    country: str
    who: str
    why: Text


def transfers(making: Making) -> Iterator[Block]:
    """Each country with who is there, what protects the data and how to get a copy; those of whom the register says that nobody knows where."""
    rows: dict[Abroad, list[Activity]] = {}
    unknown: dict[str, None] = {}
    flows = list(_flows(making))
    for flow in flows:
        judgement = flow.edge.judgement
        match judgement.verdict:
            case "unknown":
                _miss(making, flow)
                if judgement.reason == "unknown":  # said so; else it is only not filled in
                    unknown[_who(making, flow)] = None
            case "own" | "eea":
                pass
            case _:
                row = Abroad(making.words.country(flow.country) if flow.country else _who(making, flow), _who(making, flow), _protection(making, flow))
                rows.setdefault(row, []).append(flow.activity)
    if rows:
        yield Para(making.say("transfers.text"))
        yield _abroad(making, rows)
    if unknown:
        yield Para(making.say("transfers.unknown", names=making.words.show(list(unknown))))
    if not rows and not unknown and _stays(making, flows):
        yield Para(making.say("transfers.none"))


def _flows(making: Making) -> Iterator[Transfer]:
    """The flows of the activities that are told, over the parties and places that have these data."""
    told = {activity.id: activity for activity in making.activities}
    for flow in derive_transfers(making.audit, everything=True):
        activity = told.get(flow.activity.id)
        if activity is None or not flow.path:
            continue
        first = flow.path[0]
        parties = making.scope.parties(activity)
        if isinstance(first, Processor):
            here = first.id in parties.processors
        elif isinstance(first, Recipient):
            here = first.id in parties.recipients
        else:
            here = isinstance(first, Location) and first.id in making.scope.places(activity)
        if here:
            yield flow


def _miss(making: Making, flow: Transfer) -> None:
    """Note what the transfer lacks, at the key that says so."""
    record, path = flow.edge.record, flow.edge.path
    if flow.edge.judgement.problems:
        record, path = flow.edge.judgement.problems[0].record, flow.edge.judgement.problems[0].path
    making.miss("transfers", record, ".".join(part for part in path if isinstance(part, str)) if flow.edge.judgement.verdict != "none" else "safeguards")


def _who(making: Making, flow: Transfer) -> str:
    """Who has the data there: the party itself, or a party that another one brings in."""
    holder = flow.edge.holder if isinstance(flow.edge.holder, str) else making.words.name(flow.edge.holder)
    first = flow.path[0]
    party = making.words.name(first) if isinstance(first, Party) else ""
    return making.say("transfers.via", name=holder, party=party) if party and party != holder else holder


def _protection(making: Making, flow: Transfer) -> Text:
    """What protects the data there; "" where the register does not show that anything does."""
    judgement = flow.edge.judgement
    safeguard = _named(making, flow)
    match judgement.verdict:
        case "adequate" | "dpf":
            number = making.say("transfers.decision", number=judgement.decision) if judgement.decision else ""
            text = making.say("transfers.adequate" if judgement.verdict == "adequate" else "transfers.dpf")
            return (*_with(making, text, "GDPR art. 45", number), *_copy(making, safeguard, "more"))
        case "safeguarded":
            facts = law.terms("mechanism").get(judgement.mechanism, {})
            own = judgement.mechanism in ("standard-clauses", "binding-corporate-rules")
            mechanism = making.words.term("mechanism", judgement.mechanism)
            text = making.say(f"transfers.{judgement.mechanism}") if own else making.say("transfers.safeguard", mechanism=mechanism)
            if safeguard is None or not safeguard.copy_from:
                making.miss("transfers", flow.edge.record, "safeguards.copy_from")
            return (*_with(making, text, facts.get("cite", "GDPR art. 46"), _instrument(making, judgement)), *_copy(making, safeguard, "copy"))
        case "derogation":
            facts = law.terms("mechanism").get(judgement.mechanism, {})
            text = making.say("transfers.derogation", reason=making.say(f"transfers.{judgement.mechanism}"))
            return _with(making, text, facts.get("cite", "GDPR art. 49"), "")
    _miss(making, flow)
    return ""


def _with(making: Making, text: str, citation: str, more: str) -> tuple[Span | str, ...]:
    return text, making.law(*(each for each in (citation, more) if each))


def _instrument(making: Making, judgement: Judgement) -> str:
    return making.words.term("instrument", judgement.instrument) if judgement.instrument else ""


def _copy(making: Making, safeguard: Safeguard | None, key: str) -> tuple[str, ...]:
    return (" " + ended(making.say(f"transfers.{key}", text=safeguard.copy_from.strip())),) if safeguard and safeguard.copy_from else ()


def _named(making: Making, flow: Transfer) -> Safeguard | None:
    """The safeguard of the register that a flow rests on, for what it says about a copy: the nearest on the way that fits."""
    mechanism = flow.edge.judgement.mechanism
    found: list[Safeguard] = []
    for record in (flow.edge.record, flow.edge.holder, *reversed(flow.path)):
        found += _safeguards(record, flow.edge.path)
    fitting = [each for each in found if each.mechanism == mechanism and (not each.countries or flow.country in each.countries)]
    return next((each for each in fitting if each.copy_from), fitting[0] if fitting else None)


def _safeguards(record: Record | str, path: tuple[Any, ...]) -> list[Safeguard]:
    if not isinstance(record, Party | Location):
        return []
    inner: list[Safeguard] = []
    if isinstance(record, Processor) and path[:1] == ("sub_processors",) and record.sub_processors:
        inner = list(list(record.sub_processors)[path[1]].safeguards or ()) if path[1] < len(record.sub_processors) else []
    return [*inner, *(record.safeguards or ())]


def _abroad(making: Making, rows: dict[Abroad, list[Activity]]) -> Grid:
    head = [making.say(f"transfers.{key}") for key in ("country", "who", "why")] + ([making.say("transfers.activity")] if making.several else [])
    cells: list[list[Text]] = []
    for row, users in rows.items():
        cells.append([row.country, row.who, row.why or making.say("data.unsaid"), *([making.where(users)] if making.several else [])])
    return Grid(head, cells, [3, 4, 7, 4] if making.several else [2, 3, 5])


def _stays(making: Making, flows: list[Transfer]) -> bool:
    """Whether the register shows that nothing leaves: everybody outside has a place, processors say who else is in it, and each place lies in the EEA."""
    if not making.activities or any(flow.edge.judgement.verdict != "eea" for flow in flows):
        return False
    for activity in making.activities:
        if activity.processors is None or activity.recipients is None:
            return False
        parties = making.scope.parties(activity)
        known = making.register.recipients
        outside = [known[each] for each in parties.recipients if not known[each].internal_recipient and known[each].kind not in NO_IMPORTER]
        working = [making.register.processors[each] for each in parties.processors]
        if any(home_of(party) is None for party in [*outside, *working]) or any(each.access_from is None or each.sub_processors is None for each in working):
            return False
    return True
