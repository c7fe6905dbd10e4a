"""Adding an acceptance to accepted.toml."""

from datetime import date

from ..errors import Failure
from ..register import Register
from ..rules import get
from ..source.folder import Trouble
from ..source.toml import parse

FILE = "accepted.toml"


def accept_finding(register: Register, rule: str, record: str, *, reason: str, by: str, on: date, until: date, write: bool) -> str:
    """Accept what a rule finds on a record, from a day (`on`) until a day; returns the entry as TOML, and writes it if asked to.

    Raises Failure where there is no such rule or record, where the rule cannot be accepted or finds nothing there, without a reason or a name, where the
    date is past, and where accepted.toml cannot be read, was changed meanwhile or cannot be written.
    """
    import tomlkit

    from ..findings import check

    chosen = get(rule)
    if chosen is None:
        from ..model.read import nearest
        from ..rules import BY_NAME

        near = nearest(rule, BY_NAME)
        raise Failure("no-rule", value=rule, near=f" ({near}?)" if near else "")
    if chosen.family in "FW":
        raise Failure("not-acceptable", rule=f"{chosen.code} {chosen.name}")
    if not reason.strip() or not by.strip():
        raise Failure("accept-empty")
    if until < on:
        raise Failure("accept-past", date=until.isoformat())
    if not any(finding.record == record and finding.rule is chosen and not finding.accepted for finding in check(register, on)):
        raise Failure("accept-nothing", rule=f"{chosen.code} {chosen.name}", record=record)
    entry = tomlkit.table()
    for key, value in (("rule", chosen.name), ("record", record), ("reason", reason), ("by", by), ("on", on), ("until", until)):
        entry.add(key, value)
    before = register.source.read(FILE)
    if isinstance(before, Trouble):
        if dict(register.source.names()).get(FILE) is not None:
            raise Failure("unreadable-file", path=f"{register.root}/{FILE}")
        before = b""
    text = "[[accepted]]\n" + entry.as_string()
    after = _added(before, text, f"{register.root}/{FILE}")
    if write:
        _write(register, before, after)
    return text


def _added(before: bytes, entry: str, path: str) -> bytes:
    """The file with the entry at its end, in its own line ends; checked by reading it again. Raises Failure where that does not come out."""
    old, wrong = parse(before)
    if old is None or wrong:
        raise Failure("unreadable-file", path=path)
    line_end = b"\r\n" if b"\r\n" in before else b"\n"
    between = b"" if not before else line_end if before.endswith(b"\n") else line_end * 2
    after = before + between + entry.encode().replace(b"\n", line_end)
    new, _ = parse(after)
    entries = old.get("accepted", [])
    if new is None or not isinstance(entries, list) or {**new, "accepted": None} != {**old, "accepted": None} or new["accepted"][:-1] != entries:
        raise Failure("accept-inline", path=path)
    return after


def _write(register: Register, before: bytes, after: bytes) -> None:
    from ..output.files import write_file

    path = f"{register.root}/{FILE}"
    now = register.source.read(FILE)
    if (b"" if isinstance(now, Trouble) else now) != before:
        raise Failure("changed-meanwhile", path=path)
    try:
        write_file(path, after)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
