"""The transfers, each with the way it takes, what makes it lawful and the verdict of the day."""

import sys
from collections.abc import Sequence
from typing import Any

from ..audit import Audit
from ..derive.transfers import Transfer, derive_transfers
from ..i18n import Texts
from ..model.fields import Record
from ..register import reference_of
from .json import to_json
from .report import source_data
from .safe import plain

STYLE = {"none": "bold red", "incomplete": "red", "unknown": "yellow", "derogation": "yellow", "adequate": "green", "dpf": "green", "safeguarded": "green"}
"""Colours of verdicts."""


def country_of(flow: Transfer, words: Texts) -> str:
    """Where it goes: the country, or the international organisation at the end of the path."""
    if flow.country:
        return words.country(flow.country)
    return words.show(flow.path[-1]) if flow.path else words.ui("place.unknown")


def path_of(flow: Transfer, words: Texts) -> str:
    """The way: “Mailchimp → Voorbeeld Hosting”."""
    return " → ".join(words.show(hop) or words.ui("flows.unnamed") for hop in flow.path)


def mechanism_of(flow: Transfer, words: Texts) -> str:
    """What makes it lawful, with the instrument."""
    mechanism = words.term("mechanism", flow.mechanism) if flow.mechanism else ""
    instrument = flow.instrument if flow.instrument.startswith("(") else f"({flow.instrument})"  # a decision: “(EU) 2021/1772”
    return f"{mechanism} {instrument}" if mechanism and flow.instrument else mechanism


def verdict_of(flow: Transfer, words: Texts) -> str:
    """The verdict, with what lacks; that a country is not known is said once."""
    tables = words.tables()
    verdict = str(tables["verdict"][flow.verdict])
    return f"{verdict}: {tables['reason'][flow.reason]}" if flow.reason in tables["reason"] and flow.reason != flow.verdict else verdict


def describe(flow: Transfer, words: Texts) -> str:
    """A flow in a line, for a page about its activity."""
    parts = [f"→ {path_of(flow, words)} → {country_of(flow, words)} ({words.tables()['via'][flow.via]})", verdict_of(flow, words)]
    if mechanism := mechanism_of(flow, words):
        parts.insert(1, mechanism)
    return plain("; ".join(parts))


def write(audit: Audit, words: Texts, *, every: bool, color: bool) -> None:
    """Write the flows to standard output: those out of the EEA and to nobody knows where, or `every` one; activities that go the same way together."""
    from rich.padding import Padding
    from rich.text import Text

    from .console import make_console

    console = make_console(color)
    ways: dict[tuple[str, ...], list[Transfer]] = {}
    for flow in derive_transfers(audit, everything=every):
        ways.setdefault((path_of(flow, words), country_of(flow, words), flow.via, mechanism_of(flow, words), verdict_of(flow, words)), []).append(flow)
    if not ways:
        console.print(Text(words.ui("flows.nothing")))
    for (path, country, via, mechanism, verdict), flows in ways.items():
        console.print(Text.assemble((plain(f"{path} → {country}" if path else country), "bold"), (f"  {words.tables()['via'][via]}", "dim")))
        console.print(Padding(Text(plain(verdict), style=STYLE.get(flows[0].verdict, "")), (0, 0, 0, 2), expand=False))
        if mechanism:
            console.print(Padding(Text(plain(mechanism)), (0, 0, 0, 2), expand=False))
        names = "; ".join(plain(words.show(flow.activity)) for flow in flows)
        console.print(Padding(Text(f"← {names}", style="dim"), (0, 0, 1, 2), expand=False))


def flow_data(flow: Transfer) -> dict[str, Any]:
    """A flow as plain data, never translated."""
    return {
        "activity": flow.activity.id,
        "path": [reference_of(hop) if isinstance(hop, Record) else hop for hop in flow.path],
        "via": flow.via,
        "country": flow.country,
        "mechanism": flow.mechanism,
        "instrument": flow.instrument,
        "verdict": flow.verdict,
        "reason": flow.reason,
    }


def write_json(audit: Audit, *, every: bool) -> None:
    """Write the flows as JSON, schema ropa.transfers/1."""
    flows: Sequence[Transfer] = derive_transfers(audit, everything=every)
    head = {"schema": "ropa.transfers/1", **source_data(audit.register), "as_of": audit.on.isoformat()}
    sys.stdout.write(to_json({**head, "transfers": [flow_data(flow) for flow in flows]}))
