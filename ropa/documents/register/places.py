"""Where the data are kept, and the certificates of those who keep them."""

from collections.abc import Iterator

from ...derive.lifetime import is_over
from ...derive.storage import activities_in
from ...model.assets import Certificate, Location
from ..blocks import Block, Fact, Facts, Heading, Para
from .fields import capital, chain, facts_of, led, lines, said, unsaid
from .parties import validity
from .scope import Scope


def locations(scope: Scope) -> Iterator[Block]:
    """The places, each with the activities whose data it holds."""
    if scope.public:
        yield from _kinds(scope)
        return
    yield Heading(scope.say("locations"), 2, "locations")
    if not scope.locations:
        yield Para(scope.none)
    for location in scope.locations:
        over = is_over(location, scope.on)
        yield Heading(scope.say("ended-title", name=location.name) if over else location.name, 3, f"locations/{location.id}")
        users = {activity.id: activity for activity in scope.users.get(("location", location.id), ())}
        users |= {activity.id: activity for activity in activities_in(scope.audit, location.id) if activity.id in scope.numbers}
        facts = [
            Fact(scope.say("holds"), scope.activities(list(users.values()))),
            Fact(scope.label("Location.kind"), lines(led(scope, location, "kind", ("status", "ended")), location.description or "")),
            Fact(scope.label("Location.country"), led(scope, location, "country", _WHERE) if location.country else (*unsaid(scope), _rest(scope, location))),
            Fact(scope.say("protection"), capital(said(scope, location, _PROTECTION))),
            *facts_of(scope, location, without=_PLACED),
        ]
        yield Facts([fact for fact in facts if fact.value])


def _kinds(scope: Scope) -> Iterator[Block]:
    """The places by kind and country, which is all that is published of them."""
    found: dict[str, dict[str, None]] = {}
    for location in scope.locations:
        found.setdefault(location.name, {})[scope.term("place", location.country) if location.country else scope.say("unsaid")] = None
    if found:
        yield Heading(scope.say("locations"), 2, "locations")
        yield Facts([Fact(capital(kind), ", ".join(countries)) for kind, countries in found.items()])


def _rest(scope: Scope, location: Location) -> str:
    rest = said(scope, location, _WHERE)
    return f"; {rest}" if rest else ""


_WHERE = ("region", "address", "provider", "access_from")
_PROTECTION = ("encrypted", "encryption", "encrypted_transport", "locked", "access", "backed_up", "disposal")
_PLACED = frozenset({"name", "kind", "description", "country", "status", "ended", *_WHERE, *_PROTECTION})
"""Fields of a place that are arranged; any other is printed after them."""


def certificates(scope: Scope) -> Iterator[Block]:
    """The certificates and assurance reports, each with whether it holds today."""
    if scope.public and not scope.certificates:
        return
    yield Heading(scope.say("certificates"), 2, "certificates")
    if not scope.certificates:
        yield Para(scope.none)
    for certificate in scope.certificates:
        yield Heading(_title(scope, certificate), 3, f"certificates/{certificate.id}")
        facts = [
            Fact(scope.say("standing"), "" if scope.public else capital(chain(scope, validity(scope, certificate), said(scope, certificate, _COURSE)))),
            Fact(scope.label("Certificate.standard"), led(scope, certificate, "standard", _WHAT)),
            *facts_of(scope, certificate, without=("name", "standard", *_COURSE, *_WHAT)),
        ]
        yield Facts([fact for fact in facts if fact.value])


_COURSE = ("issued", "valid_from", "valid_to", "last_audit", "next_audit", "looked_up")
_WHAT = ("version", "number", "body", "accreditation")


def _title(scope: Scope, certificate: Certificate) -> str:
    """What it is and of whom."""
    for kind in ("processor", "recipient", "location"):
        if identity := getattr(certificate, kind):
            holder = scope.register.by_kind(kind).get(identity)
            return f"{scope.words.name(certificate)}: {holder.name if holder else identity}"
    return scope.words.name(certificate)
