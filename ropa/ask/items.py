"""What is asked about a new record of each kind: the fields that matter, in the order in which people think. The rest is left out."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from ..law import UNKNOWN, in_eea

Data = Mapping[str, Any]

_JOINT = ("joint-controllers", "data-sharing")
"""Kinds of agreement that are not with a processor."""
_PAPER = ("paper", "paper-mobile", "archive", "external-archive", "building", "removable", "recorder")
"""Kinds of place that are locked rather than encrypted."""
_ONLINE = ("cloud", "application", "hosting", "mailbox", "website", "database", "back-up", "data-centre", "external-archive")
"""Kinds of place that somebody else may run."""


def _always(data: Data) -> bool:
    return True


class Item(NamedTuple):
    """One thing that is asked: a field of the record."""

    key: str
    """The field; of a table in the record "retention.after"."""
    option: str = ""
    """The option of `ropa new` that answers it; without one it is --set."""
    required: bool = False
    default: Any = None
    """What Enter answers; a function says it by what is known already."""
    when: Callable[[Data], bool] = _always
    """Whether it is asked, by what is known already."""
    title: str = ""
    """A question of its own, where the field alone does not say what is meant (a key of [title] and [about])."""
    label: str = ""
    """What the choice of none is called, where "" stands for leaving the field out on purpose (a key of [choice])."""


def _basis(*bases: str) -> Callable[[Data], bool]:
    return lambda purpose: purpose.get("basis") in bases


def _by(*mechanisms: str) -> Callable[[Data], bool]:
    return lambda safeguard: safeguard.get("mechanism") in mechanisms


def _abroad(party: Data) -> bool:
    """Whether a party is known to be outside the EEA."""
    return party.get("country", UNKNOWN) != UNKNOWN and not in_eea(party["country"], date.max)


def _has_length(data: Data) -> bool:
    retention = data.get("retention") or {}
    return bool({"years", "months", "weeks", "days"} & set(retention))


PURPOSE = (
    Item("purpose", "--purpose"),
    Item("basis", "--basis", when=lambda purpose: bool(purpose.get("purpose"))),
    Item("law", when=_basis("legal-obligation", "public-task")),
    Item("interest", when=_basis("legitimate-interests")),
    Item("balancing_test.done", when=_basis("legitimate-interests"), title="balancing-done"),
    Item("balancing_test.outcome", when=lambda purpose: "balancing_test" in purpose, title="balancing-outcome"),
    Item("contract", when=_basis("contract")),
    Item("consent.how", when=_basis("consent")),
    Item("consent.evidence", when=_basis("consent")),
    Item("consent.withdrawal", when=_basis("consent")),
)
"""What is asked about each purpose of an activity."""

SAFEGUARD = (
    Item("mechanism", "--mechanism"),
    Item("dpf.entity", when=_by("dpf")),
    Item("dpf.status", when=_by("dpf")),
    Item("dpf.looked_up", when=_by("dpf")),
    Item("modules", when=_by("standard-clauses")),
    Item("assessment.done", when=_by("standard-clauses", "binding-corporate-rules"), title="transfer-assessment"),
)
"""What is asked about the transfer to a party outside the EEA."""

ITEMS: dict[str, tuple[Item, ...]] = {
    "activity": (
        Item("description", "--description"),
        Item("purposes"),
        Item("subjects", "--subject"),
        Item("data", "--data"),
        Item("retention", "--retention", when=lambda data: not all("retention" in each for each in data.get("data") or [{}])),
        Item("retention.after", "--after", when=_has_length),
        Item("processors", "--processor"),
        Item("recipients", "--recipient"),
        Item("locations", "--location"),
        Item("measures", "--measure"),
        Item("automated_decisions"),
        Item("status", "--status", default=lambda data: "active" if {"purposes", "subjects", "data"} <= set(data) else "draft"),
    ),
    "processor": (
        Item("service", "--service"),
        Item("country", "--country"),
        Item("safeguards", when=_abroad),
        Item("access_from"),
        Item("sub_processors"),
        Item("email", "--email", when=lambda data: "website" not in data),
    ),
    "recipient": (
        Item("kind", "--kind"),
        Item("country", "--country"),
        Item("safeguards", when=_abroad),
        Item("ground"),
        Item("email", "--email", when=lambda data: data.get("kind") == "joint-controller"),
    ),
    "agreement": (
        Item("kind", "--kind", default="processing"),
        Item("processor", "--processor", required=True, when=lambda data: data.get("kind") not in _JOINT and "recipients" not in data),
        Item("recipients", "--recipient", when=lambda data: data.get("kind") in _JOINT),
        Item("name", "--name", required=True),
        Item("signed", "--signed"),
        Item("valid_to", "--valid-to", when=lambda data: "signed" in data),
        Item("clauses", "--clause", when=lambda data: data.get("kind") not in _JOINT),
        Item("sub_processing", when=lambda data: "sub-processors" in (data.get("clauses") or ())),
        Item("document", "--document"),
    ),
    "location": (
        Item("kind", "--kind"),
        Item("provider", "--processor", when=lambda data: data.get("kind") is None or data["kind"] in _ONLINE, label="own"),
        Item("country", "--country"),
        Item("access_from", when=lambda data: "provider" in data),
        Item("encrypted", when=lambda data: data.get("kind") not in _PAPER),
        Item("locked", when=lambda data: data.get("kind") in _PAPER),
        Item("backed_up", when=lambda data: data.get("kind") not in (*_PAPER, "back-up")),
        Item("access"),
    ),
    "certificate": (
        Item("standard", "--standard", required=True),
        Item("processor", "--processor", label="own"),
        Item("number"),
        Item("body"),
        Item("valid_from", "--valid-from"),
        Item("valid_to", "--valid-to"),
        Item("document", "--document"),
    ),
    "measure": (
        Item("kind", "--kind", required=True),
        Item("description", "--description"),
        Item("status", "--status", default="in-place"),
        Item("planned", when=lambda data: data.get("status") == "planned"),
    ),
}
"""By kind of record. Its name comes first, unless it stands in the list itself or goes by something else."""

NAMED_FIRST = ("activity", "processor", "recipient", "location")
"""Kinds that are named before anything else is asked, and of which the catalogue has ready-made ones."""
USED_BY = {"processor": "processors", "recipient": "recipients", "location": "locations", "measure": "measures"}
"""For the kinds that activities name: the field by which."""
