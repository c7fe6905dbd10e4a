"""What `ropa verify` found: for people, and as JSON (schema ropa.trail/1)."""

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from ..findings import Finding, summary
from ..git.commits import Commit
from ..git.signatures import BAD, EXPIRED, GOOD, NONE, REVOKED, STATUSES, UNKNOWN, Signature
from ..history.verify import Verdict, Walked
from ..i18n import Texts
from ..register import Register
from .fields import shorten
from .json import to_json
from .report import as_data, hint, message, summary_line
from .safe import plain

if TYPE_CHECKING:
    from rich.console import Console

_STYLE = {GOOD: "green", BAD: "bold red", REVOKED: "bold red", UNKNOWN: "yellow", EXPIRED: "yellow", NONE: "dim"}
_SHOWN = 5
_LONGEST = 200


class Report(NamedTuple):
    """Everything that is to be told."""

    register: Register
    head: Commit
    walked: Walked
    findings: list[Finding]
    on: date


# -- for programs ------------------------------------------------------------------------------------------------------------------------------------------


def write_json(report: Report, words: Texts) -> None:
    """Write the document to standard output."""
    walked = report.walked
    after = {
        "seal": walked.last.name if walked.last else None,
        "commits": [step.commit.id for step in walked.after],
        "events": sum(len(step.events) for step in walked.after),
    }
    sys.stdout.write(
        to_json(
            {
                "schema": "ropa.trail/1",
                "register": report.register.root,
                "revision": report.register.source.revision,
                "head": walked.start,
                "as_of": report.on.isoformat(),
                "holds": not _errors(report),
                "summary": summary(report.findings),
                "seals": [_seal_data(verdict) for verdict in walked.verdicts],
                "signatures": {
                    "commits": len(walked.commits),
                    **{status: walked.counts.get(status, 0) for status in STATUSES},
                    "signed": [{"commit": each.commit, **_signature_data(each.signature)} for each in walked.commits if each.signature.status != NONE],
                    "signers_not_used": walked.signers_not_used or None,
                },
                "cut": walked.cut,
                "replaced": [{"object": old, "by": new} for old, new in walked.replaced],
                "grafts": walked.grafts,
                "after": after if walked.last else None,
                "unsaved": walked.unsaved,
                "findings": [as_data(report.register, finding, words) for finding in report.findings],
            }
        )
    )


def _seal_data(verdict: Verdict) -> dict[str, Any]:
    seal = verdict.seal
    return {
        "seal": seal.name,
        "object": seal.id,
        "commit": seal.commit or None,
        "approved_by": seal.approved_by or None,
        "approved_on": seal.approved_on.isoformat() if seal.approved_on else None,
        "made": seal.tagger.at.isoformat() if seal.tagger else None,
        "made_by": f"{seal.tagger.name} <{seal.tagger.email}>" if seal.tagger else None,
        "text": seal.text or None,
        "register": None if seal.fault else seal.register or ".",
        "findings": seal.findings or None,
        "allowed_errors": seal.allowed or None,
        "previous": {"seal": seal.previous[0], "object": seal.previous[1]} if seal.previous else None,
        "digest": seal.digest or None,
        "files": seal.total,
        "signature": _signature_data(verdict.signature),
        "holds": verdict.holds,
        "problems": [{"rule": problem.rule, "problem": problem.variant or problem.rule} for problem in verdict.problems],
    }


def _signature_data(signature: Signature) -> dict[str, Any]:
    return {
        "status": signature.status,
        "signer": signature.signer or None,
        "key": signature.key or None,
        "fingerprint": signature.fingerprint or None,
        "why": signature.why or None,
    }


def _errors(report: Report) -> int:
    return sum(finding.severity == "error" and not finding.accepted for finding in report.findings)


# -- for people --------------------------------------------------------------------------------------------------------------------------------------------


def write(report: Report, words: Texts, *, color: bool) -> None:
    """Write the report to standard output, as wide as the terminal is."""
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    register, head, walked = report.register, report.head, report.walked
    console.print(Text.assemble((plain(register.name), "bold"), (f"  ({plain(register.root)})", "dim")))
    console.print(Text(words.ui("verify.head", revision=head.id[:10], date=head.committer.day, author=plain(head.author.name))))
    console.print()
    _seals(console, walked, words)
    _part(console, words.ui("verify.commits"), list(_commits(walked, words)))
    _part(console, words.ui("verify.after"), list(_after(walked, words)))
    if walked.signers_not_used:
        console.print(Text(words.ui("verify.signers", path=plain(walked.signers_not_used)), style="yellow"))
        console.print()
    _findings(console, report, words)
    errors = _errors(report)
    if errors:
        verdict = words.ui("verify.broken.one" if errors == 1 else "verify.broken.many", n=errors)
    else:
        cut = any(finding.rule.name == "trail-cut" for finding in report.findings)
        verdict = words.ui("verify.holds-here" if cut else "verify.holds" if walked.verdicts else "verify.nothing")
    console.print(Text(verdict, style="bold red" if errors else "bold green" if walked.verdicts else "bold"))
    console.print(Text(words.ui("verify.total", summary=summary_line(words, report.findings), date=report.on), style="dim"))
    sys.stdout.flush()


def _part(console: "Console", title: str, lines: list[Any]) -> None:
    """A heading, and what stands under it."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(title, style="bold"))
    for line in lines:
        console.print(Padding(Text(line) if isinstance(line, str) else line, (0, 0, 0, 2), expand=False))
    console.print()


def _seals(console: "Console", walked: Walked, words: Texts) -> None:
    from rich.padding import Padding
    from rich.text import Text

    lines: list[Any] = []
    for verdict in walked.verdicts:
        seal = verdict.seal
        mark, style = ("✓", "green") if verdict.holds else ("✗", "bold red")
        lines.append(Text.assemble((f"{mark} ", style), (plain(seal.name), "bold")))
        lines += [Padding(line, (0, 0, 0, 2), expand=False) for line in _seal(verdict, words)]
    _part(console, words.ui("verify.seals"), lines or [words.ui("verify.no-seals")])


def _seal(verdict: Verdict, words: Texts) -> Iterator[Any]:
    """A seal in words; of what is none its finding says all."""
    from rich.text import Text

    seal = verdict.seal
    if seal.fault:
        return
    yield Text(words.ui("verify.seal", name=plain(seal.approved_by), date=seal.approved_on))
    if seal.text:
        yield Text(plain(shorten(seal.text, _LONGEST)), style="italic")
    yield Text(words.ui("verify.sealed", revision=seal.commit[:10], files=words.ui(f"verify.files.{'one' if seal.total == 1 else 'many'}", n=seal.total)))
    yield _signature(verdict.signature, words)
    if seal.tagger and seal.tagger.day != seal.approved_on:
        yield Text(words.ui("verify.made", date=seal.tagger.day, name=plain(seal.tagger.name)))
    if seal.allowed:
        yield Text(words.ui("verify.allowed", errors=plain(seal.allowed)), style="yellow")


def _signature(signature: Signature, words: Texts) -> Any:
    """A signature in words, such as: good signature of anna@voorbeeld.example (SHA256:…)."""
    from rich.text import Text

    status, signer, key = signature.status, plain(signature.signer), plain(signature.key)
    if status == UNKNOWN and signature.why:
        return Text(words.ui(f"verify.why.{signature.why}", key=key or "?"), style=_STYLE[status])
    if status == NONE:
        return Text(words.ui("verify.signature.none"), style=_STYLE[status])
    who = f"{signer} ({key})" if signer and key else signer or key or "?"
    return Text(words.ui(f"verify.signature.{status}", signer=who), style=_STYLE[status])


def _commits(walked: Walked, words: Texts) -> Iterator[Any]:
    """How many commits are signed, and by whom."""
    counts = walked.counts
    parts = ", ".join(words.ui(f"verify.count.{status}", n=counts[status]) for status in STATUSES if counts.get(status))
    total = len(walked.commits)
    yield words.ui("verify.counted.one" if total == 1 else "verify.counted.many", n=total, parts=parts or "0")
    signers: dict[tuple[str, str], int] = {}
    for each in walked.commits:
        if each.signature.status == GOOD:
            who = (each.signature.signer, each.signature.key)
            signers[who] = signers.get(who, 0) + 1
    for (signer, key), number in sorted(signers.items(), key=lambda pair: -pair[1])[:_SHOWN]:
        yield words.ui("verify.by", n=number, signer=plain(signer), key=plain(key))
    others: dict[tuple[str, str], int] = {}
    for each in walked.commits:
        if each.signature.status == UNKNOWN:
            reason = (each.signature.why or "no-key", each.signature.key)
            others[reason] = others.get(reason, 0) + 1
    for (why, key), number in list(others.items())[:_SHOWN]:
        yield f"{number} × " + words.ui(f"verify.why.{why}", key=plain(key) or "?")


def _after(walked: Walked, words: Texts) -> Iterator[Any]:
    """What came in after the last seal, and what is not saved."""
    if walked.last is None:
        yield words.ui("verify.since-nothing")
    elif not walked.after:
        yield words.ui("verify.since-none", seal=walked.last.name)
    else:
        commits, events = len(walked.after), sum(len(step.events) for step in walked.after)
        yield words.ui("verify.since", seal=walked.last.name, commits=commits, events=events)
        for step in walked.after[:_SHOWN]:
            commit = step.commit
            yield f"{commit.id[:10]} {words.date(commit.committer.day)}, {plain(commit.author.name)}: {plain(commit.subject)}"
        if commits > _SHOWN:
            yield words.ui("verify.more", n=commits - _SHOWN, command=f"ropa log --since {walked.last.name}")
    if walked.unsaved:
        shown = ", ".join(map(plain, walked.unsaved[:_SHOWN])) + (", …" if len(walked.unsaved) > _SHOWN else "")
        yield words.ui("verify.unsaved.one" if len(walked.unsaved) == 1 else "verify.unsaved.many", n=len(walked.unsaved), files=shown)


def _findings(console: "Console", report: Report, words: Texts) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from .text import STYLE

    for finding in report.findings:
        head = Text(words.ui(f"severity.{finding.severity}"), style=STYLE[finding.severity])
        head.append(f" {finding.rule.code} {finding.rule.name}", style="dim")
        if finding.accepted:
            head.append(f"  {words.ui('accepted-why', reason=plain(finding.accepted.reason or ''))}", style="green")
        console.print(head)
        console.print(Padding(Text(message(words, finding)), (0, 0, 0, 2), expand=False))
        if advice := hint(words, finding):
            console.print(Padding(Text.assemble(("→ ", "green"), advice), (0, 0, 0, 2), expand=False))
        console.print()
