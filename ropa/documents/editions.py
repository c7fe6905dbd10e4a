"""From the version of a register to what is printed of it, and back: what a file says of how it was made is enough to make it again."""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, unquote

from ..audit import Audit
from ..errors import Failure
from ..findings import judge
from ..i18n import LANGUAGES, Texts
from ..model.kinds import BY_NAME
from ..register import Register, Source
from ..rules import RULES
from ..source.folder import Folder, blob_id, find_repository
from .program import program
from .register.edition import Approval, Choice, Edition, Origin
from .register.reach import reach

if TYPE_CHECKING:
    from ..git.repository import Repository
    from ..history.events import Step
    from ..history.seals import Seal

FORMAT = "1"
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}|").fullmatch
_SINCE = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}|\d{4}-\d{2}-\d{2}|").fullmatch
_YES = "yes"


class Order(NamedTuple):
    """What was asked for, as it travels in the file that is made."""

    on: date
    language: str
    choice: Choice = Choice()
    revision: str = ""
    """The id of the commit; "" where there is none."""
    seal: str = ""
    """The id of the tag that approved it; "" where nobody had when it was printed."""
    changed: int = 0
    """Files that had been changed since that commit."""
    program: str = ""
    """The program that made it: see program.py."""


def made_of(order: Order) -> dict[str, str]:
    """An order as the names and values that travel in a file; none of them holds a comma."""
    choice = order.choice
    said = {
        "ropa-print": FORMAT,
        "program": order.program,
        "revision": order.revision,
        "changed": str(order.changed or ""),
        "seal": order.seal,
        "as-of": order.on.isoformat(),
        "language": order.language,
        "public": _YES if choice.public else "",
        "activities": "+".join(quote(each, safe="", errors="surrogateescape") for each in sorted(choice.activities)) if choice.activities is not None else "",
        "findings": _YES if choice.findings else "",
        "since": choice.since,
    }
    return {name: value for name, value in said.items() if value}


def order_of(made: Mapping[str, str]) -> Order | None:
    """The order that a file was made by; None where that is none of ours. What it says is not believed but tried: see proof.py."""
    try:
        on = date.fromisoformat(made["as-of"])
        if len(made.get("since", "")) == len("2026-11-22"):
            date.fromisoformat(made["since"])
        language, changed = made["language"], int(made.get("changed", "0"))
    except (KeyError, ValueError):
        return None
    known = _ID(made.get("revision", "")) and _ID(made.get("seal", "")) and _SINCE(made.get("since", "")) and changed >= 0
    if made.get("ropa-print") != FORMAT or language not in LANGUAGES or not known:
        return None
    activities = frozenset(unquote(each, errors="surrogateescape") for each in made["activities"].split("+")) if "activities" in made else None
    choice = Choice(made.get("public") == _YES, activities, made.get("findings") == _YES, made.get("since", ""))
    return Order(on, language, choice, made.get("revision", ""), made.get("seal", ""), changed, made.get("program", ""))


# -- the version ------------------------------------------------------------------------------------------------------------------------------------------


class Version(NamedTuple):
    """The files that are printed, and where they come from."""

    origin: Origin
    repository: "Repository | None" = None
    records: Mapping[str, bytes] = {}
    """The files of records, by their paths."""


def version_of(source: Source, seal: str | None = None) -> Version:
    """The version that a register was read from. Its approval is the newest seal of it, or the one of this id ("" for none).

    Files of a folder that are as they were committed are that commit's.
    """
    from ..source.commit import CommitFolder

    if isinstance(source, CommitFolder):
        return _committed(source.repository, source.commit, seal)
    if not isinstance(source, Folder):
        return Version(Origin())
    repository = _repository(source)
    if repository is None or repository.head is None:
        return _of_files(source, Origin())
    from ..git.commits import read_commit
    from ..history.worktree import unsaved

    changed = unsaved(source, repository, repository.head)
    if not changed:
        return _committed(repository, repository.head, seal)
    commit = read_commit(repository.git, repository.head)
    return _of_files(source, Origin(commit.id, commit.committer.day, len(changed)), repository)


def _repository(folder: Folder) -> "Repository | None":
    """The repository that a folder with a register is in; None where it is in none that can be read."""
    from ..git.repository import open_repository

    if find_repository(folder.root) is None:
        return None
    try:
        return open_repository(folder.root)
    except Failure:
        return None


def _committed(repository: "Repository", commit: str, seal: str | None) -> Version:
    from ..git.commits import read_commit
    from ..history.files import kind_of
    from ..history.seals import digests, files_in, is_file, of_register, read_seals, whole

    blobs = {path: blob for path, blob in (files_in(repository.git, commit, repository.inside) or {}).items() if is_file(blob)}
    records = dict(_contents(repository, {path: blob.id for path, blob in blobs.items() if kind_of(path)}))
    others = [path for path in blobs if path not in records]
    files = {path: hashlib.sha256(data).hexdigest() for path, data in records.items()}
    files |= {path: digest or "" for path, digest in zip(others, digests(repository.git, [blobs[path].id for path in others]), strict=True)}
    whole_digest = whole(files)
    seals = of_register(repository, read_seals(repository.git).seals) if seal != "" else []
    origin = Origin(commit, read_commit(repository.git, commit).committer.day, 0, whole_digest, len(files), _approval(seals, commit, whole_digest, seal))
    return Version(origin, repository, records)


def _contents(repository: "Repository", identities: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    from ..git.objects import AHEAD, Objects
    from ..source.folder import MAX_BYTES

    paths = list(identities)
    with Objects(repository.git, MAX_BYTES) as objects:
        for place in range(0, len(paths), AHEAD):
            some = paths[place : place + AHEAD]
            objects.ask(dict.fromkeys(identities[path] for path in some))
            known: dict[str, bytes | int | None] = {}
            for path in some:
                identity = identities[path]
                if identity not in known:
                    known[identity] = objects.get(identity)
                data = known[identity]
                if isinstance(data, bytes):
                    yield path, data


def _approval(seals: "Sequence[Seal]", commit: str, digest: str, wanted: str | None) -> Approval | None:
    """The approval of a version: a seal of this very commit and these very files."""
    fitting = [seal for seal in seals if seal.commit == commit and not seal.fault and seal.digest == digest and wanted in (None, seal.id)]
    if not fitting:
        return None
    seal = max(fitting, key=lambda seal: seal.order)
    return Approval(seal.name, seal.id, seal.approved_by, seal.approved_on or date.min)


def _of_files(folder: Folder, origin: Origin, repository: "Repository | None" = None) -> Version:
    """The files of a folder as they are, with the repository whose last commit they were changed since."""
    from ..history.files import is_document
    from ..history.seals import whole
    from ..history.worktree import files_of

    records: dict[str, bytes] = {}
    files: dict[str, str] = {}
    for path in files_of(folder):
        data = None if is_document(path) else folder.read(path)
        if isinstance(data, bytes):
            records[path] = data
            files[path] = hashlib.sha256(data).hexdigest()
        elif is_document(path) and (digest := folder.digest(path)):
            files[path] = digest
    return Version(origin._replace(digest=whole(files), files=len(files)), repository, records)


# -- the edition -------------------------------------------------------------------------------------------------------------------------------------------


def make_edition(register: Register, on: date, words: Texts, choice: Choice, seal: str | None = None) -> Edition:
    """What is printed of a register on a day. With `seal` its approval is that of the tag of this id, or none at all."""
    version = version_of(register.source, seal)
    origin, opened = version.origin, None
    if version.repository and not origin.changed and isinstance(register.source, Folder) and not _is_exactly(register.source, version.records):
        from ..source.commit import CommitFolder

        opened = CommitFolder(version.repository, origin.revision, register.root)
        register = Register(opened)
    audit = Audit(register, on)
    findings = judge(audit, [rule for rule in RULES if rule.family != "G"])
    if opened is not None:
        opened.close()
    order = Order(on, words.language, choice, origin.revision, origin.approval.id if origin.approval else "", origin.changed, program())
    steps = _history(version.repository, origin.revision, choice.since) if choice.since and version.repository else []
    return Edition(
        audit,
        findings,
        words,
        origin,
        choice,
        steps,
        made_of(order),
        _attached(register, version.records, choice),
    )


def _attached(register: Register, records: Mapping[str, bytes], choice: Choice) -> Mapping[str, bytes]:
    """The files that travel inside: none of a public print; of chosen activities only those that hold nothing else than what is printed."""
    if choice.public:
        return {}
    if choice.activities is None:
        return records
    chosen = [register.activities[each] for each in choice.activities if each in register.activities]
    keys = [*(("activity", each.id) for each in chosen), *reach(register, chosen)]
    files = {f"{BY_NAME[kind].place}/{identity}.toml" for kind, identity in keys if BY_NAME[kind].per_file}
    return {path: data for path, data in records.items() if path in files or path == "register.toml"}


def _is_exactly(folder: Folder, records: Mapping[str, bytes]) -> bool:
    """Whether the files of a folder are those of the commit byte for byte: on some systems they have other line ends."""
    noted = folder.noted or {}
    return all(path not in noted or noted[path] == blob_id(data, len(noted[path])) for path, data in records.items())


def _history(repository: "Repository", commit: str, since: str) -> "list[Step]":
    """What happened to a register up to a commit since a day, or since another commit."""
    from ..git.revisions import as_day, resolve
    from ..history.choose import by_commit
    from ..history.trail import Wanted, history

    if repository.shallow:  # what is not there would seem not to have happened
        raise Failure("print-shallow")
    day = as_day(since)
    without = () if day else (resolve(repository, since).id,)
    return history(repository, Wanted(commit, repository.inside, without, commit=by_commit(day, None, None)))
