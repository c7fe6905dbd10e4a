"""Signatures of commits and tags. The programs that check them, and the keys that are trusted, are the user's own choice and never the repository's."""

import os
import re
import shutil
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .objects import Objects
from .program import Git

GOOD, BAD, UNKNOWN, EXPIRED, REVOKED, NONE = "good", "bad", "unknown", "expired", "revoked", "none"
STATUSES = (GOOD, BAD, UNKNOWN, EXPIRED, REVOKED, NONE)

_PROGRAMS = {"openpgp": "gpg", "x509": "gpgsm", "ssh": "ssh-keygen"}
_HEADS = {
    b"-----BEGIN PGP SIGNATURE-----": "openpgp",
    b"-----BEGIN PGP MESSAGE-----": "openpgp",
    b"-----BEGIN SIGNED MESSAGE-----": "x509",
    b"-----BEGIN SSH SIGNATURE-----": "ssh",
}
HEADS = tuple(head.decode() for head in _HEADS)
"""How a signature begins, of whatever kind."""
_LETTERS = {"G": GOOD, "B": BAD, "U": UNKNOWN, "X": EXPIRED, "Y": EXPIRED, "R": REVOKED, "E": UNKNOWN, "N": UNKNOWN}
_WORDS = {"GOODSIG": GOOD, "BADSIG": BAD, "EXPSIG": EXPIRED, "EXPKEYSIG": EXPIRED, "REVKEYSIG": REVOKED, "ERRSIG": UNKNOWN}
_TRUST = ("undefined", "never", "marginal", "fully", "ultimate")
_LEAST_TRUST = 2
_SSH_GOOD = re.compile(r'Good "[^"]*" signature(?: for (?P<signer>.*))? with \S+ key (?P<key>\S+)$', re.MULTILINE)
_MOST_BYTES = 1_000_000


class Signature(NamedTuple):
    """What is to be said of the signature of a commit or tag: `why` says of an unknown one why nothing is known."""

    status: str
    signer: str = ""
    key: str = ""
    fingerprint: str = ""
    why: str = ""
    """ "no-program" (and `key` names the program), "no-key", "not-trusted" """


UNSIGNED = Signature(NONE)


class Checker:
    """Checks signatures with the programs of this machine and the keys that the user trusts."""

    def __init__(self, git: Git, allowed: str | None = None) -> None:
        """Take git in the repository, and the file of ssh keys to trust where the user names one."""
        self._git = git
        self._allowed = allowed
        self._programs = {kind: shutil.which(program) for kind, program in _PROGRAMS.items()}

    @cached_property
    def _settings(self) -> dict[str, dict[str, str]]:
        """What is set about signatures, by whom: {"user": {key: value}, "repository": {…}}."""
        found: dict[str, dict[str, str]] = {"user": {}, "repository": {}}
        said = self._git.run("config", "--show-scope", "-z", "--get-regexp", r"^gpg\.", fails=True).decode("utf-8", "surrogateescape").split("\0")
        for scope, entry in zip(said[::2], said[1::2], strict=False):
            key, _, value = entry.partition("\n")
            found["user" if scope in ("system", "global") else "repository"][key.lower()] = value
        return found

    @property
    def not_used(self) -> str:
        """The file of ssh keys that the repository itself wants trusted; "" where it names none. Its word is not taken."""
        return self._settings["repository"].get("gpg.ssh.allowedsignersfile", "") if self._allowed is None else ""

    def _users_path(self, key: str) -> str:
        """A file that the user's own configuration names. A path that would be looked up in the repository is none."""
        path = os.path.expanduser(self._settings["user"].get(key, ""))
        return path if os.path.isabs(path) else ""

    @cached_property
    def _options(self) -> list[str]:
        allowed = os.path.abspath(self._allowed) if self._allowed is not None else self._users_path("gpg.ssh.allowedsignersfile") or os.devnull
        fixed = {
            "gpg.program": self._programs["openpgp"] or os.devnull,
            "gpg.openpgp.program": self._programs["openpgp"] or os.devnull,
            "gpg.x509.program": self._programs["x509"] or os.devnull,
            "gpg.ssh.program": self._programs["ssh"] or os.devnull,
            "gpg.ssh.allowedSignersFile": allowed,
            "gpg.ssh.revocationFile": self._users_path("gpg.ssh.revocationfile"),
            "gpg.minTrustLevel": _TRUST[0],
        }
        return [part for name, value in fixed.items() for part in ("-c", f"{name}={value}")]

    @cached_property
    def _least_trust(self) -> int:
        wanted = self._settings["user"].get("gpg.mintrustlevel", "").lower()
        return max(_LEAST_TRUST, _TRUST.index(wanted)) if wanted in _TRUST else _LEAST_TRUST

    def _missing(self, kind: str) -> Signature | None:
        """What is to be said where there is no program for a kind of signature."""
        return None if self._programs.get(kind) else Signature(UNKNOWN, key=_PROGRAMS.get(kind, ""), why="no-program")

    # -- tags ------------------------------------------------------------------------------------------------------------------------------------

    def tag(self, identity: str, kind: str) -> Signature:
        """The signature of a tag, by its id; `kind` is what `kind_of` says of it."""
        if not kind:
            return UNSIGNED
        if missing := self._missing(kind):
            return missing
        said = self._git.attempt(*self._options, "verify-tag", "--raw", identity).stderr.decode("utf-8", "replace")
        found = _of_ssh(said) if kind == "ssh" else self._of_gpg(said)
        return found if found.signer or found.key else found._replace(key=kind)

    def _of_gpg(self, said: str) -> Signature:
        lines = [line[9:].split(" ") for line in said.splitlines() if line.startswith("[GNUPG:] ")]
        results = [words for words in lines if words[0] in _WORDS]
        if len(results) != 1:  # several signatures may contradict each other
            return Signature(BAD if any(words[0] == "BADSIG" for words in results) else UNKNOWN, why="no-key")
        word, key, *signer = results[0]
        fingerprint = next((words[1] for words in lines if words[0] == "VALIDSIG" and len(words) > 1), "")
        trust = next((words[0][6:].lower() for words in lines if words[0].startswith("TRUST_")), "")
        status = _WORDS[word]
        return self._trusted(Signature(status, "" if word == "ERRSIG" else " ".join(signer), key, fingerprint), trust)

    def _trusted(self, signature: Signature, trust: str) -> Signature:
        """A good signature by a key that the user does not trust proves nothing yet."""
        if signature.status == GOOD and (_TRUST.index(trust) if trust in _TRUST else 0) < self._least_trust:
            return signature._replace(status=UNKNOWN, why="not-trusted")
        return signature._replace(why=signature.why or "no-key") if signature.status == UNKNOWN else signature

    # -- commits ---------------------------------------------------------------------------------------------------------------------------------

    def commits(self, identities: Iterable[str]) -> Iterator[tuple[str, Signature]]:
        """The signatures of commits, by their ids; only those that have one are given to git to check."""
        signed: dict[str, str] = {}
        with Objects(self._git, _MOST_BYTES) as objects:
            for identity in identities:
                data = objects.get(identity)
                kind = kind_of(data.partition(b"\n\n")[0]) if isinstance(data, bytes) else ""
                if missing := self._missing(kind) if kind else UNSIGNED:
                    yield identity, missing
                else:
                    signed[identity] = kind
        if signed:
            yield from self._of_log(signed)

    def _of_log(self, signed: dict[str, str]) -> Iterator[tuple[str, Signature]]:
        left = dict(signed)
        shown = "--format=%H%x00%G?%x00%GS%x00%GK%x00%GF%x00%GT"
        with self._git.open(*self._options, "log", "--no-walk=unsorted", "--no-color", shown, "--stdin") as (feed, output):
            feed.write("".join(f"{identity}\n" for identity in signed).encode())
            feed.close()
            for line in output:
                identity, letter, signer, key, fingerprint, trust = (*line.decode("utf-8", "replace").rstrip("\n").split("\0"), *[""] * 5)[:6]
                status = _LETTERS.get(letter, UNKNOWN)
                why = ("not-trusted" if letter == "U" else "no-key") if status == UNKNOWN else ""
                kind = left.pop(identity, "")
                yield identity, self._trusted(Signature(status, signer, key or ("" if signer else kind), fingerprint, why), trust)
        for identity, kind in left.items():
            yield identity, Signature(UNKNOWN, key=kind, why="no-key")


def _of_ssh(said: str) -> Signature:
    """What ssh-keygen says: a good signature without a name is by a key that nobody said to trust."""
    if good := _SSH_GOOD.search(said):
        status = UNKNOWN if good["signer"] is None else GOOD
        return Signature(status, good["signer"] or "", good["key"], good["key"], "not-trusted" if status == UNKNOWN else "")
    return Signature(BAD)


def kind_of(data: bytes) -> str:
    """The kind of the signature in a tag, or in the head of a commit: "openpgp", "x509", "ssh"; "" where there is none."""
    for line in data.split(b"\n"):
        for head, kind in _HEADS.items():
            if line == head or (line.startswith(b"gpgsig") and line.partition(b" ")[2] == head):
                return kind
    return ""


def signed_commits(git: Git, identities: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Which of some commits carry a signature at all, be it good or bad. No program is run for it."""
    with Objects(git, _MOST_BYTES) as objects:
        for identity in identities:
            data = objects.get(identity)
            yield identity, isinstance(data, bytes) and bool(kind_of(data.partition(b"\n\n")[0]))
