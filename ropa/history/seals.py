"""Seals: annotated tags that fix an approved version of the register, with the digest of every file, so that anybody can check it with sha256sum."""

import hashlib
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import IO, NamedTuple

from ..errors import Failure
from ..git.commits import Person
from ..git.objects import AHEAD
from ..git.places import follow
from ..git.program import Git, GitError, write
from ..git.repository import Repository
from ..git.signatures import HEADS, kind_of
from ..git.tags import FIELDS, REPLACED, TAGS, list_tags
from ..git.times import moment_of
from ..output.safe import plain
from .files import is_told

PREFIX = "ropa/"
_NAME = re.compile(r"ropa/(\d{4}-\d{2}-\d{2})(?:\.([1-9]\d{0,5}))?").fullmatch
_LINE = re.compile(r"([0-9a-f]{64})  (.+)").fullmatch
_ID = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}").fullmatch
TRAILERS = ("Approved-by", "Approved-on", "Register", "Findings", "Allowed-errors", "Previous", "Digest", "Files")
_NEEDED = {"Approved-by", "Approved-on", "Register", "Digest", "Files"}
_PIECE = 1 << 20
TOP = "."
"""How the folder of a register at the top of its repository is written."""


class Seal(NamedTuple):
    """A seal as its tag says it. Nothing of that is true before it was looked at: see verify.py."""

    name: str
    id: str
    """The id of the tag itself: who replaces it gets another."""
    commit: str = ""
    tagger: Person | None = None
    subject: str = ""
    text: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    register: str = ""
    """The folder of the register in the repository, "" for its top."""
    findings: str = ""
    allowed: str = ""
    previous: tuple[str, str] | None = None
    """The seal before it: its name and its id."""
    digest: str = ""
    total: int = 0
    files: Mapping[str, str] = {}
    """SHA-256 of every file by its path from the folder of the register."""
    signature: str = ""
    """The kind of its signature; "" where it has none."""
    fault: str = ""
    """Why it is no seal at all, though it has the name of one: "not-annotated", "not-a-commit", "name", "malformed"."""

    @property
    def order(self) -> tuple[int, str, int]:
        """Where it comes among others: by the time it was made, then by its name."""
        day, number = _split(self.name)
        return (self.tagger.seconds if self.tagger else 0, day, number)


class Found(NamedTuple):
    """What is in the places of a repository that the trail depends on."""

    seals: list[Seal]
    """Every tag with the name of a seal, of whatever register, oldest first."""
    replaced: list[tuple[str, str]]
    """Objects that git is told to show another in the place of: the id of each, and of the other."""


# -- reading -----------------------------------------------------------------------------------------------------------------------------------------------


def read_seals(git: Git, listed: bytes | None = None) -> Found:
    """The seals of a repository, and what is replaced in it; `listed` is what git/tags.py says, where that was asked already."""
    tokens = (list_tags(git) if listed is None else listed).split(b"\0")
    seals: list[Seal] = []
    replaced: list[tuple[str, str]] = []
    for place in range(0, len(tokens) - len(FIELDS) + 1, len(FIELDS)):
        fields = tokens[place : place + len(FIELDS)]
        name = _text(fields[0]).lstrip("\n")
        if name.startswith(REPLACED):
            if _ID(name[len(REPLACED) :]):  # git heeds no other
                replaced.append((name[len(REPLACED) :], _text(fields[1])))
        elif _NAME(name[len(TAGS) :]):
            seals.append(_seal(name[len(TAGS) :], fields))
    return Found(sorted(seals, key=lambda seal: seal.order), replaced)


_LARGEST = 20_000_000
"""Bytes of a message: a seal of 100,000 files has half of them."""


def _seal(name: str, fields: list[bytes]) -> Seal:
    _, identity, kind, commit, of, tag, tagger, email, when, contents = fields
    person = Person(_text(tagger), _text(email).strip("<>"), *moment_of(_text(when)))
    seal = Seal(name, _text(identity), _text(commit), person)
    if kind != b"tag":
        return seal._replace(tagger=None, commit=_text(identity) if kind == b"commit" else "", fault="not-annotated")
    if of != b"commit":
        return seal._replace(commit="", fault="not-a-commit")
    if len(contents) > _LARGEST:
        return seal._replace(fault="malformed")
    message = _unsigned(contents)
    seal = parse(seal, _text(message))._replace(signature=kind_of(contents[len(message) :]))
    return seal if tag == name.encode() or seal.fault else seal._replace(fault="name")


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _unsigned(contents: bytes) -> bytes:
    """The message of a tag without the signature that stands below it: from the last line on that begins one, as git reads it."""
    text = b"\n" + contents
    place = max(text.rfind(b"\n" + head.encode()) for head in HEADS)
    return contents if place < 0 else contents[:place]


def parse(seal: Seal, message: str) -> Seal:
    """The seal with what its message says; with the fault "malformed" where that is not the message of a seal."""
    broken = seal._replace(fault="malformed")
    head, _, last = message.rstrip("\n").rpartition("\n\n")
    text, _, block = head.rpartition("\n\n")
    said: dict[str, str] = {}
    for line in block.split("\n"):
        key, colon, value = line.partition(": ")
        if not colon or key not in TRAILERS or key in said:
            return broken
        said[key] = value
    files: dict[str, str] = {}
    for line in last.split("\n"):
        found = _LINE(line)
        if found is None or found[2] in files:
            return broken
        files[found[2]] = found[1]
    name, _, identity = said.get("Previous", "").rpartition(" ")
    if not said.keys() >= _NEEDED or not said["Files"].isdecimal() or ("Previous" in said and not (_NAME(name) and _ID(identity))):
        return broken
    try:
        day = date.fromisoformat(said["Approved-on"])
    except ValueError:
        return broken
    subject, _, rest = text.partition("\n\n")
    return seal._replace(
        subject=subject,
        text=rest,
        approved_by=said["Approved-by"],
        approved_on=day,
        register="" if said["Register"] == TOP else said["Register"],
        findings=said.get("Findings", ""),
        allowed=said.get("Allowed-errors", ""),
        previous=(name, identity) if name else None,
        digest=said["Digest"].removeprefix("sha256:"),
        total=int(said["Files"]),
        files=files,
    )


def of_register(repository: Repository, seals: Iterable[Seal]) -> list[Seal]:
    """The seals of the register of a repository, wherever it was when they were made. What is no seal at all may be of any register."""
    seals = list(seals)
    folders = {repository.inside}
    others = {seal.register for seal in seals if not seal.fault} - folders
    if any(not _holds_register(repository, folder) for folder in others):  # it may have moved from there to here
        folders.update(follow(repository).folders)
    return [seal for seal in seals if seal.fault or seal.register in folders]


def _holds_register(repository: Repository, folder: str) -> bool:
    path = f"HEAD:{folder}/register.toml" if folder else "HEAD:register.toml"
    return repository.git.run("cat-file", "--batch-check", data=f"{path}\n".encode("utf-8", "surrogateescape")).split()[-2:-1] == [b"blob"]


def last_of(seals: Iterable[Seal]) -> Seal | None:
    """The last seal of a chain: of those that no other one follows, the newest."""
    sound = [seal for seal in seals if not seal.fault]
    followed = {seal.previous[1] for seal in sound if seal.previous}
    return max((seal for seal in sound if seal.id not in followed), key=lambda seal: seal.order, default=None)


# -- digests -----------------------------------------------------------------------------------------------------------------------------------------------


class Blob(NamedTuple):
    """A file of the register in a commit."""

    mode: str
    id: str


def files_in(git: Git, commit: str, folder: str) -> dict[str, Blob] | None:
    """The records and documents of a register in a commit, by their paths from its folder; None where it has no such folder."""
    try:
        listed = git.run("ls-tree", "-r", "-z", "--full-tree", f"{commit}:{folder}" if folder else commit)
    except GitError:
        return None
    found = {}
    for line in _text(listed).split("\0"):
        facts, _, path = line.partition("\t")
        if path and is_told(path):
            mode, _, identity = facts.split(" ")
            found[path] = Blob(mode, identity)
    return found


def is_file(blob: Blob) -> bool:
    """Whether an entry of a commit is a file: no link, and no submodule."""
    return blob.mode.startswith("100")


def digests(git: Git, identities: Iterable[str]) -> Iterator[str | None]:
    """SHA-256 of contents by their ids, in that order; None for what the repository does not have. Large ones are read piece by piece."""
    waiting = deque(identities)
    asked = 0
    with git.open("cat-file", "--batch") as (feed, output):
        while waiting or asked:
            some = [waiting.popleft() for _ in range(min(len(waiting), AHEAD - asked))]
            try:
                feed.write("".join(f"{identity}\n" for identity in some).encode())
                feed.flush()
            except BrokenPipeError:  # git gave up, as it does in a partial clone: the rest is not to be had
                pass
            asked += len(some)
            for _ in range(asked // 2 + 1):
                asked -= 1
                yield _digest(output)


def _digest(output: IO[bytes]) -> str | None:
    """The digest of the object that git gives next."""
    parts = output.readline().split()
    if len(parts) != 3 or not parts[2].isdigit():
        return None
    digest, left = hashlib.sha256(), int(parts[2])
    while left and (piece := output.read(min(left, _PIECE))):
        digest.update(piece)
        left -= len(piece)
    output.read(1)
    return None if left or parts[1] != b"blob" else digest.hexdigest()


def listing(files: Mapping[str, str]) -> str:
    """The digests of files as sha256sum writes them, sorted by path."""
    return "".join(f"{files[path]}  {path}\n" for path in sorted(files, key=lambda path: path.encode("utf-8", "surrogateescape")))


def whole(files: Mapping[str, str]) -> str:
    """SHA-256 of the lines of sha256sum, which stand for the register as a whole."""
    return hashlib.sha256(listing(files).encode("utf-8", "surrogateescape")).hexdigest()


# -- making ------------------------------------------------------------------------------------------------------------------------------------------------


class Asked(NamedTuple):
    """What a seal is to say."""

    subject: str
    text: str
    by: str
    """Who approved; "" for whom git knows as the author."""
    on: date
    findings: str
    allowed: str


class Draft(NamedTuple):
    """A seal that is ready to be made."""

    name: str
    commit: str
    total: int
    message: str
    signed: bool


def draft(repository: Repository, asked: Asked) -> Draft:
    """The seal of the commit that is checked out. Raises Failure where none can be made."""
    author = _author(repository)
    _refuse_lookalikes(asked.text)
    commit = repository.need_head()
    files = _digests_of(repository, commit)
    previous = last_of(of_register(repository, read_seals(repository.git).seals))
    trailers = {
        "Approved-by": plain(asked.by).strip() or author,
        "Approved-on": asked.on.isoformat(),
        "Register": repository.inside or TOP,
        "Findings": asked.findings,
        "Allowed-errors": asked.allowed,
        "Previous": f"{previous.name} {previous.id}" if previous else "",
        "Digest": f"sha256:{whole(files)}",
        "Files": str(len(files)),
    }
    block = "\n".join(f"{key}: {value}" for key, value in trailers.items() if value)
    text = plain(asked.text, lines=True).strip("\n")
    message = "\n\n".join(part for part in (asked.subject, text, block, listing(files)) if part)
    return Draft(_free(repository.git, asked.on), commit, len(files), message, _is_to_be_signed(repository.git.folder))


def _digests_of(repository: Repository, commit: str) -> dict[str, str]:
    """The digests of the files of the register in a commit, by their paths. Raises Failure where they cannot be had, or not be written in a list."""
    blobs = files_in(repository.git, commit, repository.inside)
    if not blobs or "register.toml" not in blobs:
        raise Failure("seal-nothing")
    if "\n" in repository.inside:
        raise Failure("seal-name", path=plain(repository.inside))
    for path, blob in blobs.items():
        if not is_file(blob):
            raise Failure("seal-link", path=path)
        if any(letter in path for letter in "\\\n\r"):
            raise Failure("seal-name", path=plain(path))
    files = {}
    for path, digest in zip(blobs, digests(repository.git, [blob.id for blob in blobs.values()]), strict=True):
        if digest is None:
            raise Failure("seal-missing", path=path)
        files[path] = digest
    return files


def _refuse_lookalikes(text: str) -> None:
    """A line of the user's own that looks like one of the seal's could be taken for it."""
    for line in text.splitlines():
        if line.startswith((*(f"{key}:" for key in TRAILERS), *HEADS)) or _LINE(line):
            raise Failure("seal-text", line=line[:60])


def _author(repository: Repository) -> str:
    """Who git knows to be at work: name and address. A name that it makes up from the machine is none."""
    try:
        said = write(repository.git.folder, "-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        raise Failure("seal-no-author") from None
    return plain(said.decode("utf-8", "replace").rpartition("> ")[0] + ">")


def _free(git: Git, on: date) -> str:
    """The first name of a day that no tag has."""
    taken = set(_text(git.run("for-each-ref", "--format=%(refname)", f"{TAGS}ropa/")).splitlines())
    name, number = f"{PREFIX}{on.isoformat()}", 1
    while f"{TAGS}{name}" in taken:
        number += 1
        name = f"{PREFIX}{on.isoformat()}.{number}"
    return name


def _is_to_be_signed(folder: str) -> bool:
    """Whether the user has set up git to sign."""
    return "true" in [_configured(folder, key, "--type=bool") for key in ("tag.gpgSign", "commit.gpgSign")] or bool(_configured(folder, "user.signingKey"))


def _configured(folder: str, key: str, *options: str) -> str:
    """A setting of git as the user has it; "" where there is none."""
    try:
        return write(folder, "config", *options, "--get", key).decode("utf-8", "replace").strip()
    except GitError:
        return ""


def make(repository: Repository, seal: Draft) -> str:
    """Make the tag; returns its id. Raises Failure where it cannot be signed, or git refuses."""
    kind = "--sign" if seal.signed else "--no-sign"
    data = seal.message.encode("utf-8", "surrogateescape")
    try:
        write(repository.git.folder, "tag", kind, "--annotate", "--cleanup=verbatim", "--file=-", seal.name, seal.commit, data=data)
    except GitError as error:
        if seal.signed:
            raise Failure("seal-not-signed", detail=_why(error.said)) from None
        raise
    identity = repository.git.run("rev-parse", "--verify", f"{TAGS}{seal.name}").decode().strip()
    if seal.signed and not kind_of(repository.git.run("cat-file", "tag", identity)):  # some versions of git go on without, where ssh-keygen fails
        write(repository.git.folder, "update-ref", "-d", f"{TAGS}{seal.name}", identity)
        raise Failure("seal-not-signed", detail=f"no signature (user.signingKey = {plain(_configured(repository.git.folder, 'user.signingKey')) or '?'})")
    return identity


def _why(said: str) -> str:
    """What went wrong in signing, in the words of the program that did it: its last line or two that are not git's summary."""
    lines = [plain(line.strip()) for line in said.splitlines() if line.strip() and "unable to sign" not in line and "failed to write" not in line]
    return "; ".join(line.removeprefix("error: ").removeprefix("fatal: ").rstrip(":.") for line in lines[:2])


def _split(name: str) -> tuple[str, int]:
    found = _NAME(name)
    return (found[1], int(found[2] or 1)) if found else (name, 0)
