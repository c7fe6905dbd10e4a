"""What is said of a printed register: which version it is of, and whether a fresh print of that is the same."""

import sys
from typing import Any

from ..documents.proof import DIFFERENT, IDENTICAL, OTHER_PROGRAM, Proof
from ..i18n import Texts
from .json import to_json
from .safe import plain


def proof_data(proof: Proof) -> dict[str, Any]:
    """A proof as plain data, schema ropa.proof/1, never translated."""
    order = proof.order
    seal, by, on = proof.approved or (None, None, None)
    return {
        "schema": "ropa.proof/1",
        "file": proof.path,
        "verdict": proof.verdict,
        "revision": order.revision or None,
        "committed": proof.committed.isoformat() if proof.committed else None,
        "in_history": proof.in_history,
        "changed_files": order.changed,
        "as_of": order.on.isoformat(),
        "language": order.language,
        "public": order.choice.public,
        "activities": sorted(order.choice.activities) if order.choice.activities is not None else None,
        "program": order.program,
        "seal": seal,
        "approved_by": by,
        "approved_on": on.isoformat() if on else None,
        "text_compared": proof.readable,
        "differences": [difference._asdict() for difference in proof.differences],
    }


def write_json(proof: Proof) -> None:
    """Write a proof as JSON."""
    sys.stdout.write(to_json(proof_data(proof)))


def write(proof: Proof, words: Texts, *, color: bool) -> None:
    """Write a proof to standard output."""
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    order = proof.order
    console.print(Text(plain(proof.path), style="bold"))
    for line in _said(proof, words):
        console.print(Text(f"  {line}"))
    style = "bold green" if proof.verdict == IDENTICAL else "bold yellow" if proof.verdict == OTHER_PROGRAM else "bold red"
    console.print(Text(words.ui(f"proof.{proof.verdict}", revision=order.revision[:10], program=plain(order.program), n=order.changed), style=style))
    if proof.verdict == IDENTICAL and proof.in_history is False:
        console.print(Text(words.ui("proof.beside"), style="yellow"))
    for difference in proof.differences:
        where = words.ui("proof.on-page", page=difference.page) if difference.page else ""
        console.print(Text(f"  {where}", style="bold"))
        console.print(Text(f"    {words.ui('proof.printed')}: {plain(difference.printed) or '–'}"))
        console.print(Text(f"    {words.ui('proof.fresh')}: {plain(difference.fresh) or '–'}"))
    if proof.verdict in (DIFFERENT, OTHER_PROGRAM) and not proof.differences:
        console.print(Text(f"  {words.ui('proof.only-bytes' if proof.readable else 'proof.unreadable')}"))


def _said(proof: Proof, words: Texts) -> list[str]:
    """What the file says of itself, and what the repository says of that."""
    order = proof.order
    lines = [words.ui("proof.order", date=order.on, language=order.language, program=plain(order.program))]
    if order.revision:
        when = words.ui("proof.committed", date=proof.committed) if proof.committed else ""
        lines.append(words.ui("proof.revision", revision=plain(order.revision[:10])) + when)
    if proof.approved:
        seal, by, on = proof.approved
        lines.append(words.ui("proof.approved", seal=plain(seal), name=plain(by), date=on))
    elif order.revision and proof.committed:
        lines.append(words.ui("proof.not-approved"))
    if order.choice.public:
        lines.append(words.ui("proof.public"))
    if order.choice.activities is not None:
        lines.append(words.ui("proof.activities", names=plain(", ".join(sorted(order.choice.activities)))))
    return lines
