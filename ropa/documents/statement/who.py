"""Who is responsible and how to reach them (Art. 13(1)(a)-(b), 26(2)); where to complain (Art. 13(2)(d)); version and date."""

from collections.abc import Iterator
from typing import Any

from ... import law
from ...derive.agreements import in_force
from ...model.activity import Activity
from ...model.assets import Agreement
from ...model.common import Contact
from ...model.organisation import Controller, Dpo
from ..blocks import Block, Fact, Facts, Para, Span, Text
from .making import Making, capital, ended, mail, phone, web


def about(making: Making) -> Iterator[Block]:
    """The organisation, its representative and data protection officer, and with whom it decides together."""
    controller = making.controller
    if controller is None:
        making.miss("controller", None, "controller")
    else:
        text = making.say("about.responsible", name=controller.name)
        if not making.scope.whole:
            text += " " + making.say("about.for", subjects=making.subjects(making.scope.subjects))
        yield Para(text, "lead")
        yield Facts(list(_controller(making, controller)))
        if not (controller.email or controller.phone or (controller.address and (controller.address.street or controller.address.postal_code))):
            making.miss("controller", None, "controller.email")
        yield from _representative(making, controller)
    yield from _dpo(making)
    yield from _joint(making)


def _controller(making: Making, controller: Controller) -> Iterator[Fact]:
    yield Fact(making.say("about.name"), controller.name)
    if controller.trade_names:
        yield Fact(making.say("about.trade-names"), making.listed(controller.trade_names))
    yield from _facts(making, controller)
    for key, value in (("registration", controller.registration), ("contact", controller.contact)):
        if value:
            yield Fact(making.say(f"about.{key}"), value)


def _facts(making: Making, party: Any) -> Iterator[Fact]:
    """How to reach a party: each where it is known."""
    place = party.address
    if (address := making.address(place)) and (place.street or place.postal_code or place.city):
        yield Fact(making.say("about.address"), address)
    ways: tuple[tuple[str, Any], ...] = (("email", mail), ("phone", phone), ("website", web))
    for key, link in ways:
        if value := getattr(party, key, None):
            text: Text = link(value)
            yield Fact(making.say(f"about.{key}"), text)


def _representative(making: Making, controller: Controller) -> Iterator[Block]:
    organisation = making.register.organisation
    representative: Contact | None = organisation.representative if organisation else None
    home = controller.address.country if controller.address else None
    if representative is not None:
        yield Para(making.say("about.representative"))
        yield Facts(list(_named(making, representative)))
    elif home in law.countries() and not law.in_eea(home, making.audit.on):
        making.miss("representative", None, "representative")


def _named(making: Making, contact: Any) -> Iterator[Fact]:
    for key, value in (("name", contact.name), ("organisation", contact.organisation)):
        if value:
            yield Fact(making.say(f"about.{key}"), value)
    yield from _facts(making, contact)


def _dpo(making: Making) -> Iterator[Block]:
    dpo: Dpo | None = making.audit.dpo
    if dpo is not None:
        facts = list(_named(making, dpo))
        yield Para(making.say("about.dpo"))
        if facts:
            yield Facts(facts)
        if not (dpo.email or dpo.phone or dpo.address):
            making.miss("dpo", None, "dpo.email")
        return
    said = making.register.organisation.dpo if making.register.organisation else None
    if said is None or said.appointed is None:
        making.miss("dpo", None, "dpo.appointed")


def _joint(making: Making) -> Iterator[Block]:
    """Those with whom it decides together, with the essence of what they agreed (Art. 26(2)) and how to reach them."""
    organisation = making.register.organisation
    together: dict[str, list[Activity]] = {each: [] for each in (organisation.joint_controllers if organisation else None) or ()}
    for activity in making.activities:
        for identity in activity.joint_controllers or ():
            together.setdefault(identity, []).append(activity)
    for identity, activities in together.items():
        party = making.register.recipients.get(identity)
        if party is None or not making.scope.in_use(party):
            continue
        named = activities if identity not in ((organisation.joint_controllers if organisation else None) or ()) else []
        texts = [
            making.say("about.joint", activities=making.words.show([making.quoted(a.name) for a in named]), party=party.name)
            if named
            else making.say("about.joint-all", party=party.name)
        ]
        texts += [ended(each.essence) for each in _arrangements(making, identity, activities) if each.essence]
        texts.append(making.say("about.joint-rights"))
        yield Para((" ".join(texts), making.law("GDPR art. 26(3)")))
        yield Facts([Fact(making.say("about.name"), party.name), *_facts(making, party)])


def _arrangements(making: Making, party: str, activities: list[Activity]) -> Iterator[Agreement]:
    """The arrangements of Art. 26 with a party that are in force."""
    named = {activity.arrangement for activity in activities}
    for agreement in making.register.agreements.values():
        fits = agreement.id in named or (agreement.kind == "joint-controllers" and party in (agreement.recipients or ()))
        if fits and in_force(agreement, making.audit.on):
            yield agreement


def complaint(making: Making) -> Iterator[Block]:
    """The right to complain, and the authority with its address."""
    yield Para((making.say("complaint.text"), making.law("GDPR art. 77")))
    if making.policy.complaints:
        yield Para(ended(making.policy.complaints))
    identity = making.register.organisation.authority if making.register.organisation else None
    facts = law.terms("authority").get(identity or "")
    if identity is None or facts is None:
        making.miss("complaint", None, "authority")
    else:
        yield Facts(list(_authority(making, identity, facts)))
    yield Para(making.say("complaint.elsewhere"))


def _authority(making: Making, identity: str, facts: law.Facts) -> Iterator[Fact]:
    """What is known of an authority for certain, in the reader's language where it has its own."""

    def own(key: str) -> Any:
        return facts.get(f"{key}_{making.words.language}", facts.get(key))

    yield Fact(making.say("complaint.authority"), making.words.term("authority", identity))
    if facts.get("verified") == "checked":
        if address := own("address"):
            country = making.words.country(facts["country"]) if making.register.country != facts["country"] else ""
            town = f"{address['postal_code']} {address['city']}"
            yield Fact(making.say("complaint.address"), ", ".join(part for part in (address["street"], town, country) if part))
        for key, link in (("phone", phone), ("email", mail)):
            if value := own(key):
                text: Text = link(value)
                yield Fact(making.say(f"about.{key}"), text)
    if facts.get("verified") != "to verify":
        for key, value in (("website", own("website")), ("form", own("complaint"))):
            if value:
                yield Fact(making.say(f"complaint.{key}"), web(value))


def changes(making: Making) -> Iterator[Block]:
    """The version and the dates, and how one hears of a change."""
    policy = making.policy
    texts = []
    if policy.version:
        texts.append(making.say("changes.version", version=policy.version))
    if policy.dated:
        texts.append(making.say("changes.dated", date=policy.dated))
    texts.append(making.say("changes.made", date=making.audit.on))
    yield Para(" ".join(texts))
    if policy.url:
        yield Para((making.say("changes.url"), " ", Span(policy.url, to=policy.url)))
    if policy.changes:
        yield Para(ended(policy.changes))


def under_title(making: Making) -> str:
    """What stands below the title: the version, from when it holds, and when it was made."""
    policy = making.policy
    parts = [making.say("version", version=policy.version)] if policy.version else []
    if policy.dated:
        parts.append(making.say("from", date=policy.dated))
    parts.append(making.say("made", date=making.audit.on))
    return capital(" · ".join(parts))
