"""What most statements say beside the law's list: security in general terms, cookies, children and people under guardianship, other promises."""

from collections.abc import Iterator

from ... import law
from ...derive.people import has_children
from ...model.activity import Activity, Cookie
from ...model.assets import Measure
from ...model.fields import Nothing
from ..blocks import Block, Grid, Items, Para, Span, Text
from .making import Making, capital, ended

_TYPES = ("technical", "physical", "organisational")
_QUIET = frozenset(
    {
        *("key-management", "own-keys", "hardening", "network-separation", "intrusion-detection", "log-review", "server-room"),
        *("penetration-test", "restore-test", "test-data", "asset-register", "screening", "mail-authentication", "ddos-protection"),
    }
)
"""Kinds of measures that say more to an intruder, or to an auditor, than to the people concerned."""


def security(making: Making) -> Iterator[Block]:
    """The measures by kind: how they are done is for nobody outside to know."""
    found: dict[str, dict[str, None]] = {kind: {} for kind in _TYPES}
    kinds = law.terms("measure-kind")
    for measure in _measures(making):
        if measure.kind in _QUIET:
            continue
        name = making.words.term("measure-kind", measure.kind) if measure.kind and measure.kind != "other" else measure.name
        if name:
            found[kinds.get(measure.kind or "", {}).get("type", "organisational")][name] = None
    told: list[Text] = [(Span(f"{making.say(f'security.{kind}')}:", "strong"), f" {'; '.join(names)}.") for kind, names in found.items() if names]
    if told:
        yield Para(making.say("security.text"))
        yield Items(told)
    if making.policy.incidents:
        yield Para(ended(making.policy.incidents))


def _measures(making: Making) -> Iterator[Measure]:
    """The measures that are in place and that the activities, or the places where they keep data, name; all that are in place where none names any."""
    named = {identity for activity in making.activities for identity in activity.measures or ()}
    places = {place for activity in making.activities for place in making.scope.places(activity)}
    named |= {identity for place in places if (known := making.register.locations.get(place)) for identity in known.measures or ()}
    status = law.terms("measure-status")
    for identity, measure in making.register.measures.items():
        if (named and identity not in named) or not status.get(measure.status or "in-place", {}).get("in_force", True):
            continue
        if measure.since is None or measure.since <= making.audit.on:
            yield measure


# -- cookies -------------------------------------------------------------------------------------------------------------------------------------------------


def cookies(making: Making) -> Iterator[Block]:
    """Each cookie with what it does, how long and by whom; that there are none only where everything that is done says so."""
    found = [(activity, cookie) for activity in making.activities for cookie in activity.cookies or ()]
    if not found:
        if making.activities and making.scope.whole and all(activity.cookies is Nothing.NONE for activity in making.activities):
            yield Para(making.say("cookies.none"))
        return
    yield Para(making.say("cookies.text"))
    timed = any(cookie.days is not None for _, cookie in found)
    parties = any(cookie.processor for _, cookie in found)
    head = (
        [making.say("cookies.name"), making.say("cookies.what")]
        + ([making.say("cookies.days")] if timed else [])
        + ([making.say("cookies.who")] if parties else [])
    )
    rows: list[list[Text]] = []
    for _, cookie in found:
        line: list[Text] = [_called(making, cookie), _does(making, cookie)]
        rows.append(line + ([_days(making, cookie)] if timed else []) + ([_whose(making, cookie)] if parties else []))
    yield Grid(head, rows, [3, 6, 3, 3][: 2 + timed + parties])
    yield from _refusal(making, found)


def _called(making: Making, cookie: Cookie) -> str:
    return cookie.name or (capital(making.words.term("cookie-kind", cookie.kind)) if cookie.kind else making.say("cookies.unsaid"))


def _does(making: Making, cookie: Cookie) -> str:
    """What a cookie is for, and whether consent is asked."""
    texts = [ended(making.words.term("cookie-kind", cookie.kind))] if cookie.kind and cookie.name else []
    texts += [ended(cookie.purpose)] if cookie.purpose else []
    if cookie.privacy_friendly:
        texts.append(making.say("cookies.friendly"))
    if cookie.consent is not None:
        texts.append(making.say("cookies.consent-yes" if cookie.consent else "cookies.consent-no"))
    return " ".join(texts) or making.say("cookies.unsaid")


def _days(making: Making, cookie: Cookie) -> str:
    from ...derive.retention import Period

    if cookie.days is None:
        return making.say("cookies.unsaid")
    return making.words.period(Period(days=cookie.days)) if cookie.days else making.say("cookies.session")


def _whose(making: Making, cookie: Cookie) -> str:
    processor = making.register.processors.get(cookie.processor or "")
    return processor.name if processor else making.say("cookies.ours") if not cookie.processor else cookie.processor


def _refusal(making: Making, found: list[tuple[Activity, Cookie]]) -> Iterator[Block]:
    ways: dict[str, list[str]] = {}
    for _, cookie in found:
        if cookie.refuse:
            ways.setdefault(ended(cookie.refuse), []).append(_called(making, cookie))
    if len(ways) == 1:
        yield Para(making.say("cookies.refuse-one", text=next(iter(ways))))
    elif ways:
        yield Para(making.say("cookies.refuse"))
        yield Items([f"{capital('; '.join(names))}: {text}" for text, names in ways.items()])


# -- children and representatives ----------------------------------------------------------------------------------------------------------------------------


def children(making: Making) -> Iterator[Block]:
    """What holds for children, and for people for whom another decides; of a statement for some, only where there are such people among them."""
    policy, facts = making.policy, making.audit.subject_facts
    people = [each for activity in making.activities for each in activity.subjects or ()]
    young = making.scope.whole or any(has_children(each, facts) or each.category == "website-visitors" for each in people)
    guarded = making.scope.whole or any(each.guardianship or each.category in ("people-under-guardianship", "representatives") for each in people)
    if young:
        if policy.children:
            yield Para(ended(policy.children))
        elif policy.minimum_age is not None:
            yield Para((making.say("children.age", age=policy.minimum_age), making.law("GDPR art. 8")))
        yield from _consents(making, "parental")
    if guarded:
        if policy.representatives:
            yield Para(ended(policy.representatives))
        yield from _consents(making, "guardian")


def _consents(making: Making, key: str) -> Iterator[Block]:
    """How consent is got of a parent or a guardian, each way once."""
    consents = (purpose.consent for activity in making.activities for purpose in activity.purposes or () if purpose.consent)
    texts = list(dict.fromkeys(ended(text) for consent in consents if (text := getattr(consent, key))))
    if texts:
        yield Para(making.say(f"children.{key}"))
        yield Items(texts)


# -- the rest --------------------------------------------------------------------------------------------------------------------------------------------------


def further(making: Making) -> Iterator[Block]:
    """What becomes of papers, other websites, and what else the organisation promises."""
    policy = making.policy
    for text in (policy.return_of_documents, policy.other_websites):
        if text:
            yield Para(ended(text))
    if policy.further:
        if policy.return_of_documents or policy.other_websites or len(policy.further) > 1:
            yield Para(making.say("further.list"))
        yield Items([ended(text) for text in policy.further])


__all__ = ["children", "cookies", "further", "security"]
