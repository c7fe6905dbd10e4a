"""The kinds of record, and where in the register each lives. This is the one list of them."""

from __future__ import annotations

import msgspec

from .activity import Activity
from .assets import Acceptances, Agreement, Certificate, Location, Measure, Vocabulary
from .fields import Record
from .organisation import Register
from .parties import Processor, Recipient

FORMAT = 1
"""Version of the format of the files that this program reads and writes."""


class Kind(msgspec.Struct, frozen=True, gc=False):
    """A kind of record. `place` is its folder ("activities") or its one file ("measures.toml")."""

    name: str
    place: str
    table: type[Record]
    per_file: bool = True
    """Whether a record is a file in a folder; otherwise `place` is a file."""
    entries: bool = False
    """Whether `place` is a file whose tables are the records (measures.toml)."""


REGISTER = Kind("register", "register.toml", Register, per_file=False)
ACTIVITY = Kind("activity", "activities", Activity)
PROCESSOR = Kind("processor", "processors", Processor)
RECIPIENT = Kind("recipient", "recipients", Recipient)
AGREEMENT = Kind("agreement", "agreements", Agreement)
LOCATION = Kind("location", "locations", Location)
CERTIFICATE = Kind("certificate", "certificates", Certificate)
MEASURE = Kind("measure", "measures.toml", Measure, per_file=False, entries=True)
VOCABULARY = Kind("vocabulary", "vocabulary.toml", Vocabulary, per_file=False)
ACCEPTED = Kind("accepted", "accepted.toml", Acceptances, per_file=False)

KINDS = (REGISTER, ACTIVITY, PROCESSOR, RECIPIENT, AGREEMENT, LOCATION, CERTIFICATE, MEASURE, VOCABULARY, ACCEPTED)
FOLDERS = {kind.place: kind for kind in KINDS if kind.per_file}
SINGLES = {kind.place: kind for kind in KINDS if not kind.per_file}
BY_NAME = {kind.name: kind for kind in KINDS}
BY_TABLE = {kind.table: kind for kind in KINDS}
