"""Adding an acceptance to accepted.toml."""

from datetime import date

from ..errors import Failure
from ..register import Register
from ..rules import get
from ..source.folder import Trouble

FILE = "accepted.toml"


def accept_finding(register: Register, rule: str, record: str, *, reason: str, by: str, on: date, until: date, write: bool) -> str:
    """Accept what a rule finds on a record, from a day (`on`) until a day; returns the entry as TOML, and writes it if asked to.

    Raises Failure where there is no such rule or record, where the rule cannot be accepted or finds nothing there, without a reason or a name, where the
    date is past, and where accepted.toml cannot be read, was changed meanwhile or cannot be written.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

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
    try:
        document = tomlkit.parse(before.decode())
        entries = document.setdefault("accepted", tomlkit.aot())
        entries.append(entry)
        after = tomlkit.dumps(document).encode()
    except (TOMLKitError, UnicodeDecodeError, AttributeError, TypeError):
        raise Failure("unreadable-file", path=f"{register.root}/{FILE}") from None
    if write:
        _write(register, before, after)
    return "[[accepted]]\n" + entry.as_string()


def _write(register: Register, before: bytes, after: bytes) -> None:
    from ..output.files import write_file

    path = f"{register.root}/{FILE}"
    now = register.source.read(FILE)
    if (b"" if isinstance(now, Trouble) else now) != before or not after.startswith(before.rstrip()):
        raise Failure("changed-meanwhile", path=path)
    try:
        write_file(path, after)
    except OSError as error:
        raise Failure("unwritable", path=path, detail=error.strerror or "") from error
