"""The trail, walked: every seal, every signature, every commit, and what of it does not hold."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from ..git.program import GitError
from ..git.repository import Repository
from ..git.signatures import BAD, REVOKED, UNSIGNED, Checker, Signature
from ..register import Source
from ..source.folder import Folder
from .events import Step
from .seals import Seal, digests, files_in, is_file, last_of, of_register, read_seals, whole
from .standing import (
    Problem,
    broken_chain,
    cuts,
    faulty,
    grafts_of,
    left_behind,
    left_out,
    touching,
    uncommitted,
    unsaved_files,
    unsigned_commits,
    unsigned_seal,
    until,
    vouched_for,
)
from .trail import Wanted, history

Progress = Callable[[int], None]
_SHOWN = 3


class Verdict(NamedTuple):
    """A seal, and what was found of it."""

    seal: Seal
    problems: list[Problem]
    signature: Signature

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with it."""
        return not any(problem.rule in ("seal-broken", "history-rewritten", "bad-signature") for problem in self.problems)


class Checked(NamedTuple):
    """A commit that touched the register, and its signature."""

    commit: str
    signature: Signature


class Walked(NamedTuple):
    """The whole trail as it was found."""

    start: str
    problems: list[Problem]
    verdicts: list[Verdict]
    commits: list[Checked]
    """Newest first."""
    last: Seal | None
    """The last seal that belongs to this history."""
    after: list[Step]
    """What happened after it."""
    unsaved: list[str]
    cut: list[str]
    """The commits at which the history of a shallow clone ends."""
    replaced: list[tuple[str, str]]
    grafts: list[str]
    signers_not_used: str
    """The file of trusted keys that the repository itself names."""

    @property
    def counts(self) -> dict[str, int]:
        """How many commits there are of each kind of signature."""
        return dict(Counter(each.signature.status for each in self.commits))


def walk_trail(
    repository: Repository, source: Source, start: str, demands: Iterable[str], allowed: str | None = None, progress: Progress | None = None
) -> Walked:
    """Look at everything, from a commit back. `allowed` is the file of ssh keys to trust; `progress` is told now and then how many things were looked at."""
    tick = _ticker(progress)
    demanded = set(demands)
    checker = Checker(repository.git, allowed)
    found = read_seals(repository.git)
    seals = until(repository, of_register(repository, found.seals), start) if source.revision else of_register(repository, found.seals)
    problems = list(cuts(repository, found.replaced))
    chain = list(broken_chain(seals, cut=repository.shallow)) + list(left_behind(repository, seals, start))
    contents = _Sealed(repository)
    verdicts = [_judge(contents, seal, chain, checker, tick) for seal in seals]
    names = {seal.name for seal in seals}
    problems += [problem for problem in chain if problem.params["seal"] not in names]  # of seals that are gone
    problems += [problem for verdict in verdicts for problem in verdict.problems]
    commits = []
    for commit, signature in checker.commits(touching(repository, start)):
        tick()
        commits.append(Checked(commit, signature))
    problems += _bad_commits(commits)
    problems += unsigned_seal(seals, demanded)
    if "commits" in demanded:
        problems += _unsigned(repository, start, verdicts, commits)
    lost = {problem.params["seal"] for problem in chain if problem.rule != "seal-broken"}
    last = last_of(seal for seal in seals if seal.name not in lost)
    after, cut = _after(repository, start, last, progress)
    problems += cut if not any(problem.variant == "missing" for problem in problems) else []
    changed, ignored = unsaved_files(source, repository, start, documents=True) if isinstance(source, Folder) else ([], [])
    problems += [*uncommitted(changed), *left_out(ignored)]
    return Walked(start, problems, verdicts, commits, last, after, changed, sorted(repository.cut), found.replaced, grafts_of(repository), checker.not_used)


def _after(repository: Repository, start: str, last: Seal | None, progress: Progress | None) -> tuple[list[Step], list[Problem]]:
    """What happened after the last seal; where not all of it is in this copy, that is a problem."""
    if last is None:
        return [], []
    try:
        return history(repository, Wanted(start, without=(last.commit,)), progress), []
    except GitError:
        return [], [Problem("trail-cut", "missing", {"seal": last.name, "commit": start[:10]})]


def _ticker(progress: Progress | None) -> Callable[[], None]:
    count = 0

    def tick() -> None:
        nonlocal count
        count += 1
        if progress and count % 20 == 0:
            progress(count)

    return tick


# -- one seal ----------------------------------------------------------------------------------------------------------------------------------------------


def _judge(contents: "_Sealed", seal: Seal, chain: list[Problem], checker: Checker, tick: Callable[[], None]) -> Verdict:
    tick()
    own = [problem for problem in chain if problem.params["seal"] == seal.name]
    signature = checker.tag(seal.id, seal.signature) if seal.signature else UNSIGNED
    if wrong := faulty(seal):
        own.append(wrong)
    else:
        own += contents.problems(seal)
    if signature.status in (BAD, REVOKED):
        own.append(Problem("bad-signature", f"seal-{signature.status}", {"seal": seal.name, "signer": signature.signer or signature.key}))
    return Verdict(seal, own, signature)


class _Sealed:
    """What commits hold, beside what seals say of it. Versions that were sealed have most of their files in common: each is read once."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._files: dict[tuple[str, str], dict[str, str] | None] = {}
        self._digests: dict[str, str | None] = {}

    def problems(self, seal: Seal) -> Iterator[Problem]:
        """Whether the commit holds what the seal says: the digest of every file, how many there are, and the digest of all."""
        params = {"seal": seal.name, "commit": seal.commit[:10]}
        blobs = self._in(seal.commit, seal.register)
        if blobs is None:
            if _has_commit(self._repository, seal.commit):
                yield Problem("seal-broken", "no-register", {**params, "folder": seal.register or "."})
            else:
                yield Problem("trail-cut", "missing", params)
            return
        if new := [identity for identity in dict.fromkeys(blobs.values()) if identity not in self._digests]:
            self._digests.update(zip(new, digests(self._repository.git, new), strict=True))
        now = {path: self._digests[identity] for path, identity in blobs.items()}
        if any(digest is None for digest in now.values()):
            yield Problem("trail-cut", "missing", params)
            return
        then = dict(seal.files)
        differ = sorted(path for path in {*now, *then} if now.get(path) != then.get(path))
        if differ:
            yield Problem("seal-broken", "digest", {**params, "n": len(differ), "files": differ[:_SHOWN]})
        elif whole(then) != seal.digest or seal.total != len(then):
            yield Problem("seal-broken", "whole", params)

    def _in(self, commit: str, folder: str) -> dict[str, str] | None:
        if (commit, folder) not in self._files:
            blobs = files_in(self._repository.git, commit, folder)
            self._files[commit, folder] = None if blobs is None else {path: blob.id for path, blob in blobs.items() if is_file(blob)}
        return self._files[commit, folder]


def _has_commit(repository: Repository, commit: str) -> bool:
    try:
        return bool(repository.git.run("rev-parse", "--verify", "-q", f"{commit}^{{tree}}", fails=True))
    except GitError:
        return False


# -- commits -------------------------------------------------------------------------------------------------------------------------------------------------


def _bad_commits(commits: list[Checked]) -> Iterator[Problem]:
    for each in commits:
        if each.signature.status in (BAD, REVOKED):
            signer = each.signature.signer or each.signature.key
            yield Problem("bad-signature", f"commit-{each.signature.status}", {"commit": each.commit[:10], "signer": signer})


def _unsigned(repository: Repository, start: str, verdicts: list[Verdict], commits: list[Checked]) -> Iterator[Problem]:
    """Commits without a signature that no signed seal vouches for."""
    signed = {verdict.seal.name for verdict in verdicts if verdict.seal.signature and verdict.holds}
    since = vouched_for([verdict.seal for verdict in verdicts], lambda seal: seal.name in signed)
    due = set(touching(repository, start, (since.commit,) if since else ()))
    return unsigned_commits([each.commit for each in commits if each.commit in due and each.signature == UNSIGNED])
