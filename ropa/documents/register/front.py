"""The title page: whose register it is, on which day, out of which version, and what stood open."""

from collections.abc import Iterator

from ... import law
from ...findings import summary
from ...model.common import Address
from ...model.fields import Nothing
from ...model.kinds import BY_NAME
from ...model.organisation import Controller, Dpo
from ...model.organisation import Register as Organisation
from ...output.report import summary_line
from ..blocks import Cover, Fact, Notice, Span, Text
from .fields import address, contact, listed, unsaid
from .parties import joint_controllers
from .scope import Scope

SHORT = 12
"""Characters by which a commit is called."""


def cover(scope: Scope) -> Cover:
    """The title page."""
    organisation = scope.register.organisation
    facts = [*(_organisation(scope, organisation) if organisation else ()), *_print(scope)]
    return Cover(scope.say("kind"), scope.register.name, facts, list(_notices(scope)))


def _organisation(scope: Scope, organisation: Organisation) -> Iterator[Fact]:
    """Art. 30(1)(a) and 30(2)(a): who is responsible and how to reach everyone whom the law names."""
    yield Fact(scope.label("Register.controller"), _controller(scope, organisation.controller))
    yield Fact(scope.label("Register.representative"), contact(scope, organisation.representative) if organisation.representative else _no_agent(scope))
    yield Fact(scope.label("Register.joint_controllers"), _joint(scope, organisation))
    yield Fact(scope.label("Register.dpo"), _dpo(scope, organisation.dpo))
    yield Fact(scope.label("Register.authority"), authority(scope, organisation.authority) if organisation.authority else unsaid(scope))


def _controller(scope: Scope, controller: Controller) -> Text:
    """The organisation and how to reach it."""
    name = listed((controller.name, controller.legal_form, controller.registration))
    reached = listed((controller.email, controller.phone, controller.website))
    return "\n".join([line for line in (name, address(scope, controller.address) if controller.address else "", reached, controller.contact) if line])


def _no_agent(scope: Scope) -> Text:
    """Art. 27 asks for a representative only of those outside the Union."""
    country = scope.register.country
    return scope.say("cover.not-needed") if country and law.in_eea(country, scope.on) else unsaid(scope)


def _joint(scope: Scope, organisation: Organisation) -> Text:
    """Those with whom the organisation as a whole, or an activity, is responsible."""
    named = list(organisation.joint_controllers or ())
    for activity in scope.live:
        named += activity.joint_controllers or ()
    if named:
        return joint_controllers(scope, named)
    return scope.none if organisation.joint_controllers is Nothing.NONE else unsaid(scope)


def _dpo(scope: Scope, dpo: Dpo | None) -> Text:
    """The data protection officer, or that there is none and why."""
    if dpo is None:
        return unsaid(scope)
    if scope.audit.dpo is None:
        reason = f"{scope.colon}{dpo.reason}" if dpo.reason else ""
        return f"{scope.none}{reason}" if dpo.appointed is False else unsaid(scope)
    who = listed((dpo.name, dpo.organisation)) or scope.yes
    reached = listed((dpo.email, dpo.phone, address(scope, dpo.address) if dpo.address else ""))
    told = scope.say("cover.notified", date=dpo.notified) if dpo.notified else ""
    number = f"{scope.label('Dpo.number')}{scope.colon}{dpo.number}" if dpo.number else ""
    return "\n".join([line for line in (who, reached, listed((told, number), "; ")) if line])


def authority(scope: Scope, identity: str) -> Text:
    """An authority with its address, as far as that was looked up."""
    facts = law.terms("authority").get(identity, {})
    language = scope.words.language
    found = facts.get(f"address_{language}", facts.get("address"))
    postal = address(scope, Address(**found)) if found and facts.get("verified") == "checked" else ""
    website = facts.get(f"website_{language}", facts.get("website"))
    return "\n".join([line for line in (scope.term("authority", identity), postal, listed((facts.get("email"), facts.get("phone"), website))) if line])


# -- this print ----------------------------------------------------------------------------------------------------------------------------------------


def _print(scope: Scope) -> Iterator[Fact]:
    """What was printed, out of what."""
    origin = scope.edition.origin
    yield Fact(scope.say("as-of"), ((Span(scope.day(scope.on), "strong")),))
    yield Fact(scope.say("cover.activities"), _how_many(scope))
    yield Fact(scope.say("cover.approved"), _approval(scope))
    yield Fact(scope.say("cover.version"), _version(scope))
    if origin.digest:
        yield Fact(scope.say("cover.digest"), scope.say("cover.digest-of", digest=origin.digest, files=scope.count("files", origin.files)))
    yield Fact(scope.label("Register.language"), _languages(scope))


def _how_many(scope: Scope) -> str:
    parts = scope.say("cover.parts", controller=len(scope.controller), processor=len(scope.processor), ended=scope.count("cover.ended", len(scope.ended)))
    text = f"{len(scope.every)} ({parts})"
    if scope.chosen is not None:
        text += f"; {scope.say('cover.chosen', n=len(scope.register.activities))}"
    return f"{text}; {scope.say('cover.public')}" if scope.public else text


def _approval(scope: Scope) -> Text:
    approval = scope.edition.origin.approval
    if approval is None:
        return scope.say("cover.not-approved")
    if scope.public:  # who works on the register is its own business
        return scope.say("cover.approved-on", date=approval.on, seal=approval.seal, id=approval.id[:SHORT])
    return scope.say("cover.approved-by", by=approval.by, date=approval.on, seal=approval.seal, id=approval.id[:SHORT])


def _version(scope: Scope) -> Text:
    origin = scope.edition.origin
    if not origin.revision:
        return scope.say("cover.no-repository")
    short = origin.revision[:SHORT]
    return scope.say("cover.commit", revision=short, date=origin.committed) if origin.committed else short


def _languages(scope: Scope) -> str:
    """The language of this document, and that of the texts of the register where it is another."""
    own = scope.words.language
    told = scope.term("language", own)
    texts = scope.register.language
    return told if texts in (None, own) else scope.say("cover.texts", language=told, texts=scope.term("language", str(texts)))


def _notices(scope: Scope) -> Iterator[Notice]:
    """What a reader must know before turning the page."""
    if scope.chosen is not None:
        yield Notice("info", scope.say("notice.chosen"), [scope.say("notice.chosen-text")])
    if scope.public:
        yield Notice("info", scope.say("notice.public"), [scope.say("notice.public-text")])
    if changed := scope.edition.origin.changed:
        yield Notice("warning", scope.say("notice.unsaved"), [scope.count("notice.unsaved-files", changed)])
    if broken := broken_files(scope):
        if scope.public:  # what the files are called is for own use
            yield Notice("error", scope.say("notice.broken-public"))
        else:
            yield Notice("error", scope.say("notice.broken"), [*broken, scope.say("notice.broken-text")])
    if not scope.public:
        yield _standing(scope)


def broken_files(scope: Scope) -> list[str]:
    """The files that could not be read, and so are not in the print."""
    register = scope.register
    files = {f"{BY_NAME[kind].place}/{identity}.toml" if BY_NAME[kind].per_file else BY_NAME[kind].place for kind, identity in register.broken}
    files |= {each.file for each in register.found if each.rule == "unreadable"}
    if register.organisation is None:
        files.add("register.toml")
    return sorted(files)


def _standing(scope: Scope) -> Notice:
    """How many findings stood open."""
    counts = summary(scope.findings)
    line = summary_line(scope.words, scope.findings)
    if counts["error"]:
        return Notice("error", scope.count("notice.errors", counts["error"]), [f"{line}."])
    if counts["warning"]:
        return Notice("warning", scope.say("notice.no-errors"), [f"{line}."])
    return Notice("good", scope.say("notice.good"), [f"{line}."])
