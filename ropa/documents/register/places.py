"""Where the data are kept, and the certificates of those who keep them."""

from collections.abc import Iterator

from ...derive.lifetime import is_over
from ...derive.storage import activities_in
from ...model.assets import Certificate
from ..blocks import Block, Fact, Facts, Heading, Para
from .fields import facts_of
from .parties import validity
from .scope import Scope


def locations(scope: Scope) -> Iterator[Block]:
    """The places, each with the activities whose data it holds."""
    yield Heading(scope.say("locations"), 2, "locations")
    if not scope.locations:
        yield Para(scope.none)
    for location in scope.locations:
        over = is_over(location, scope.on)
        yield Heading(scope.say("ended-title", name=location.name) if over else location.name, 3, f"locations/{location.id}")
        users = {activity.id: activity for activity in scope.users.get(("location", location.id), ())}
        users |= {activity.id: activity for activity in activities_in(scope.audit, location.id) if activity.id in scope.numbers}
        yield Facts([Fact(scope.say("holds"), scope.activities(list(users.values()))), *facts_of(scope, location, without=("name",))])


def certificates(scope: Scope) -> Iterator[Block]:
    """The certificates and assurance reports, each with whether it holds today."""
    yield Heading(scope.say("certificates"), 2, "certificates")
    if not scope.certificates:
        yield Para(scope.none)
    for certificate in scope.certificates:
        yield Heading(_title(scope, certificate), 3, f"certificates/{certificate.id}")
        holds = validity(scope, certificate)
        yield Facts([*((Fact(scope.say("standing"), holds),) if holds else ()), *facts_of(scope, certificate, without=("name",))])


def _title(scope: Scope, certificate: Certificate) -> str:
    """What it is and of whom."""
    for kind in ("processor", "recipient", "location"):
        if identity := getattr(certificate, kind):
            holder = scope.register.by_kind(kind).get(identity)
            return f"{scope.words.name(certificate)}: {holder.name if holder else identity}"
    return scope.words.name(certificate)
