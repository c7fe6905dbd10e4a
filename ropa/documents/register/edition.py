"""What is printed: the register on a day, which of it, out of which version, in which language."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from ...audit import Audit
from ...findings import Finding
from ...history.events import Step
from ...i18n import Texts


class Approval(NamedTuple):
    """The seal of the version that is printed, as its tag says it."""

    seal: str
    """Its name, such as ropa/2026-01-12."""
    id: str
    by: str
    on: date


class Origin(NamedTuple):
    """The version that is printed."""

    revision: str = ""
    """The id of the commit; "" for files that are in no repository."""
    committed: date | None = None
    changed: int = 0
    """Files that were changed since that commit, so that what is printed is no saved version."""
    digest: str = ""
    """SHA-256 of the lines that sha256sum writes of every file: that of a seal of this version."""
    files: int = 0
    """How many files those are."""
    approval: Approval | None = None


class Choice(NamedTuple):
    """Which of it is printed."""

    public: bool = False
    """Without the fields for own use, the findings and the files themselves."""
    activities: frozenset[str] | None = None
    """Ids of the only activities to print, with the parties and places that they name; None for all."""
    findings: bool = False
    since: str = ""
    """From when the history is told, as it was asked for; "" for none."""


class Edition(NamedTuple):
    """One print."""

    audit: Audit
    findings: Sequence[Finding]
    """Those of every rule but the G rules, which judge the repository and not the version."""
    words: Texts
    origin: Origin = Origin()
    choice: Choice = Choice()
    steps: Sequence[Step] = ()
    """The history to tell, newest first."""
    made: Mapping[str, str] = {}
    """Of what and how it is made, as `ropa verify` reads it back."""
    attachments: Mapping[str, bytes] = {}
