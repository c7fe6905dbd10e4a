"""From a register to its findings: run the rules, apply the acceptances, find the places, put them in order."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from .audit import Audit
from .derive.lifetime import has_begun
from .model.activity import Activity
from .model.assets import Acceptance
from .model.fields import Record
from .model.kinds import KINDS
from .register import Register
from .rules import RULES
from .rules.base import ERROR, INFO, SEVERITIES, WARNING, Hit, Rule
from .source.folder import Trouble
from .source.positions import Positions

if TYPE_CHECKING:
    from .history.standing import Standing


class Finding(msgspec.Struct, gc=False):
    """One finding: a rule, at a place, with what its message needs. The words come at the end: see i18n."""

    rule: Rule
    severity: str
    record: str
    file: str
    """Path from the folder of the register."""
    path: tuple[str | int, ...]
    line: int
    column: int
    variant: str
    params: dict[str, Any]
    accepted: Acceptance | None = None


def check(register: Register, on: date, rules: Iterable[Rule] = RULES, trail: "Standing | None" = None) -> list[Finding]:
    """Every finding of the rules on the register as of a day, in file order; accepted ones are among them, marked.

    `trail` is what is known of the register in git, where more of it was looked at than a check does.
    """
    audit = Audit(register, on)
    if trail is not None:
        audit.trail = trail
    return judge(audit, rules)


def judge(audit: Audit, rules: Iterable[Rule] = RULES) -> list[Finding]:
    """The same, of a register of which more is wanted than its findings: what they derive is derived once."""
    register = audit.register
    wanted = list(rules)
    found = _run(audit, _to_run(register, wanted))
    _accept(audit, found)
    codes = {rule.code for rule in wanted}
    found = [finding for finding in found if finding.rule.code in codes]
    found += _run(audit, [rule for rule in wanted if rule.family == "W"])
    _place(register, found)
    found.sort(key=_order)
    return found


def _to_run(register: Register, wanted: list[Rule]) -> list[Rule]:
    """The rules, those on acceptances apart, that are to be run for these: whether an acceptance is used shows only when every rule has run."""
    run = [rule for rule in wanted if rule.family != "W"]
    if register.acceptances and len(run) < len(wanted):
        codes = {rule.code for rule in run}
        run += [rule for rule in RULES if rule.family != "W" and rule.code not in codes]
    return run


def summary(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings of each severity, those that were accepted apart."""
    counts = dict.fromkeys((*SEVERITIES, "accepted"), 0)
    for finding in findings:
        counts["accepted" if finding.accepted else finding.severity] += 1
    return counts


def _run(audit: Audit, rules: list[Rule]) -> list[Finding]:
    broken = {(f.file, f.path) for f in audit.register.found if f.path}
    found = []
    for rule in rules:
        if rule.since > audit.on:
            continue
        for hit in rule.check(audit):
            if broken and rule.family != "F" and _under(hit, broken):
                continue
            found.append(Finding(rule, _severity(rule, hit, audit), hit.record, hit.file, hit.path, hit.line, hit.column, hit.variant, hit.params))
    return found


def _under(hit: Hit, broken: set[tuple[str, tuple[str | int, ...]]]) -> bool:
    """Whether the key could not be read: then what follows from its absence is no finding of its own."""
    return any((hit.file, hit.path[:length]) in broken for length in range(1, len(hit.path) + 1))


def _severity(rule: Rule, hit: Hit, audit: Audit) -> str:
    """An activity that is a draft, or is yet to begin, breaks no law: what would be an error then is a warning."""
    if rule.severity == ERROR and rule.family not in "FW":
        record = hit.params.get("record")
        if isinstance(record, Activity) and not has_begun(record, audit.on):
            return WARNING
    return rule.severity


def _accept(audit: Audit, found: list[Finding]) -> None:
    """Mark what accepted.toml silences: one rule on one record, until its date; never an F rule."""
    by_key: dict[tuple[str, str], list[tuple[int, Acceptance]]] = {}
    for place, acceptance in enumerate(audit.register.acceptances):
        by_key.setdefault((acceptance.rule, acceptance.record), []).append((place, acceptance))
    if not by_key:
        return
    for finding in found:
        if finding.rule.family == "F":
            continue
        for name in (finding.rule.code, finding.rule.name):
            for place, acceptance in by_key.get((name, finding.record), ()):
                audit.used_acceptances.add(place)
                in_time = (not acceptance.until or acceptance.until >= audit.on) and not (acceptance.on and acceptance.on > audit.on)
                if in_time and (acceptance.reason or "").strip():
                    finding.accepted = acceptance


def _place(register: Register, found: list[Finding]) -> None:
    """Give every finding its line and column; each file is looked at once."""
    waiting: dict[str, list[Finding]] = {}
    for finding in found:
        if not finding.line:
            waiting.setdefault(finding.file, []).append(finding)
    for file, findings in waiting.items():
        data = register.source.read(file) if file.endswith(".toml") else b""
        positions = Positions(b"" if isinstance(data, Trouble) else data, [finding.path for finding in findings])
        for finding in findings:
            finding.line, finding.column = positions.find(finding.path)


_PLACE = {kind.place: number for number, kind in enumerate(KINDS)}


def _order(finding: Finding) -> tuple[int, str, int, int, str]:
    place = finding.file.partition("/")[0]
    return _PLACE.get(place, len(_PLACE)), finding.file, finding.line, finding.column, finding.rule.code


def record_of(finding: Finding) -> Record | None:
    """The record that a finding is about, where it could be read."""
    record = finding.params.get("record")
    return record if isinstance(record, Record) else None


__all__ = ["INFO", "Finding", "check", "record_of", "summary"]
