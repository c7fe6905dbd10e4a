"""The register on one screen."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from ..audit import Audit
from ..derive.agenda import agenda
from ..derive.lifetime import is_over
from ..findings import Finding, summary
from ..i18n import Texts
from ..rules.base import SEVERITIES
from .report import summary_line
from .safe import plain

if TYPE_CHECKING:
    from rich.console import Console

    from ..history.worktree import State

KINDS = ("activity", "processor", "recipient", "agreement", "location", "certificate", "measure")


def overview_data(audit: Audit, findings: list[Finding], state: "State | None") -> dict[str, Any]:
    """The overview as JSON gives it, schema ropa.overview/1."""
    register = audit.register
    organisation = register.organisation
    return {
        "schema": "ropa.overview/1",
        "register": register.root,
        "as_of": audit.on.isoformat(),
        "revision": _revision(audit, state) if state else None,
        "controller": register.name,
        "authority": organisation.authority if organisation else None,
        "records": {kind: len(register.by_kind(kind)) for kind in KINDS},
        "activities": dict(Counter(_status(audit, activity) for activity in register.activities.values())),
        "roles": dict(Counter(activity.role or "controller" for activity in audit.activities)),
        "bases": dict(_bases(audit)),
        "special_categories": dict(_special(audit)),
        "transfers": [
            {"country": country, "verdict": verdict, "mechanism": mechanism, "flows": flows}
            for (country, verdict, mechanism), flows in _transfers(audit).items()
        ],
        "findings": summary(findings),
        "findings_by_rule": dict(Counter(finding.rule.code for finding in findings if not finding.accepted)),
        "agenda": [due._asdict() for due in agenda(audit, audit.notice_days)],
    }


def _revision(audit: Audit, state: "State") -> dict[str, Any]:
    """The commit; of one that was asked for nothing can have changed since."""
    changed = len(state.unsaved) if audit.register.source.revision is None else None
    return {"commit": state.commit.id, "dated": state.commit.committer.day.isoformat(), "changed_files": changed}


def write(audit: Audit, findings: list[Finding], state: "State | None", words: Texts, *, color: bool) -> None:
    """Write the overview to standard output."""
    from rich.table import Table
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    register = audit.register
    console.print(Text.assemble((plain(register.name), "bold"), "  ", (words.ui("as-of", date=audit.on), "dim")))
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="bold", no_wrap=True)
    grid.add_column()
    for label, value in _lines(audit, findings, state, words):
        grid.add_row(Text(label), value if isinstance(value, Text) else Text(plain(value)))
    console.print(grid)
    _due_soon(console, audit, words)
    if any(not finding.accepted for finding in findings) and register.source.revision is None:
        console.print(Text(words.ui("next.check"), style="dim"))


def _lines(audit: Audit, findings: list[Finding], state: "State | None", words: Texts) -> Iterable[tuple[str, Any]]:
    register = audit.register
    organisation = register.organisation
    if organisation:
        dpo, said = audit.dpo, organisation.dpo
        nobody = words.ui("none" if said and said.appointed is False else "overview.not-said")
        yield words.ui("overview.dpo"), (dpo.name or dpo.organisation or words.ui("yes")) if dpo else nobody
        yield words.ui("overview.authority"), words.term("authority", organisation.authority) if organisation.authority else words.ui("overview.not-said")
    statuses = Counter(_status(audit, activity) for activity in register.activities.values())
    parts = ", ".join(f"{count} {words.term('status', status)}" for status, count in sorted(statuses.items()))
    yield words.kind("activity", many=True).capitalize(), f"{len(register.activities)}" + (f" ({parts})" if parts else "")
    others = [f"{len(register.by_kind(kind))} {words.kind(kind, many=len(register.by_kind(kind)) != 1)}" for kind in KINDS[1:]]
    yield words.ui("overview.records"), ", ".join(others)
    if bases := _bases(audit):
        yield words.ui("overview.bases"), ", ".join(f"{words.term('legal-basis', basis)} ({count})" for basis, count in bases.most_common())
    if special := _special(audit):
        yield words.ui("overview.special"), ", ".join(f"{words.term('special-category', category)} ({count})" for category, count in special.most_common())
    yield words.ui("overview.transfers"), _transfer_text(audit, words)
    yield words.ui("overview.findings"), _finding_text(findings, words)
    yield words.ui("overview.git"), _git_text(state, words)


def _status(audit: Audit, activity: Any) -> str:
    if is_over(activity, audit.on):
        return "ended"
    return "active" if activity.status in (None, "ended") else str(activity.status)


def _bases(audit: Audit) -> Counter[str]:
    """Activities by legal basis; one with two bases counts for each."""
    return Counter(basis for activity in audit.as_controller for basis in {purpose.basis for purpose in activity.purposes or () if purpose.basis})


def _special(audit: Audit) -> Counter[str]:
    """Activities by special category."""
    found: Counter[str] = Counter()
    for activity in audit.activities:
        found.update({category for data in activity.data or () for category in (*audit.special_categories.get(data.category or "", ()), *(data.special or ()))})
    return found


def _transfers(audit: Audit) -> Counter[tuple[str, str, str]]:
    """Flows out of the EEA by country, verdict and mechanism."""
    return Counter((flow.country, flow.verdict, flow.mechanism) for flow in audit.transfers)


def _transfer_text(audit: Audit, words: Texts) -> Any:
    from rich.text import Text

    from .flows import STYLE

    flows = _transfers(audit)
    if not flows:
        return words.ui("none")
    text = Text()
    for number, ((country, verdict, _), count) in enumerate(sorted(flows.items())):
        text.append("; " if number else "")
        where = words.country(country) if country else words.tables()["via"]["organisation"]
        text.append(plain(f"{where}: {words.tables()['verdict'][verdict]} ({count})"), style=STYLE.get(verdict, ""))
    return text


def _finding_text(findings: list[Finding], words: Texts) -> Any:
    from rich.text import Text

    from .text import STYLE

    counts = summary(findings)
    style = next((STYLE[severity] for severity in SEVERITIES if counts[severity]), "green")
    return Text(summary_line(words, findings), style=style)


def _git_text(state: "State | None", words: Texts) -> str:
    if state is None:
        return words.ui("overview.no-git")
    commit, changed = state.commit, len(state.unsaved)
    text = words.ui("overview.revision", revision=commit.id[:10], date=commit.committer.day, author=commit.author.name)
    if changed:
        text += "; " + words.ui(f"overview.changed.{'one' if changed == 1 else 'many'}", n=changed)
    return text


def _due_soon(console: "Console", audit: Audit, words: Texts, most: int = 6) -> None:
    from rich.text import Text

    from .agenda import table

    due = agenda(audit, audit.notice_days)
    if not due:
        return
    console.print()
    console.print(Text(words.ui("overview.agenda", days=audit.notice_days), style="bold"))
    console.print(table(due[:most], audit, words))
    if len(due) > most:
        console.print(Text(words.ui("overview.more", n=len(due) - most), style="dim"))
