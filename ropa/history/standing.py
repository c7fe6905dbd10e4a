"""How a register stands in git: what the G rules say of it. Costs a check a few processes of git; what costs more is for verify.py."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, Any

import msgspec

from ..errors import Failure
from ..git.places import follow
from ..git.program import GitError
from ..git.repository import Repository, open_repository
from ..git.tags import listing_tags, may_have_tags
from ..model.kinds import REGISTER
from ..register import Source
from ..source.folder import Folder
from .files import kind_of
from .worktree import Unsaved, files_of, unsaved

if TYPE_CHECKING:
    from .seals import Seal

_SHOWN = 3
_MOST_COMMITS = 100
"""Commits that a check looks at for a signature; verify looks at all."""


class Problem(msgspec.Struct, frozen=True, gc=False):
    """Something that one of the G rules says: its name, which of its sentences, and what that needs."""

    rule: str
    variant: str = ""
    params: dict[str, Any] = {}


class Standing(msgspec.Struct, frozen=True, gc=False):
    """What was seen of the trail."""

    problems: list[Problem]


def standing(source: Source, demands: Iterable[str]) -> Standing | None:
    """How the register of a folder or a commit stands; None where it is in no repository, or where git refuses to read it.

    `demands` are what the organisation wants signed: "seals", "commits".
    """
    problems: list[Problem] = []
    try:
        repository, start = _opened(source)
        for problem in _problems(source, repository, start, set(demands)):
            problems.append(problem)  # noqa: PERF402 - what was found before git failed is kept
    except Failure:
        return Standing(problems) if problems else None
    return Standing(problems)


def _opened(source: Source) -> tuple[Repository, str]:
    known: Repository | None = getattr(source, "repository", None)
    if known is not None and source.revision is not None:
        return known, source.revision
    return open_repository(source.root), "HEAD"


def _problems(source: Source, repository: Repository, start: str, demands: set[str]) -> Iterator[Problem]:
    with listing_tags(repository.git) if may_have_tags(repository.common) else nullcontext(BytesIO()) as tags:
        merging = os.path.lexists(os.path.join(repository.common, "MERGE_HEAD"))  # then there is something else to do first
        if isinstance(source, Folder) and not merging and "GIT_INDEX_FILE" not in os.environ:  # a hook runs before the commit that it is about
            changed, ignored = unsaved_files(source, repository, start)
            yield from uncommitted(changed)
            yield from left_out(ignored)
        listed = tags.read()
    seals: list[Seal] = []
    replaced: list[tuple[str, str]] = []
    if listed:
        from .seals import of_register, read_seals  # most registers have none

        found = read_seals(repository.git, listed)
        seals, replaced = of_register(repository, found.seals), found.replaced
        if seals and start != "HEAD":
            seals = until(repository, seals, start)
    yield from cuts(repository, replaced)
    if seals:
        yield from (problem for seal in seals if (problem := faulty(seal)))
        yield from broken_chain(seals, cut=repository.shallow)
        yield from left_behind(repository, seals, start)
        yield from unsigned_seal(seals, demands)
    if "commits" in demands:
        from ..git.signatures import signed_commits

        since = vouched_for(seals, lambda seal: bool(seal.signature))
        commits = touching(repository, start, (since.commit,) if since else (), most=_MOST_COMMITS)
        yield from unsigned_commits([commit for commit, signed in signed_commits(repository.git, commits) if not signed])


def unsaved_files(folder: Folder, repository: Repository, commit: str, *, documents: bool = False) -> tuple[list[str], list[str]]:
    """The files of a register that are not as a commit has them; and the records among them that .gitignore keeps out of every commit.

    What a program left behind, and evidence that .gitignore leaves out, is in neither. Without `documents` evidence is not read, it only has to be there.
    """
    try:
        found = unsaved(folder, repository, commit, documents=documents)
    except GitError:
        if repository.head is not None:
            raise
        found = dict.fromkeys(files_of(folder), Unsaved("", b""))
    left_out = []
    if new := [path for path, each in found.items() if not each.before]:
        names = "".join(f"{repository.path(path)}\0" for path in new).encode("utf-8", "surrogateescape")
        said = repository.git.run("check-ignore", "-z", "--stdin", data=names, fails=True).decode("utf-8", "surrogateescape")
        ignored = set(said.split("\0"))
        for path in new:
            left_over = _is_left_over(path.rpartition("/")[2])
            if repository.path(path) in ignored or left_over:
                del found[path]
                if kind_of(path) and not left_over:
                    left_out.append(path)
    return list(found), [] if REGISTER.place in left_out else left_out  # a register that is ignored as a whole is meant to be


def _is_left_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith(("~", ".tmp", ".orig", ".rej")) or name.lower() in ("thumbs.db", "desktop.ini")


# -- the working tree, and what is cut off -----------------------------------------------------------------------------------------------------------------


def uncommitted(paths: list[str]) -> Iterator[Problem]:
    """Files that are not as they were committed."""
    if paths:
        shown = paths[:_SHOWN]
        rest = len(paths) - len(shown)
        variant = "more" if rest else "one" if len(paths) == 1 else ""
        yield Problem("uncommitted", variant, {"files": shown, "rest": rest, "n": len(paths)})


def left_out(paths: list[str]) -> Iterator[Problem]:
    """Records that .gitignore keeps out of the history."""
    if paths:
        yield Problem("uncommitted", "ignored", {"files": paths[:_SHOWN] + (["…"] if len(paths) > _SHOWN else []), "n": len(paths)})


def grafts_of(repository: Repository) -> list[str]:
    """Commits of which a file of git says that they were made on others than they were."""
    try:
        with open(os.path.join(repository.common, "info", "grafts"), encoding="ascii", errors="replace") as file:
            return [line.split()[0] for line in file if line.strip() and not line.startswith("#")]
    except OSError:
        return []


def cuts(repository: Repository, replaced: list[tuple[str, str]]) -> Iterator[Problem]:
    """What keeps the trail from being seen as it is, or shows another one to who looks with git itself."""
    if repository.shallow:
        yield Problem("trail-cut", "shallow", {"commits": [commit[:10] for commit in sorted(repository.cut)[:_SHOWN]]})
    if replaced:
        yield Problem("trail-cut", "replaced", {"n": len(replaced), "objects": [old[:10] for old, _ in replaced[:_SHOWN]], "first": replaced[0][0]})
    if grafts := grafts_of(repository):
        file = os.path.join(repository.common, "info", "grafts")
        yield Problem("trail-cut", "grafts", {"n": len(grafts), "objects": [commit[:10] for commit in grafts[:_SHOWN]], "file": file})


# -- seals ---------------------------------------------------------------------------------------------------------------------------------------------------


def faulty(seal: "Seal") -> Problem | None:
    """What is wrong with a tag that has the name of a seal and is none."""
    return Problem("seal-broken", seal.fault, {"seal": seal.name}) if seal.fault else None


def broken_chain(seals: "list[Seal]", *, cut: bool) -> Iterator[Problem]:
    """Seals that are gone, were replaced, or do not follow one another. In a shallow clone (`cut`) one that is gone may only be out of sight."""
    by_name = {seal.name: seal for seal in seals}
    sound = [seal for seal in seals if not seal.fault]
    followers: dict[str, Seal] = {}
    first: Seal | None = None
    for seal in sound:
        if seal.previous is None:
            if first is not None:
                yield Problem("seal-broken", "second-first", {"seal": seal.name, "other": first.name})
            first = first or seal
            continue
        name, identity = seal.previous
        there = by_name.get(name)
        if there is None:
            if not cut:
                yield Problem("seal-broken", "deleted", {"seal": name, "other": seal.name, "object": identity})
        elif there.id != identity:
            yield Problem("seal-broken", "replaced", {"seal": name, "other": seal.name, "object": identity, "now": there.id})
        if other := followers.get(identity):
            yield Problem("seal-broken", "fork", {"seal": seal.name, "other": other.name, "previous": name})
        followers[identity] = seal


def until(repository: Repository, seals: "list[Seal]", start: str) -> "list[Seal]":
    """The seals that were there at a commit: not those of commits that were made on it later."""
    later = _refs(repository, f"--contains={start}")
    return [seal for seal in seals if seal.commit == start or seal.name not in later]


def _refs(repository: Repository, *options: str) -> set[str]:
    said = repository.git.run("for-each-ref", "--format=%(refname)", *options, "refs/tags/ropa/")
    return {line.removeprefix("refs/tags/") for line in said.decode("utf-8", "surrogateescape").splitlines()}


def left_behind(repository: Repository, seals: "list[Seal]", start: str) -> Iterator[Problem]:
    """Seals of commits that do not belong to the history any more, or not to that of this branch."""
    outside = _refs(repository, f"--no-merged={start}")
    for seal in seals:
        if seal.name in outside and seal.commit and not seal.fault and not repository.shallow:
            yield _left_behind(repository, seal, start)


def _left_behind(repository: Repository, seal: "Seal", start: str) -> Problem:
    git = repository.git
    params: dict[str, Any] = {"seal": seal.name, "commit": seal.commit[:10]}
    common = git.run("merge-base", start, seal.commit, fails=True).decode().split()
    elsewhere = git.run("for-each-ref", "--count=1", "--format=%(refname:short)", f"--contains={seal.commit}", "refs/heads/", "refs/remotes/")
    branch = elsewhere.decode("utf-8", "surrogateescape").strip()
    if branch and common and not _repeats(repository, common[0], seal.commit, start):
        return Problem("sealed-elsewhere", "", {**params, "branch": branch})
    if not common:
        return Problem("history-rewritten", "unrelated", params)
    params["common"] = common[0][:10]
    lost, new = (_first_after(repository, common[0], end) for end in (seal.commit, start))
    return Problem("history-rewritten", "" if new else "dropped", {**params, "lost": lost[:10], "new": new[:10]})


def _repeats(repository: Repository, common: str, lost: str, new: str) -> bool:
    """Whether one side of a fork holds commits of the other once more: then it is no branch of its own, but the same history made anew."""
    sides = []
    for end in (lost, new):
        said = repository.git.run("log", "-z", "--no-color", "--no-patch", "--format=%an%x00%ae%x00%at%x00%B", end, f"^{common}", "--")
        parts = said.split(b"\0")
        sides.append({tuple(parts[place : place + 4]) for place in range(0, len(parts) - 3, 4)})
    return not sides[0].isdisjoint(sides[1])


def _first_after(repository: Repository, common: str, end: str) -> str:
    """The first commit that was made after one that two histories have in common; "" where there is none."""
    said = repository.git.run("rev-list", "--topo-order", "--reverse", end, f"^{common}", "--").split()
    return said[0].decode() if said else ""


# -- signatures ------------------------------------------------------------------------------------------------------------------------------------------------


def unsigned_seal(seals: "list[Seal]", demands: set[str]) -> Iterator[Problem]:
    """The last seal, which vouches for those before it, where seals are to be signed."""
    from .seals import last_of

    last = last_of(seals)
    if last is not None and "seals" in demands and not last.signature:
        yield Problem("unsigned", "seal", {"seal": last.name})


def unsigned_commits(commits: list[str]) -> Iterator[Problem]:
    """Commits without a signature, where commits are to be signed."""
    if commits:
        yield Problem("unsigned", "one" if len(commits) == 1 else "commits", {"n": len(commits), "commits": [commit[:10] for commit in commits[:_SHOWN]]})


def vouched_for(seals: "list[Seal]", is_signed: "Callable[[Seal], bool]") -> "Seal | None":
    """The newest seal with a signature: it vouches for every commit before it."""
    return max((seal for seal in seals if seal.commit and not seal.fault and is_signed(seal)), key=lambda seal: seal.order, default=None)


def touching(repository: Repository, start: str, without: Iterable[str] = (), *, most: int | None = None) -> list[str]:
    """The commits that touched the register, newest first, wherever its folder was; not those that `without` reaches."""
    options = ["--full-history", *([f"--max-count={most}"] if most else [])]
    try:
        places = follow(repository)
        listed = repository.git.run("--literal-pathspecs", "rev-list", *options, start, *(f"^{commit}" for commit in without), "--", *places.specs())
    except GitError:
        return []
    return listed.decode().split()
