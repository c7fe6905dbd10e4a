"""The parties and places that live activities lead to, each looked at once, with its edges to countries and what makes those lawful."""

from collections import deque
from collections.abc import Callable, Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from .. import law
from ..model.activity import ActingFor, Activity
from ..model.assets import Location
from ..model.fields import Record
from ..model.parties import Party, Processor, Recipient, SubProcessor
from .agreements import in_force, is_processing_contract
from .judgement import EEA, OWN, UNKNOWN, Judgement, Problem, Setting, judge
from .safeguards import Candidate, Path, candidates
from .transfer_context import CONTROLLER, PROCESSOR, Context, Key, home_of, key_of, manner_of

if TYPE_CHECKING:
    from ..audit import Audit

VIAS = ("establishment", "location", "access", "sub-processor", "recipient", "organisation", "controller")
"""How data come to be in a country: a party is established there, a place lies there, somebody can look at them from there, a sub-processor is
there, another recipient is, it is an international organisation, or they go back to the controller on whose behalf all is done."""

NO_IMPORTER = frozenset({"department", "staff", "data-subject", "representative", "other-participants", "public"})
"""Kinds of recipient that are no other controller or processor, so that giving them data is no transfer (EDPB Guidelines 05/2021, section 2.2)."""


class Edge(msgspec.Struct, frozen=True, eq=False):
    """That data get to a country over a party or place."""

    place: str
    """ISO 3166-1 code, "EEA", "EU" or "unknown"; "" for an international organisation."""
    via: str
    record: Record
    path: Path
    """The key of the record that says the country."""
    owner: Key
    """The party or place that it is an edge of."""
    holder: Record | str
    """Who gets the data: a record, or the name of a sub-processor or controller that has none."""
    judgement: Judgement
    hops: tuple[Record | str, ...] = ()
    """What follows the owner on the way."""


Ground = tuple[Setting, list[Candidate]]
"""What a judgement of a party depends on beside the place, and the safeguards named for it; asked for only where a place is outside the EEA."""


class Upstream(msgspec.Struct, frozen=True, gc=False):
    """Where a party outside the EEA is, and what it is bound by there."""

    place: str
    judgement: Judgement


class Node(msgspec.Struct, frozen=True, eq=False):
    """A party or place that an activity leads to."""

    record: Record
    direct: list[Edge]
    """The edge to the country of establishment, for a party that activities name themselves; for another, its edge is that of who engages it."""
    edges: list[Edge]
    children: list[Key]


class TransferMap:
    """What live activities lead to. A circle of sub-processors is followed once round."""

    def __init__(self, audit: "Audit") -> None:
        """Look at every party and place that is in use, once."""
        self._context = Context(audit)
        self._register = audit.register
        self._standing: dict[Key, Upstream] = {}
        """What holds for the establishment of a party: what it passes on may rest on it."""
        self.roots: list[Key] = list(self._context.used)
        """The parties and places that activities name themselves, or keep data with."""
        self.nodes: dict[Key, Node] = {}
        self.parents: dict[Key, list[Key]] = {}
        self._grow()
        self.returns = list(self._returns())
        """The controllers outside the EEA to whom data go back, for records of Art. 30(2)."""

    def _grow(self) -> None:
        waiting = deque(self.roots)
        while waiting:
            key = waiting.popleft()
            if key in self.nodes:
                continue
            self.nodes[key] = node = self._node(key)
            for child in node.children:
                self.parents.setdefault(child, []).append(key)
                waiting.append(child)

    def _node(self, key: Key) -> Node:
        kind, identity = key
        record = self._register.by_kind(kind)[identity]
        node = Node(record, [], [], [])
        match record:
            case Processor():
                self._processor(node, key, record)
            case Recipient():
                self._recipient(node, key, record)
            case Location():
                self._location(node, key, record)
        return node

    def users(self, root: Key) -> list[Activity]:
        """The activities that name a party or place themselves, or keep data with it."""
        return self._context.users(root)

    def ways(self, root: Key) -> Iterator[tuple[tuple[Record | str, ...], Edge]]:
        """Every edge that a party or place leads to, with the way to it."""
        if root not in self.nodes:
            return
        for edge in self.nodes[root].direct:
            yield (self.nodes[root].record,), edge
        seen = {root}
        waiting: list[tuple[Key, tuple[Record | str, ...]]] = [(root, (self.nodes[root].record,))]
        while waiting:
            key, way = waiting.pop()
            node = self.nodes[key]
            for edge in node.edges:
                yield (*way, *edge.hops), edge
            for child in reversed(node.children):
                if child not in seen:
                    seen.add(child)
                    waiting.append((child, (*way, self.nodes[child].record)))

    def edges(self) -> Iterator[Edge]:
        """Every edge, those within the EEA among them; first those to the parties that activities name themselves."""
        for node in self.nodes.values():
            yield from node.direct
        for node in self.nodes.values():
            yield from node.edges
        for _, edge in self.returns:
            yield edge

    def affected(self, edge: Edge) -> Iterator[Activity]:
        """The live activities whose data take an edge, each once."""
        if edge.via == "controller":
            yield from (activity for activity, returning in self.returns if returning is edge)
            return
        seen: set[str] = set()
        passed = {edge.owner}
        waiting = deque(passed)
        while waiting:
            key = waiting.popleft()
            for activity in self.users(key):
                if activity.id not in seen:
                    seen.add(activity.id)
                    yield activity
            if edge in self.nodes[key].direct:
                return  # who engages it has an edge of its own
            for parent in self.parents.get(key, ()):
                if parent not in passed:
                    passed.add(parent)
                    waiting.append(parent)

    @cached_property
    def problems(self) -> dict[str, list[tuple[Edge, Problem]]]:
        """What transfers lack, by code: each thing once, a lacking ground once for each party and country."""
        found: dict[str, list[tuple[Edge, Problem]]] = {}
        seen: set[tuple[Any, ...]] = set()
        judged: set[int] = set()
        for edge in self.edges():
            if not edge.judgement.problems or id(edge.judgement) in judged:
                continue  # a place in the party's own country shares the party's judgement
            judged.add(id(edge.judgement))
            for problem in edge.judgement.problems:
                about_place = problem.path == edge.path and problem.record is edge.record and problem.code not in ("unknown", "no-country", "own-place")
                party = edge.holder if isinstance(edge.holder, str) else (type(edge.holder), edge.holder.id)
                place = (type(problem.record), problem.record.id, problem.path)
                mark = (problem.code, party, edge.owner if isinstance(party, str) else None, edge.place) if about_place else (problem.code, *place)
                if mark not in seen and not self._told_elsewhere(edge, problem):
                    seen.add(mark)
                    found.setdefault(problem.code, []).append((edge, problem))
        return found

    def _told_elsewhere(self, edge: Edge, problem: Problem) -> bool:
        """Whether something else tells it.

        That a place of a party without a country has none; that a party without one keeps data nobody knows where; that an agreement does not bind. Family V
        tells the last where the agreement is the only contract of Art. 28 with the processor as well.
        """
        if problem.code == "no-country" and isinstance(edge.record, Processor) and edge.via == "establishment":
            places = (self._register.locations.get(place) for place in edge.record.locations or ())
            return any(place is not None and place.country == law.UNKNOWN for place in places)
        if problem.code == "no-country":
            return edge.via == "location" and isinstance(edge.holder, Processor) and home_of(edge.holder) is None
        agreement = problem.params.get("agreement")
        if agreement is None or not agreement.processor or not is_processing_contract(agreement):
            return False
        others = self._context.audit.agreements_of_processor.get(agreement.processor, ())
        return not any(is_processing_contract(other) and in_force(other, self._context.audit.on) for other in others)

    # -- parties and places ------------------------------------------------------------------------------------------------------------------------

    def _processor(self, node: Node, key: Key, processor: Processor) -> None:
        context, home = self._context, home_of(processor)
        usual_role = law.terms("service").get(processor.service or "", {}).get("usual_role")
        if key in context.used and (home or usual_role != "none"):
            path: Path = ("country",) if processor.country or not home else ("address", "country")
            edge = self._edge(node.direct, home, "establishment", (processor, path), key, processor, partial(self._party_ground, processor))
            if edge is not None:
                self._standing[key] = Upstream(edge.place, edge.judgement)
        self._access_and_places(node, key, processor, home)
        for place, entry in enumerate(processor.sub_processors or ()):
            if not processor.own_purposes:
                self._sub_processor(node, key, processor, place, entry)

    def _recipient(self, node: Node, key: Key, recipient: Recipient) -> None:
        if recipient.internal_recipient or recipient.kind in NO_IMPORTER:
            return
        home = home_of(recipient)
        ground = partial(self._party_ground, recipient)
        if recipient.kind == "international-organisation":
            self._edge(node.direct, "", "organisation", (recipient, ("kind",)), key, recipient, ground)
            return
        if home:
            path: Path = ("country",) if recipient.country else ("address", "country")
            edge = self._edge(node.direct, home, "recipient", (recipient, path), key, recipient, ground)
            if edge is not None:
                self._standing[key] = Upstream(edge.place, edge.judgement)
        self._access_and_places(node, key, recipient, home)

    def _access_and_places(self, node: Node, key: Key, party: Party, home: str | None) -> None:
        """Countries from which a party has access, apart from its own; and the places where it keeps data."""
        context = self._context
        ground = partial(self._party_ground, party, abroad=not context.within(home))
        for place, country in enumerate(party.access_from or ()):
            if country != home:
                self._edge(node.edges, country, "access", (party, ("access_from", place)), key, party, ground, self._upstream(key, home))
        node.children.extend(("location", place) for place in party.locations or () if context.in_use(self._register.locations.get(place)))

    def _sub_processor(self, node: Node, key: Key, processor: Processor, place: int, entry: SubProcessor) -> None:
        """The edge to a sub-processor; one that has a file of its own is followed further."""
        context, on = self._context, self._context.audit.on
        own = self._register.processors.get(entry.processor or "")
        if (entry.processor and not context.in_use(own)) or (entry.until and entry.until < on) or (entry.since and entry.since > on):
            return
        path: Path = ("sub_processors", place)
        home = home_of(processor)

        def ground() -> Ground:
            named = candidates(processor, path, entry.safeguards, self._register.agreements)
            named += context.safeguards(own) if own is not None else []
            if context.within(home) or home in (None, law.UNKNOWN):
                named += context.safeguards(processor)  # it is the one who sends the data abroad: what it names is about that
            return context.setting(own or processor, PROCESSOR, lambda: [("3",)]), named

        country = entry.country or (home_of(own) if own is not None else None)
        at = (own, ("country",)) if own is not None and not entry.country else (processor, (*path, "country"))
        holder: Record | str = own or entry.name or entry.service or "…"
        upstream, hops = self._upstream(key, home, anywhere=True), (holder,)
        edge = self._edge(node.edges, country, "sub-processor", at, key, holder, ground, upstream, hops)
        for number, access in enumerate(entry.access_from or ()):
            if access != country:
                self._edge(node.edges, access, "access", (processor, (*path, "access_from", number)), key, holder, ground, upstream, hops)
        if own is not None:
            node.children.append(key_of(own))
            if edge is not None:
                self._standing.setdefault(key_of(own), Upstream(edge.place, edge.judgement))

    def _location(self, node: Node, key: Key, location: Location) -> None:
        """A place: of the party that provides it, of one that keeps data there, or the organisation's own."""
        context = self._context
        facts = law.terms("location-kind").get(location.kind or "", {})
        parties = context.parties_of(location)
        country = location.country or (location.address.country if location.address else None)
        path: Path = ("country",) if location.country or not country else ("address", "country")
        service = bool(facts.get("service"))
        if not (parties or service or location.provider):
            self._own_place(node, key, location, country, path, mobile=bool(facts.get("mobile")))
            return
        holder: Record = parties[0] if parties else location
        home = home_of(parties[0]) if parties else None

        def ground() -> Ground:
            named = candidates(location, (), location.safeguards, self._register.agreements)
            for party in parties:
                named += context.safeguards(party)
            needs = context.needs(holder, abroad=bool(parties) and not context.within(home))
            return context.setting(holder, manner_of(holder), needs, paper=bool(facts.get("paper"))), named

        upstream = self._upstream(key_of(holder), home)
        if country or service:
            self._edge(node.edges, country, "location", (location, path), key, holder, ground, upstream)
        for place, access in enumerate(location.access_from or ()):
            if access != country:
                self._edge(node.edges, access, "access", (location, ("access_from", place)), key, holder, ground, upstream)

    def _own_place(self, node: Node, key: Key, location: Location, country: str | None, path: Path, *, mobile: bool) -> None:
        """The organisation's own: nobody else gets the data, so that it is no transfer (EDPB Guidelines 05/2021, section 2.2).

        What people carry with them is wherever they are; what leaves the EEA with it is for the rules on security.
        """
        places: list[tuple[str | None, str, Path]] = [] if mobile else [(country, "location", path)]
        places += [(access, "access", ("access_from", number)) for number, access in enumerate(location.access_from or ())]
        for place, via, at in places:
            if place == law.UNKNOWN:
                judgement = replace(UNKNOWN, problems=(Problem("unknown", location, at),))
            elif self._context.within(place):
                judgement = EEA
            elif place in law.countries():
                judgement = replace(OWN, problems=(Problem("own-place", location, at),))
            else:
                continue
            node.edges.append(Edge(place or "", via, location, at, key, location, judgement))

    def _returns(self) -> Iterator[tuple[Activity, Edge]]:
        """Data that a processor gives back to a controller outside the EEA are transferred too (EDPB Guidelines 05/2021, example 3)."""
        context, on = self._context, self._context.audit.on
        for activity in context.audit.as_processor:
            for place, controller in enumerate(activity.controllers or ()):
                if not controller.country or (controller.until and controller.until < on) or (controller.since and controller.since > on):
                    continue
                at, name = (activity, ("controllers", place, "country")), controller.name or ""
                found: list[Edge] = []
                ground = partial(self._return_ground, activity, controller)
                self._edge(found, controller.country, "controller", at, ("activity", activity.id), name, ground, hops=(name,))
                yield from ((activity, edge) for edge in found)

    def _party_ground(self, party: Party, *, abroad: bool = True) -> Ground:
        return self._context.setting(party, manner_of(party), self._context.needs(party, abroad=abroad)), self._context.safeguards(party)

    def _return_ground(self, activity: Activity, controller: ActingFor) -> Ground:
        return self._context.setting(activity, CONTROLLER, lambda: [("4",)]), self._context.from_controller(activity, controller)

    # -- one edge ----------------------------------------------------------------------------------------------------------------------------------

    def _edge(
        self,
        edges: list[Edge],
        place: str | None,
        via: str,
        at: tuple[Record, Path],
        owner: Key,
        holder: Record | str,
        ground: Callable[[], Ground],
        upstream: Upstream | None = None,
        hops: tuple[Record | str, ...] = (),
    ) -> Edge | None:
        """Add the edge to a place, judged; nothing for a code that no country has (family F tells that)."""
        judgement = self._judge(place, at, ground, upstream)
        if judgement is None:
            return None
        edge = Edge(law.UNKNOWN if place is None else place, via, *at, owner, holder, judgement, hops)
        edges.append(edge)
        return edge

    def _judge(self, place: str | None, at: tuple[Record, Path], ground: Callable[[], Ground], upstream: Upstream | None) -> Judgement | None:
        if place is None or place == law.UNKNOWN:
            return replace(UNKNOWN, problems=(Problem("unknown" if place else "no-country", *at),))
        if self._context.within(place):
            return EEA
        if place and place not in law.countries():
            return None
        setting, named = ground()
        judgement = judge(replace(setting, place=place, place_at=at), named)
        if upstream is not None and judgement.verdict in ("none", "incomplete"):
            return upstream.judgement if upstream.place == place else replace(upstream.judgement, problems=(), onward=True)
        return judgement

    def _upstream(self, key: Key, home: str | None, *, anywhere: bool = False) -> Upstream | None:
        """What a party outside the EEA is bound by wherever it takes the data; a decision for its country covers only whom it passes them on to."""
        standing = self._standing.get(key)
        if standing is None or home is None or home == law.UNKNOWN or self._context.within(home):
            return None
        return standing if anywhere or standing.judgement.mechanism != "adequacy" else None
