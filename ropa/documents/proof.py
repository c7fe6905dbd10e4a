"""Whether a printed register is what the repository says: the version that it names is printed again in the same way, and the bytes are compared."""

import re
from collections.abc import Iterator
from datetime import date
from difflib import SequenceMatcher
from html import unescape
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ..errors import Failure
from ..i18n import texts
from ..output.safe import plain
from ..published.pdf import BadPdf, pages_of
from .editions import Order, make_edition, order_of
from .files import render
from .program import program

if TYPE_CHECKING:
    from ..git.repository import Repository

MAX_BYTES = 200_000_000
"""A larger file is no print of ours."""
_KEYWORDS = re.compile(rb"<pdf:Keywords>([^<]*)</pdf:Keywords>")
_META = re.compile(rb'<meta name="ropa:([a-z-]{1,20})" content="([^"<>]*)">')

IDENTICAL, LOST, DIFFERENT, OTHER_PROGRAM, UNSAVED, NO_VERSION, NO_COMMIT, NO_SEAL, NO_REGISTER = (
    *("identical", "lost", "different", "other-program", "unsaved", "no-version", "no-commit", "no-seal", "no-register"),
)
VERDICTS = (IDENTICAL, LOST, DIFFERENT, OTHER_PROGRAM, UNSAVED, NO_VERSION, NO_COMMIT, NO_SEAL, NO_REGISTER)
"""What can be said of a file: a fresh print is the same; it is, but of a commit that no branch or tag holds any more; it is not; it is not, but another
program made the file; the file names a version with changes that were not saved, or none at all; the repository has no such commit, no such seal, or no
register in it."""


class Difference(NamedTuple):
    """A place where the file says something else than a fresh print: its page (0 in HTML) and the lines there."""

    page: int
    printed: str
    """What the file says; "" where it says nothing."""
    fresh: str
    """What a fresh print says."""


class Proof(NamedTuple):
    """What was found of a file."""

    path: str
    order: Order
    verdict: str
    in_history: bool | None = None
    """Whether the commit is part of the history of the branch that is checked out; None where there is none to ask."""
    committed: date | None = None
    approved: tuple[str, str, date] | None = None
    """The seal of it: its name, who approved, and when."""
    differences: tuple[Difference, ...] = ()
    readable: bool = True
    """Whether the text of the file could be read, so that the differences in it are known."""


def read_print(path: str) -> bytes:
    """The bytes of a file. Raises Failure where it cannot be read, or is too large to be a print."""
    import os

    try:
        if not os.path.isfile(path):
            raise Failure("no-file", path=path)
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise Failure("unreadable-print", path=path, detail=error.strerror or "") from None
    if len(data) > MAX_BYTES:
        raise Failure("no-print", path=path)
    return data


def order_in(data: bytes) -> Order | None:
    """What a file says of how it was made; None where it is none of ours."""
    if data.startswith(b"%PDF-"):
        found = _KEYWORDS.search(data)
        said = unescape(found[1].decode("utf-8", "replace")).split(", ") if found else []
        return order_of({name: value for name, _, value in (each.partition("=") for each in said)})
    return order_of({name.decode(): unescape(value.decode("utf-8", "replace")) for name, value in _META.findall(data)})


def prove(path: str, root: str) -> Proof:
    """Print the version that a file names again, from the repository of a register, and compare. Raises Failure where the file is no print of ours."""
    data = read_print(path)
    order = order_in(data)
    if order is None:
        raise Failure("no-print", path=path)
    if not order.revision:
        return Proof(path, order, NO_VERSION)
    if order.changed:
        return Proof(path, order, UNSAVED)
    return _again(path, data, order, root)


def _again(path: str, data: bytes, order: Order, root: str) -> Proof:
    """The comparison with a fresh print."""
    from ..register import Register
    from ..source.commit import open_commit
    from .register import build

    try:
        source, _ = open_commit(root, order.revision)
    except Failure as failure:
        return Proof(path, order, _missing(failure))
    try:
        try:
            edition = make_edition(Register(source), order.on, texts(order.language), order.choice, order.seal)
        except Failure as failure:
            return Proof(path, order, _missing(failure))
        approval = edition.origin.approval
        approved = (approval.seal, approval.by, approval.on) if approval else None
        proof = Proof(path, order, IDENTICAL, _is_in_history(source.repository, order.revision), edition.origin.committed, approved)
        if order.seal and not approval:
            return proof._replace(verdict=NO_SEAL)
        fresh = render(build(edition), "pdf" if data.startswith(b"%PDF-") else "html")
    finally:
        source.close()
    if fresh == data:
        return proof if proof.in_history or _is_held(source.repository, order.revision) else proof._replace(verdict=LOST)
    proof = proof._replace(verdict=DIFFERENT if order.program == program() else OTHER_PROGRAM)
    try:
        return proof._replace(differences=tuple(differences(data, fresh)))
    except BadPdf:
        return proof._replace(readable=False)


def _missing(failure: Failure) -> str:
    """What the failure to find a version says of a file; raises it again where it says something else."""
    if failure.key == "no-revision":
        return NO_COMMIT
    if failure.key in ("no-register-then", "no-register-there", "many-registers-then"):
        return NO_REGISTER
    raise failure


def _is_in_history(repository: "Repository", commit: str) -> bool | None:
    from ..git.program import GitError

    if repository.head is None:
        return None
    try:
        repository.git.run("merge-base", "--is-ancestor", commit, repository.head)
    except GitError:
        return False
    return True


def _is_held(repository: "Repository", commit: str) -> bool:
    """Whether a branch or tag has a commit in its history; one that none has was left behind when history was rewritten."""
    return bool(repository.git.run("for-each-ref", "--count=1", "--contains", commit, "--format=x"))


# -- what differs --------------------------------------------------------------------------------------------------------------------------------------

_MOST = 20
"""Differences that are told."""
_WINDOW = 100
"""Lines that are looked at to find where two texts come together again: over all of a text that could take hours."""
_MOST_PAGES, _MOST_CHARACTERS, _SECONDS = 50_000, 100_000_000, 120
"""What is read of a PDF, and how long that may take."""


def differences(printed: bytes, fresh: bytes) -> Iterator[Difference]:
    """Where the text of a file is another than that of a fresh print, page by page; nothing where only the bytes are. Raises BadPdf."""
    return islice(_differences(_pages(printed), _pages(fresh)), _MOST)


def _differences(left: list[list[str]], right: list[list[str]]) -> Iterator[Difference]:
    for number in range(max(len(left), len(right))):
        a, b = (pages[number] if number < len(pages) else [] for pages in (left, right))
        for printed, fresh in _apart(a, b):
            yield Difference(number + 1 if len(left) > 1 or len(right) > 1 else 0, " ".join(printed)[:300], " ".join(fresh)[:300])


def _apart(a: list[str], b: list[str]) -> Iterator[tuple[list[str], list[str]]]:
    """The lines of two texts that differ, with those in their place."""
    i = j = 0
    while i < len(a) or j < len(b):
        if a[i : i + 1] == b[j : j + 1]:
            i, j = i + 1, j + 1
            continue
        here, there = a[i : i + _WINDOW], b[j : j + _WINDOW]
        _, a1, a2, b1, b2 = next(code for code in SequenceMatcher(None, here, there, autojunk=False).get_opcodes() if code[0] != "equal")
        yield here[a1:a2], there[b1:b2]
        i, j = i + a2, j + b2


def _pages(data: bytes) -> list[list[str]]:
    """The lines of every page; an HTML file is one page. Raises BadPdf."""
    if not data.startswith(b"%PDF-"):
        return [[plain(line) for line in data.decode("utf-8", "replace").splitlines()]]
    return [[plain(line.text) for line in page] for page in pages_of(data, _MOST_PAGES, _MOST_CHARACTERS, _SECONDS)]
