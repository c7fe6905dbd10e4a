"""What people can do: object (Art. 21), use their other rights (Art. 12, 15-20), withdraw consent (Art. 7(3)), and decisions (Art. 22)."""

from collections.abc import Callable, Iterator

from ... import law
from ...derive.rights import rights_of
from ...model.activity import Activity, Decision, Purpose
from ...model.fields import Nothing
from ..blocks import Block, Fact, Facts, Heading, Items, Notice, Para, Span, Text
from .making import Making, capital, ended, mail, phone

_ARTICLES = {
    "access": "GDPR art. 15",
    "rectification": "GDPR art. 16",
    "erasure": "GDPR art. 17",
    "restriction": "GDPR art. 18",
    "portability": "GDPR art. 20",
    "objection": "GDPR art. 21",
    "withdrawal": "GDPR art. 7(3)",
    "human-review": "GDPR art. 22(3)",
    "complaint": "GDPR art. 77",
}
_ELSEWHERE = ("objection", "withdrawal", "complaint")
"""Rights that have a section of their own."""

_MONTH = 31
"""Days that a month has at most: a promise of more is none, for the law gives one month (Art. 12(3))."""


def rights(making: Making) -> Iterator[Block]:
    """The rights that follow from the grounds in use, how to use them, and what comes back."""
    held = {right for activity in making.activities for right in rights_of(activity)} or {"access", "rectification", "erasure", "restriction", "complaint"}
    if "objection-marketing" in held:
        held.add("objection")
    if not any(_may_be_reviewed(decision) for activity in making.activities for decision in activity.automated_decisions or ()):
        held.discard("human-review")
    yield Para(making.say("rights.text"), "lead")
    yield Items([_right(making, right) for right in _ARTICLES if right in held])
    yield from _how(making)
    particular = {activity.name: activity.rights for activity in making.activities if activity.rights}
    if particular:
        yield Para(making.say("rights.particular"))
        yield Items([(Span(f"{name}:", "strong"), f" {ended(text)}") if making.several else ended(text) for name, text in particular.items()])


def _right(making: Making, right: str) -> Text:
    heading = making.say(f"heading.{right}") if right in _ELSEWHERE else ""
    text = making.say(f"right-text.{right}", heading=heading) if heading else making.say(f"right-text.{right}")
    return (Span(f"{making.say(f'right.{right}')}.", "strong"), f" {text}", making.law(_ARTICLES[right]))


def _how(making: Making) -> Iterator[Block]:
    """How to make a request, when the answer comes, that it costs nothing, and proof of identity (Art. 12(2)-(6))."""
    policy = making.policy
    if policy.requests:
        yield Para(making.say("rights.how-word"))
        yield Para(ended(policy.requests))
    elif ways := list(ways_to_reach(making)):
        yield Para(making.say("rights.how"))
        yield Facts(ways)
    else:
        making.miss("right-access", None, "statement.requests")
    days = policy.response_days
    answer = making.say("rights.days", days=days) if days is not None and 1 < days <= _MONTH else making.say("rights.month")
    yield Para((f"{answer} {making.say('rights.longer')}", making.law("GDPR art. 12(3)")))
    yield Para((making.say("rights.free"), making.law("GDPR art. 12(5)")))
    yield Para((making.say("rights.identity"), making.law("GDPR art. 12(6)")))


def ways_to_reach(making: Making) -> Iterator[Fact]:
    """How to reach the organisation with a question about personal data."""
    controller = making.controller
    if controller is None:
        return
    if controller.email:
        yield Fact(making.say("about.email"), mail(controller.email))
    if controller.phone:
        yield Fact(making.say("about.phone"), phone(controller.phone))
    if controller.address and (controller.address.street or controller.address.postal_code):
        yield Fact(making.say("about.address"), making.address(controller.address))


# -- objection ---------------------------------------------------------------------------------------------------------------------------------------------


def objection(making: Making) -> Iterator[Block]:
    """The right to object, in a box of its own: Art. 21(4) asks for it to be clear and apart from all else."""
    facts = law.terms("legal-basis")
    weighed = list(_purposes(making, lambda purpose: bool(facts.get(purpose.basis or "", {}).get("objection"))))
    marketing = list(_purposes(making, lambda purpose: bool(purpose.direct_marketing)))
    if not weighed and not marketing:
        return
    texts: list[Text] = []
    if weighed:
        texts += [(making.say("objection.legitimate"), making.law("GDPR art. 21(1)")), making.say("objection.it-is"), *(f"– {text}" for text in weighed)]
    if marketing:
        texts += [(making.say("objection.marketing"), making.law("GDPR art. 21(2)")), making.say("objection.it-is"), *(f"– {text}" for text in marketing)]
    texts.append(making.say("objection.how", heading=making.say("heading.rights")))
    yield Notice("info", making.say("objection.title"), texts)


def _purposes(making: Making, test: Callable[[Purpose], bool]) -> Iterator[str]:
    """The purposes that a test picks, each once."""
    yield from dict.fromkeys(
        ended(purpose.purpose) for activity in making.activities for purpose in activity.purposes or () if purpose.purpose and test(purpose)
    )


# -- consent -----------------------------------------------------------------------------------------------------------------------------------------------


def withdrawal(making: Making) -> Iterator[Block]:
    """That consent can be withdrawn at any time, what then, and how for each thing that was consented to."""
    ways: dict[str, list[str]] = {}
    asked = False
    for activity in making.activities:
        named = "withdrawal" in rights_of(activity)
        asked |= named
        consents = [purpose for purpose in activity.purposes or () if purpose.basis == "consent"]
        for purpose in consents or ([purpose for purpose in activity.purposes or () if purpose.consent] if named else []):
            if purpose.consent and purpose.consent.withdrawal:
                ways.setdefault(ended(purpose.consent.withdrawal), []).append(_about(purpose, activity))
            else:
                making.miss("withdrawal", activity, "purposes.consent.withdrawal")
        if named and not consents and not any(purpose.consent for purpose in activity.purposes or ()):
            making.miss("withdrawal", activity, "purposes.consent.withdrawal")
    if not asked:
        return
    yield Para((making.say("withdrawal.text"), making.law("GDPR art. 7(3)")))
    if len(ways) == 1:
        yield Para(f"{making.say('withdrawal.how')} {next(iter(ways))}")
    elif ways:
        yield Para(making.say("withdrawal.how"))
        yield Items([(Span(f"{'; '.join(dict.fromkeys(names))}:", "strong"), f" {text}") for text, names in ways.items()])


def _about(purpose: Purpose, activity: Activity) -> str:
    return capital((purpose.purpose or activity.name).strip(" ."))


# -- decisions by a computer -----------------------------------------------------------------------------------------------------------------------------------


def automated(making: Making) -> Iterator[Block]:
    """The decisions and profiles, each with its logic and effects; that there are none only where the register says so of everything."""
    decisions = [(activity, decision) for activity in making.activities for decision in activity.automated_decisions or ()]
    said = [activity.automated_decisions is not None for activity in making.activities]
    for activity in making.activities:
        if activity.automated_decisions is None:
            making.miss("automated", activity, "automated_decisions")
    if decisions:
        yield Para(making.say("automated.text"))
        for activity, decision in decisions:
            yield from _decision(making, activity, decision)
    elif said and all(said) and all(activity.automated_decisions is Nothing.NONE for activity in making.activities):
        yield Para((making.say("automated.none"), making.law("GDPR art. 22")))


def _decision(making: Making, activity: Activity, decision: Decision) -> Iterator[Block]:
    if making.several:
        yield Heading(activity.name, 2, listed=False)
    facts = [
        Fact(making.say(f"automated.{key}"), ended(text))
        for key in ("description", "logic", "effects", "human_review")
        if (text := getattr(decision, key)) is not None and text.strip()
    ]
    heavy = bool(decision.solely_automated and decision.significant)
    if heavy and decision.ground in law.terms("decision-ground"):
        ground = capital(making.words.term("decision-ground", decision.ground))
        national = f" ({decision.ground_law})" if decision.ground_law else ""
        facts.append(Fact(making.say("automated.ground"), (f"{ground}{national}", making.law(law.terms("decision-ground")[decision.ground]["cite"]))))
    yield Facts(facts)
    if heavy:
        yield Para((making.say("automated.significant"), making.law("GDPR art. 22(1)")))
        if _may_be_reviewed(decision):
            yield Para((making.say("automated.review"), making.law("GDPR art. 22(3)")))
        for key in ("logic", "effects", "ground"):
            if not getattr(decision, key):
                making.miss("automated", activity, f"automated_decisions.{key}")
    elif decision.significant is False or decision.solely_automated is False:
        yield Para(making.say("automated.harmless"))


def _may_be_reviewed(decision: Decision) -> bool:
    """Whether Art. 22(3) gives a right to have a person look: where it rests on a contract or on consent; an act that allows it has safeguards of its own."""
    heavy = decision.solely_automated and decision.significant
    return bool(heavy and law.terms("decision-ground").get(decision.ground or "", {}).get("human_review"))
