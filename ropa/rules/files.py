"""F: files and references. A register that cannot be read whole cannot be trusted, so none of these can be accepted."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from .. import law
from ..register import Found, dotted, file_of, reference_of
from .base import ALWAYS, ERROR, INFO, WARNING, Hits, Rule, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit
    from ..derive.references import Naming


def _reading(code: str, name: str, severity: str = ERROR, variant: Callable[[Found], str] | None = None) -> Rule:
    """A rule whose findings come from reading: the register has noted them under its name. `variant` chooses the words, where reading does not."""

    def check(audit: "Audit") -> Iterator[Found]:
        for found in audit.register.found:
            if found.rule == name:
                params = {"file": found.file, **found.params}
                yield replace(found, variant=variant(found) if variant else found.variant, params=params)

    return Rule(code, name, severity, ("GDPR art. 30(3)", "GDPR art. 5(2)"), check, ALWAYS)


def _near(found: Found) -> str:
    """Other words where something known is much like it."""
    return found.variant or ("near" if found.params.get("near") else "")


def _stray(found: Found) -> str:
    """A folder in the place of a file, or a file in that of a folder, is something else than a file too many."""
    return "file" if found.variant == "folder" and not found.file.endswith(".toml") else _near(found)


def _expected(found: Found) -> str:
    """Words for each type that is expected; a text in the place of something else is most often a pair of quotation marks too many."""
    expected = str(found.params["expected"])
    return f"{expected}-as-text" if found.params["found"] == "text" and expected in ("date", "whole-number", "yes-no") else expected


toml_syntax = _reading("F001", "toml-syntax")
encoding = _reading("F002", "encoding")
conflict_markers = _reading("F003", "conflict-markers")
unknown_key = _reading("F004", "unknown-key", variant=_near)
wrong_type = _reading("F005", "wrong-type", variant=_expected)
required_key = _reading("F007", "required-key")
duplicate_id = _reading("F008", "duplicate-id")
bad_id = _reading("F009", "bad-id", variant=_near)
outside_register = _reading("F014", "outside-register")
newer_format = _reading("F015", "newer-format")
stray_file = _reading("F016", "stray-file", variant=_stray)
file_too_large = _reading("F017", "file-too-large")
unreadable = _reading("F018", "unreadable")
unfinished_change = _reading("F021", "unfinished-change")


@rule("F006", ERROR, "GDPR art. 5(2)", since=ALWAYS)
def unknown_value(audit: "Audit") -> Hits:
    """A value that its vocabulary does not have."""
    from ..model.read import Guesses
    from .base import Term

    guesses = Guesses()
    for naming in _readable(audit, audit.references.unknown_values):
        known = law.terms(naming.what) if naming.built_in else audit.values(naming.what)
        near = guesses.nearest(file_of(naming.record)[0], naming.value, known)
        yield hit(
            naming.record,
            *naming.path,
            variant=_vocabulary_variant(naming.what, near),
            value=naming.value,
            near=near,
            near_label=Term(naming.what, near) if near else "",
            known=_some(known),
            key=dotted(naming.path),
        )


def _readable(audit: "Audit", namings: "list[Naming]") -> "Iterator[Naming]":
    """The namings without those whose value was of another type, of which reading has said so already."""
    wrong = {(found.file, found.path) for found in audit.register.found if found.rule == "wrong-type"}
    for naming in namings:
        file, prefix = file_of(naming.record)
        if (file, (*prefix, *naming.path)) not in wrong:
            yield naming


_FAR = {"data-category": "own", "data-subject": "own", "country": "country", "place": "place", "statute": "statute", "authority": "authority"}
"""Vocabularies that people look up in a place of their own, and the words for a value that is like none of theirs."""


def _vocabulary_variant(vocabulary: str, near: str) -> str:
    """The words: a value that is meant where one is near, else where to look; "" lists the values of a short vocabulary."""
    far = _FAR.get(vocabulary, "")
    return (f"near-{far}" if far == "own" else "near") if near and far not in ("country", "place") else far


def _some(known: Any, most: int = 12) -> str:
    """The values of a short list, for a message; "…" closes a long one."""
    names = list(known)
    return ", ".join(names[:most]) + (", …" if len(names) > most else "")


@rule("F010", ERROR, "GDPR art. 5(2)", since=ALWAYS)
def missing_reference(audit: "Audit") -> Hits:
    """An id that no record has."""
    from ..model.kinds import BY_NAME
    from ..model.read import Guesses

    guesses = Guesses()
    for naming in _readable(audit, audit.references.missing):
        kind = BY_NAME[naming.what]
        near = guesses.nearest(file_of(naming.record)[0], naming.value, audit.register.by_kind(kind.name))
        place = f"{kind.place} [{naming.value}]" if kind.entries else f"{kind.place}/{naming.value}.toml"
        yield hit(
            naming.record,
            *naming.path,
            variant="near" if near else "entry" if kind.entries else "",
            value=naming.value,
            near=near,
            place=place,
            key=dotted(naming.path),
        )


@rule("F011", INFO, "GDPR art. 5(1)(d)", since=ALWAYS)
def unused_record(audit: "Audit") -> Hits:
    """A record that no activity leads to. Silent while an activity cannot be read: it may be the one that does."""
    register = audit.register
    if any(kind == "activity" for kind, _ in register.broken):
        return
    for kind, used in _in_use(audit).items():
        for identity, record in register.by_kind(kind).items():
            if identity not in used and getattr(record, "status", None) not in ("ended", "planned"):
                yield hit(record, variant=kind, reference=reference_of(record))


def _in_use(audit: "Audit") -> dict[str, set[str]]:
    """Ids that activities name and what those lead to: sub-processors, the places of parties, back-ups of places and whose service they are."""
    register = audit.register
    used = _named_by_activities(audit)
    processors, locations = used["processor"], used["location"]
    size = -1
    while len(processors) + len(locations) > size:
        size = len(processors) + len(locations)
        for kind in ("processor", "recipient"):
            for party in [register.by_kind(kind).get(identity) for identity in used[kind]]:
                if party is not None:
                    locations.update(party.locations or ())
                    processors.update(sub.processor for sub in getattr(party, "sub_processors", None) or () if sub.processor)
        for identity, location in register.locations.items():
            if location.back_up is not None and not locations.isdisjoint(location.back_up.of or ()):
                locations.add(identity)
            if identity in locations and location.provider:
                processors.add(location.provider)
    return used


def _named_by_activities(audit: "Audit") -> dict[str, set[str]]:
    """Ids that activities name, ended ones among them, or the organisation as a whole."""
    register = audit.register
    processors, recipients, locations = set(audit.activities_of_processor), set(audit.activities_of_recipient), set(audit.activities_of_location)
    live = {activity.id for activity in audit.activities}
    for activity in register.activities.values():
        if activity.id not in live:
            for table in (activity, *(activity.data or ())):
                processors.update(table.processors or ())
                recipients.update(table.recipients or ())
                locations.update(table.locations or ())
            processors.update(cookie.processor for cookie in activity.cookies or () if cookie.processor)
            recipients.update(activity.joint_controllers or ())
    if register.organisation is not None:
        recipients.update(register.organisation.joint_controllers or ())
    return {"processor": processors, "recipient": recipients, "location": locations, "measure": audit.references.used["measure"]}


@rule("F012", ERROR, "GDPR art. 5(2)", since=ALWAYS)
def missing_document(audit: "Audit") -> Hits:
    """Evidence that is named and is not there."""
    for record, path, document in audit.references.documents:
        if audit.documents[document.path] is False:
            yield hit(record, *path, "path", path=document.path)


@rule("F020", ERROR, "GDPR art. 5(2)", since=ALWAYS)
def document_outside(audit: "Audit") -> Hits:
    """Evidence whose path leads out of the register."""
    for record, path, document in audit.references.documents:
        if audit.documents[document.path] is None:
            yield hit(record, *path, "path", path=document.path)


@rule("F013", ERROR, "GDPR art. 5(2)", since=ALWAYS)
def document_changed(audit: "Audit") -> Hits:
    """Evidence that is no longer what it was when its digest was written down."""
    for record, path, document in audit.references.documents:
        if document.sha256 and audit.documents[document.path]:
            digest = audit.register.source.digest(document.path)
            if digest != document.sha256.strip().lower():
                yield hit(record, *path, "sha256", path=document.path, digest=digest or "")


@rule("F019", WARNING, "GDPR art. 30(1)", since=ALWAYS)
def empty_list(audit: "Audit") -> Hits:
    """A list that was left empty, where it could say "none"."""
    for record, path in audit.references.empty:
        yield hit(record, *path, key=dotted(path))


RULES = (
    toml_syntax,
    encoding,
    conflict_markers,
    unknown_key,
    wrong_type,
    unknown_value,
    required_key,
    duplicate_id,
    bad_id,
    missing_reference,
    unused_record,
    missing_document,
    document_changed,
    outside_register,
    newer_format,
    stray_file,
    file_too_large,
    unreadable,
    empty_list,
    document_outside,
    unfinished_change,
)
