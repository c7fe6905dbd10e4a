"""The safeguards for transfers that a register names, each with the agreement in which it stands (GDPR art. 45-49)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from .. import law
from ..model.assets import Agreement
from ..model.common import Safeguard
from ..model.fields import Record
from .agreements import in_force

ONLY_NEW_CLAUSES = date(2021, 9, 27)
"""From this day no contract could be made with clauses older than those of Decision (EU) 2021/914 (its art. 4(2) and (3))."""

Path = tuple[str | int, ...]


class Candidate(msgspec.Struct, frozen=True, gc=False):
    """A safeguard that the register names, and where."""

    safeguard: Safeguard
    record: Record
    path: Path
    agreement: Agreement | None
    """The agreement in which it stands."""
    written: bool
    """Whether it is a safeguard of the register; otherwise it was read from the agreement alone."""

    @property
    def mechanism(self) -> str:
        """The mechanism; where none is named, the one that the rest implies."""
        safeguard = self.safeguard
        return safeguard.mechanism or ("dpf" if safeguard.dpf else "standard-clauses" if safeguard.instrument or safeguard.modules else "")

    @property
    def instrument(self) -> str:
        """The clauses, by number: as named, or as the modules or the date can only mean."""
        safeguard, agreement = self.safeguard, self.agreement
        named = safeguard.instrument or (agreement.instrument if agreement else None)
        if named or self.mechanism != "standard-clauses":
            return named or ""
        return "2021/914" if self.modules or (self.since and self.since >= ONLY_NEW_CLAUSES) else ""

    @property
    def modules(self) -> Sequence[str]:
        """The modules of Decision (EU) 2021/914."""
        return self.safeguard.modules or (self.agreement.modules if self.agreement else None) or ()

    @property
    def since(self) -> date | None:
        """The day from which it binds."""
        return self.safeguard.signed or (self.agreement.valid_from or self.agreement.signed if self.agreement else None)

    def at(self, *keys: str) -> tuple[Record, Path]:
        """The place of a key of it; of an agreement that was not written out as a safeguard, the agreement's own key."""
        if self.written or self.agreement is None:
            return self.record, (*self.path, *keys)
        return (self.agreement, keys[:1]) if keys and keys[0] in _AGREEMENT_KEYS else (self.record, ("safeguards",))


_AGREEMENT_KEYS = frozenset({"instrument", "modules", "valid_to"})


def candidates(
    record: Record, path: Path, safeguards: Iterable[Safeguard] | None, known: Mapping[str, Agreement], clauses: Agreement | None = None
) -> list[Candidate]:
    """The safeguards of a party, place or entry, each with its agreement; `clauses` is the one that standard clauses stand in where none is named."""
    found = []
    for place, safeguard in enumerate(safeguards or ()):
        agreement = known.get(safeguard.agreement) if safeguard.agreement else clauses if safeguard.mechanism == "standard-clauses" else None
        found.append(Candidate(safeguard, record, (*path, "safeguards", place), agreement, True))
    return found


def from_agreements(record: Record, agreements: Iterable[Agreement], on: date) -> list[Candidate]:
    """What agreements with a party hold of tools for transfers: standard clauses, binding corporate rules."""
    kinds, instruments = law.terms("agreement-kind"), law.terms("instrument")
    found = []
    for agreement in agreements:
        if not kinds.get(agreement.kind or "", {}).get("transfer_tool") and not instruments.get(agreement.instrument or "", {}).get("transfer_tool"):
            continue
        if in_force(agreement, on):
            mechanism = "binding-corporate-rules" if agreement.kind == "binding-corporate-rules" else "standard-clauses"
            found.append(Candidate(Safeguard(mechanism=mechanism), record, (), agreement, False))
    return found
