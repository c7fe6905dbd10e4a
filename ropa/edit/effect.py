"""What a change does to the findings on the records that it touches, seen before anything is written."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from ..audit import Audit
from ..findings import Finding, judge
from ..model import kinds
from ..register import Register
from ..rules import RULES
from ..source.folder import Folder
from ..source.toml import parse
from .change import Change, Changed
from .excerpt import Excerpt


class Effect(NamedTuple):
    """The findings on the records that are touched: those that come, go and stay."""

    new: list[Finding]
    gone: list[Finding]
    left: list[Finding]

    @property
    def spoils(self) -> list[Finding]:
        """Those that come and say that a file can no longer be read, or names what is not there: errors of the F rules."""
        return [finding for finding in self.new if finding.rule.family == "F" and finding.severity == "error"]


def effect_of(change: Change, on: date) -> Effect:
    """Judge the records that a change touches as they are and as they would be, by a day."""
    touched = {reference for file in change.files for reference in touched_by(file)}
    before = _judged(Excerpt(Folder(change.root), touched), touched, on)
    after = _judged(Excerpt(change.source(), touched), touched, on)
    old = {_identity(finding, change.renamed): finding for finding in before}
    new = {_identity(finding, {}): finding for finding in after}
    return Effect(
        [finding for identity, finding in new.items() if identity not in old],
        [finding for identity, finding in old.items() if identity not in new],
        [finding for identity, finding in new.items() if identity in old],
    )


def touched_by(file: Changed) -> list[str]:
    """The references of the records of a file that differ; of a renamed one both names."""
    found = [path.removesuffix(".toml") for path in (file.path, file.moved_from) if path]
    if file.path == kinds.MEASURE.place:
        before, after = (parse(data or b"")[0] or {} for data in (file.before, file.after))
        found += [f"measures/{name}" for name in {**before, **after} if before.get(name) != after.get(name)]
    return found


def _judged(source: Excerpt, touched: Iterable[str], on: date) -> list[Finding]:
    records = set(touched)
    # the trail is not changed by what is not saved, and a published statement is compared with the register as a whole
    families = "GN" if "accepted" in records else "GNW"
    found = judge(Audit(Register(source), on), [rule for rule in RULES if rule.family not in families])
    return [finding for finding in found if not finding.accepted and finding.record in records]


def _identity(finding: Finding, renamed: dict[str, str]) -> tuple[str, str, tuple[str | int, ...], str]:
    """What makes two findings the same one, wherever its line is now and whatever its record is called."""
    path = finding.path[1:] if finding.file == kinds.MEASURE.place else finding.path  # which begins with what the record is called
    return finding.rule.code, renamed.get(finding.record, finding.record), path, finding.variant
