"""Data about which something is to be asked: one quick walk, so that the rules need look only at those."""

from typing import TYPE_CHECKING

from .. import law
from ..model.activity import Activity

if TYPE_CHECKING:
    from ..audit import Audit

NAMELESS = frozenset({"other-party", "data-broker", "public-source", "website"})
"""Sources that do not tell by themselves which one it is (Art. 14(2)(f))."""


def identity_copies(audit: "Audit") -> set[str]:
    """Categories of data that are a copy of an identity document: the built-in one and own ones that are like it."""
    return {"identity-document", *(identity for identity, term in audit.register.own_data.items() if term.like == "identity-document")}


def must_give() -> frozenset[str]:
    """Values of `required` that say that people must."""
    return frozenset(identity for identity, facts in law.terms("requirement").items() if facts.get("required"))


def open_data(audit: "Audit") -> list[tuple[Activity, list[int]]]:
    """Activities, as controller, with the places of their data that leave a question open; most data leave none."""
    must, odd = must_give(), {None, "other", *identity_copies(audit)}
    named = NAMELESS.isdisjoint
    found = []
    for activity in audit.as_controller:
        places = [
            place
            for place, data in enumerate(activity.data or ())
            if not (source := data.source)
            or (required := data.required) is None
            or (required in must and not data.consequence)
            or data.category in odd
            or data.subjects
            or not named(source)
        ]
        if places:
            found.append((activity, places))
    return found
