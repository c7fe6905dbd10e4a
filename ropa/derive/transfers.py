"""Where the data go, activity by activity: over processors, sub-processors, recipients and places to countries, and what makes that lawful.

Nobody types a transfer: it is derived. The rules look at the edges of the map (transfer_map.py); here they are spelled out for every activity.
"""

from typing import TYPE_CHECKING

import msgspec

from ..model.activity import Activity
from ..model.fields import Record
from .judgement import VERDICTS
from .transfer_map import VIAS, Edge

if TYPE_CHECKING:
    from ..audit import Audit


class Transfer(msgspec.Struct, frozen=True, eq=False):
    """One flow of one activity to a country (or an international organisation), with the way it takes."""

    activity: Activity
    path: tuple[Record | str, ...]
    """The parties and places after the activity; a sub-processor or controller without a file of its own by its name."""
    edge: Edge

    @property
    def country(self) -> str:
        """ISO 3166-1 code, "EEA", "EU" or "unknown"; "" for an international organisation (the last of the path)."""
        return self.edge.place

    @property
    def via(self) -> str:
        """How the data get there: one of VIAS."""
        return self.edge.via

    @property
    def mechanism(self) -> str:
        """The ground of Chapter V, from the vocabulary "mechanism"; "" where there is none."""
        return self.edge.judgement.mechanism

    @property
    def instrument(self) -> str:
        """The standard clauses (from the vocabulary "instrument"), or the number of the adequacy decision; "" for neither."""
        return self.edge.judgement.instrument or self.edge.judgement.decision

    @property
    def verdict(self) -> str:
        """Whether it is lawful on the day: one of VERDICTS."""
        return self.edge.judgement.verdict

    @property
    def reason(self) -> str:
        """What lacks, by the code of the first problem (rules/transfers.py lists them); "onward": it rests on the party before it; or ""."""
        return self.edge.judgement.reason


def derive_transfers(audit: "Audit", *, everything: bool = False) -> list[Transfer]:
    """Every flow out of the EEA, or to nobody knows where, of every live activity, in file order; with `everything` those within the EEA too."""
    transfer_map = audit.transfer_map
    ways: dict[str, list[tuple[tuple[Record | str, ...], Edge]]] = {}
    for root in transfer_map.roots:
        found = [(way, edge) for way, edge in transfer_map.ways(root) if everything or edge.judgement.verdict != "eea"]
        if found:
            for activity in transfer_map.users(root):
                ways.setdefault(activity.id, []).extend(found)
    for activity, edge in transfer_map.returns:
        if everything or edge.judgement.verdict != "eea":
            ways.setdefault(activity.id, []).append((edge.hops, edge))
    transfers = []
    for activity in audit.activities:
        seen: set[int] = set()
        for way, edge in ways.get(activity.id, ()):
            if id(edge) not in seen:
                seen.add(id(edge))
                transfers.append(Transfer(activity, way, edge))
    return transfers


__all__ = ["VERDICTS", "VIAS", "Edge", "Transfer", "derive_transfers"]
