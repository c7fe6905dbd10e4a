"""What commits have in common: the latest ones that several were made on."""

from functools import cached_property
from heapq import heappop, heappush

from ..git.commits import Commit


class Ancestors:
    """The commits of a history, by what they were made on."""

    def __init__(self) -> None:
        """Nothing known yet."""
        self._order: dict[str, int] = {}
        self._commits: dict[str, Commit] = {}

    def note(self, commit: Commit) -> None:
        """Know a commit; children come before parents."""
        self._order[commit.id] = len(self._order)
        self._commits[commit.id] = commit

    def bases(self, parents: list[str]) -> list[str]:
        """The latest commits that all of these were made on. Asked for when the whole of the history is known."""
        if len(parents) == 2 and parents[0] in self._joined:
            found = self._beside(*parents)
            if len(found) == 1:
                return found
        return self._any(parents)

    @cached_property
    def _joined(self) -> dict[str, int]:
        """For each commit where it joined the main line (the first parents of the last commit): its place on that, the first commit being 0."""
        line = []
        commit = next(iter(self._commits), "")
        while commit in self._commits:
            line.append(commit)
            commit = next(iter(self._commits[commit].parents), "")
        joined: dict[str, int] = {}
        for place, each in enumerate(reversed(line)):
            joined[each] = place
            waiting = self._commits[each].parents if self._commits[each].is_merge else []
            while waiting:
                commit = waiting.pop()
                if commit in self._commits and commit not in joined:
                    joined[commit] = place
                    waiting += self._commits[commit].parents
        return joined

    def _beside(self, main: str, side: str) -> list[str]:
        """Where a side branch parted from a commit of the main line: found along the branch alone."""
        place = self._joined[main]
        found: list[str] = []
        seen = {side}
        waiting = [side]
        while waiting:
            commit = waiting.pop()
            if self._joined.get(commit, place + 1) <= place:
                found.append(commit)
                continue
            new = [parent for parent in self._commits[commit].parents if parent not in seen] if commit in self._commits else []
            seen.update(new)
            waiting += new
        return found

    def _any(self, parents: list[str]) -> list[str]:
        every, stale = (1 << len(parents)) - 1, 1 << len(parents)
        marks: dict[str, int] = {}
        heap: list[tuple[int, str]] = []

        def mark(commit: str, bits: int) -> None:
            if commit in self._order:  # a shallow clone does not have them all
                if commit not in marks:
                    heappush(heap, (self._order[commit], commit))
                marks[commit] = marks.get(commit, 0) | bits

        for number, parent in enumerate(parents):
            mark(parent, 1 << number)
        found = []
        while any(not marks[commit] & stale for _, commit in heap):
            _, commit = heappop(heap)
            bits = marks[commit]
            if bits & every == every and not bits & stale:
                found.append(commit)
                bits |= stale
            for parent in self._commits[commit].parents:
                mark(parent, bits)
        return found
