"""W: accepted.toml. A finding may be accepted with a reason and until a date; what is accepted must stay true."""

from typing import TYPE_CHECKING

from ..model.assets import Acceptance, Acceptances
from .base import ALWAYS, INFO, WARNING, Hits, Label, Rule, hit, rule

if TYPE_CHECKING:
    from ..audit import Audit

_FILE = Acceptances(id="accepted")
_NEVER = "FW"
"""Families whose findings cannot be accepted."""
_ELSEWHERE = "G"
"""A family of which some findings only show where there is git, or in `ropa verify`: that one is not here does not make its acceptance idle."""


def _rule_of(acceptance: Acceptance) -> Rule | None:
    """The rule that an acceptance names; None where there is none of that very code or name."""
    from . import BY_CODE, BY_NAME

    return BY_CODE.get(acceptance.rule) or BY_NAME.get(acceptance.rule)


@rule("W001", WARNING, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_reason(audit: "Audit") -> Hits:
    """An acceptance without a reason, an end or a name."""
    for index, acceptance in enumerate(audit.register.acceptances):
        missing = [name for name in ("reason", "by", "until") if not _is_said(acceptance, name)]
        if missing:
            labels = [Label(f"Acceptance.{name}") for name in missing]
            keys = ", ".join(f"`{name}`" for name in missing)
            variant = "no-reason" if missing[0] == "reason" else ""
            yield hit(_FILE, "accepted", index, missing[0], variant=variant, missing=labels, keys=keys, rule=acceptance.rule, about=acceptance.record)


def _is_said(acceptance: Acceptance, name: str) -> bool:
    value = getattr(acceptance, name)
    return bool(value.strip()) if isinstance(value, str) else value is not None


@rule("W002", WARNING, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_expired(audit: "Audit") -> Hits:
    """An acceptance whose last day is past."""
    for index, acceptance in enumerate(audit.register.acceptances):
        if acceptance.until is not None and acceptance.until < audit.on and _is_sound(audit, acceptance):
            variant = "" if index in audit.used_acceptances else "gone"
            yield hit(_FILE, "accepted", index, "until", variant=variant, until=acceptance.until, rule=acceptance.rule, about=acceptance.record)


@rule("W003", INFO, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_unused(audit: "Audit") -> Hits:
    """An acceptance of a finding that is not there."""
    for index, acceptance in enumerate(audit.register.acceptances):
        expired = acceptance.until is not None and acceptance.until < audit.on
        found = _rule_of(acceptance)
        if found is not None and found.family in _ELSEWHERE:
            continue
        if index not in audit.used_acceptances and not expired and _is_sound(audit, acceptance):
            yield hit(_FILE, "accepted", index, rule=acceptance.rule, about=acceptance.record)


@rule("W004", WARNING, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_unknown_rule(audit: "Audit") -> Hits:
    """An acceptance of a rule that does not exist: it silences nothing."""
    from ..model.read import Guesses
    from . import BY_CODE, BY_NAME, get

    guesses, known = Guesses(), [*BY_NAME, *BY_CODE]
    for index, acceptance in enumerate(audit.register.acceptances):
        if _rule_of(acceptance) is None:
            meant = get(acceptance.rule.strip())
            near = (meant.code if acceptance.rule.strip().upper() == meant.code else meant.name) if meant else guesses.nearest("", acceptance.rule, known)
            yield hit(_FILE, "accepted", index, "rule", variant="near" if near else "", rule=acceptance.rule, near=near, about=acceptance.record)


@rule("W005", WARNING, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_unknown_record(audit: "Audit") -> Hits:
    """An acceptance for a record that does not exist: it silences nothing."""
    from ..model.read import Guesses
    from ..register import reference_of

    guesses = Guesses()
    known: list[str] | None = None
    for index, acceptance in enumerate(audit.register.acceptances):
        if audit.register.get(acceptance.record) is None and not _is_broken(audit, acceptance.record):
            known = known if known is not None else [reference_of(record) for record in audit.register.records()]
            near = guesses.nearest("", acceptance.record, known)
            yield hit(_FILE, "accepted", index, "record", variant="near" if near else "", rule=acceptance.rule, near=near, about=acceptance.record)


@rule("W006", WARNING, "GDPR art. 5(2)", since=ALWAYS)
def acceptance_of_f_rule(audit: "Audit") -> Hits:
    """An acceptance of what cannot be accepted: a register that cannot be read, or an acceptance itself."""
    for index, acceptance in enumerate(audit.register.acceptances):
        found = _rule_of(acceptance)
        if found is not None and found.family in _NEVER:
            yield hit(_FILE, "accepted", index, "rule", variant="w" if found.family == "W" else "", rule=acceptance.rule, about=acceptance.record)


def _is_sound(audit: "Audit", acceptance: Acceptance) -> bool:
    """Whether it names a rule that can be accepted and a record that could be read: what is wrong otherwise is said by another rule."""
    found = _rule_of(acceptance)
    return found is not None and found.family not in _NEVER and audit.register.get(acceptance.record) is not None


def _is_broken(audit: "Audit", reference: str) -> bool:
    """Whether the record's file is there but could not be read."""
    from ..model.kinds import BY_NAME

    for kind, identity in audit.register.broken:
        folder = BY_NAME[kind].place.removesuffix(".toml")
        if reference in (folder, f"{folder}/{identity}") or (not identity and reference.startswith(f"{folder}/")):
            return True
    return False


RULES = (
    acceptance_reason,
    acceptance_expired,
    acceptance_unused,
    acceptance_unknown_rule,
    acceptance_unknown_record,
    acceptance_of_f_rule,
)
