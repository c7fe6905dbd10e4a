"""`ropa log`, `diff` and `blame` on the messy history say what a careful person reading the patches would say."""

import csv
import io
import json
import os
import subprocess
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run

from .expected import EXPECTED, HISTORIES, Event, changed
from .first import ZOE
from .messy import REWRITTEN, TAG, Messy, make
from .states import BLAME, DIFFS, SAME

Ropa = Callable[..., tuple[int, str]]
FIELDS = ("action", "record", "key", "from", "to")
TOLD = [label for label, events in EXPECTED.items() if events]
SILENT = [label for label, events in EXPECTED.items() if not events]
BEFORE_TAG = TOLD[TOLD.index("andere-boekhouder") :]


@pytest.fixture
def ropa(messy: Messy, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ropa:
    """Run the command on the register of the messy history: (exit code, what it printed)."""

    monkeypatch.chdir(messy.root)

    def do(*arguments: str) -> tuple[int, str]:
        code = run([*arguments, "--register", "register"])
        out, error = capfd.readouterr()
        assert code in (0, 1), error
        return code, out

    return do


def one(event: dict[str, Any]) -> str:
    """An event on a line, so that it can be counted and read."""
    return json.dumps([event[field] for field in FIELDS], ensure_ascii=False, sort_keys=True)


def expected(events: Iterable[Event]) -> Counter[str]:
    return Counter(json.dumps(list(event), ensure_ascii=False, sort_keys=True) for event in events)


def difference(wanted: Counter[str], got: Counter[str]) -> str:
    """What lacks and what is too much, a line each; empty where they are the same."""
    return "\n".join([*(f"  lacks    {event}" for event in (wanted - got).elements()), *(f"  too much {event}" for event in (got - wanted).elements())])


def log(ropa: Ropa, *arguments: str) -> dict[str, Any]:
    code, out = ropa("log", "--format", "json", *arguments)
    assert code == 0
    told: dict[str, Any] = json.loads(out)
    return told


def compare(messy: Messy, told: dict[str, Any], wanted: dict[str, list[Event]]) -> None:
    """The commits that were told are these, with these events."""
    labels = {commit: label for label, commit in messy.ids.items()}
    got = {labels[commit["commit"]]: Counter(map(one, commit["events"])) for commit in told["commits"]}
    troubles = []
    for label in [*wanted, *(set(got) - set(wanted))]:
        if trouble := difference(expected(wanted.get(label, [])), got.get(label, Counter())):
            troubles.append(f"{label}:\n{trouble}")
        elif label not in got:
            troubles.append(f"{label}: not told")
    if troubles:
        pytest.fail("\n".join(["", *troubles[:20], f"… and {len(troubles) - 20} more" if len(troubles) > 20 else ""]), pytrace=False)


def only(labels: Iterable[str]) -> dict[str, list[Event]]:
    return {label: EXPECTED[label] for label in labels}


# -- the repository itself -----------------------------------------------------------------------------------------------------------------------------


def git(root: Path, *arguments: str) -> bytes:
    environment = {"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(root.parent), "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null"}
    return subprocess.run(["git", *arguments], cwd=root, env=environment, check=True, capture_output=True).stdout


def test_every_commit_has_its_events_and_ids_are_always_the_same(messy: Messy, tmp_path: Path) -> None:
    assert set(messy.ids) == set(EXPECTED)
    assert set(git(messy.root, "rev-list", "main").decode().split()) == set(messy.ids.values())
    assert git(messy.root, "status", "--porcelain") == b""
    assert make(tmp_path / "again") == messy.ids


def test_the_labels_are_newest_first(messy: Messy) -> None:
    labels = {commit: label for label, commit in messy.ids.items()}
    order = list(EXPECTED)
    for line in git(messy.root, "rev-list", "--parents", "main").decode().splitlines():
        child, *parents = (labels[commit] for commit in line.split())
        assert all(order.index(child) < order.index(parent) for parent in parents), child


def test_the_rewritten_branch_differs_from_the_third_commit_on(messy: Messy) -> None:
    mine, other = (git(messy.root, "rev-list", "--topo-order", "--reverse", branch).decode().split() for branch in ("main", REWRITTEN))
    assert len(mine) == len(other)
    assert mine[:2] == other[:2] == [messy.ids["lees-mij"], messy.ids["eerste"]]
    assert mine[2] == messy.ids["processor-erbij"]
    assert not set(mine[2:]) & set(other[2:])
    assert git(messy.root, "diff", "--stat", "main", REWRITTEN) == b""  # the value is gone by now: nothing but the ids shows it
    assert b"started = 2022-02-01" in git(messy.root, "show", other[2])


# -- log -----------------------------------------------------------------------------------------------------------------------------------------------


def test_the_whole_log(messy: Messy, ropa: Ropa) -> None:
    told = log(ropa)
    assert (told["schema"], told["register"], told["revision"], told["cut"]) == ("ropa.history/1", "register", messy.ids["laatste"], False)
    compare(messy, told, only(TOLD))


@pytest.mark.parametrize("label", SILENT)
def test_nothing_is_told_where_nothing_changed(label: str, messy: Messy, ropa: Ropa) -> None:
    assert messy.ids[label] not in [commit["commit"] for commit in log(ropa)["commits"]]


def test_never_a_parent_before_its_child(messy: Messy, ropa: Ropa) -> None:
    commits = [commit["commit"] for commit in log(ropa)["commits"]]
    assert len(set(commits)) == len(commits)
    for number, commit in enumerate(commits):
        above = set(git(messy.root, "rev-list", commit).decode().split())
        assert not above & set(commits[:number])


def name(raw: bytes) -> str:
    return raw.decode("latin-1" if b"\xeb" in raw else "utf-8")


def test_who_when_and_why(messy: Messy, ropa: Ropa) -> None:
    """Each commit as git has it; a name that is not UTF-8 is read as Latin-1."""
    raw = git(messy.root, "log", "--encoding=none", "--format=%H%x00%P%x00%an%x00%ae%x00%aI%x00%cn%x00%ce%x00%cI%x00%B%x01", "main")
    said = {}
    for entry in raw.split(b"\x01\n")[:-1]:
        commit, parents, author, email, authored, committer, committer_email, committed, message = entry.split(b"\0")
        assert author in (b"Anna Voorbeeld", b"Bram Testman", ZOE.name, "Zoë Voorbeeld".encode())  # git's own commit makes UTF-8 of it
        said[commit.decode()] = (
            parents.decode().split(),
            *(name(author), email.decode(), authored.decode(), name(committer), committer_email.decode(), committed.decode()),
            message.decode().rstrip("\n"),
        )
    assert len(said) == len(EXPECTED)
    assert sum(ZOE.name in entry for entry in raw.split(b"\x01\n")) > 10
    keys = ("parents", "author", "email", "authored", "committer", "committer_email", "committed", "message")
    for commit in log(ropa)["commits"]:
        got = tuple(commit[key] if key != "message" else commit[key].rstrip("\n") for key in keys)
        assert got == said[commit["commit"]]


def test_records_have_the_names_of_their_time(messy: Messy, ropa: Ropa) -> None:
    names = {(commit["commit"], event["action"], event["record"]): event["name"] for commit in log(ropa)["commits"] for event in commit["events"]}
    assert names[messy.ids["eerste"], "added", "activities/newsletter"] == "Nieuwsbrief"
    assert names[messy.ids["eerste"], "added", "processors/verzendhuis"] == "Verzendhuis Voorbeeld"
    assert names[messy.ids["postduif"], "renamed", "processors/postduif"] == "Postduif Voorbeeld"
    assert names[messy.ids["andere-boekhouder"], "removed", "processors/cijferaar"] == "Cijferaar Voorbeeld"
    assert names[messy.ids["andere-cijferaar"], "added", "processors/cijferaar"] == "Cijferaar Onderzoek"
    assert names[messy.ids["kapot"], "unreadable", "activities/facturatie"] == "Facturatie"


@pytest.mark.parametrize("record", HISTORIES)
def test_the_log_of_one_record(record: str, messy: Messy, ropa: Ropa) -> None:
    wanted = {label: [event for event in EXPECTED[label] if event[1] in names] for label, names in HISTORIES[record].items()}
    assert all(wanted.values())
    compare(messy, log(ropa, record), wanted)


def test_the_log_of_a_name_that_is_no_more(messy: Messy, ropa: Ropa) -> None:
    told = {commit["commit"] for commit in log(ropa, "activities/newsletter")["commits"]}
    assert {messy.ids[label] for label in ("hernoemd", "doel-verwoord", "eerste")} <= told


# -- filters -------------------------------------------------------------------------------------------------------------------------------------------

DAYS: list[tuple[tuple[str, ...], list[str]]] = [
    (("--since", "2023-03-08", "--until", "2023-03-08"), ["bewaartermijn"]),  # written the day before
    (("--until", "1999-12-31"), ["klok-1999"]),
    (("--since", "2031-07-01"), ["klok-2031"]),
    (("--since", "2026-01-01"), ["laatste", "maanden", "klok-2031"]),
    (("--since", "2024-05-08", "--until", "2024-05-08"), ["na-verhuizing"]),  # half past midnight there, the day before in Greenwich
    (("--since", "2024-05-07", "--until", "2024-05-07"), []),
    (("--since", "2024-06-01", "--until", "2024-06-11"), ["kwaad-hoofd", "kwaad-zij", "acht-0", "acht-2", "acht-1"]),
]


@pytest.mark.parametrize(("options", "labels"), DAYS)
def test_by_day(options: tuple[str, ...], labels: list[str], messy: Messy, ropa: Ropa) -> None:
    compare(messy, log(ropa, *options), only(labels))


def test_by_revision(messy: Messy, ropa: Ropa) -> None:
    compare(messy, log(ropa, "--until", TAG), only(BEFORE_TAG))
    compare(messy, log(ropa, "--rev", TAG), only(BEFORE_TAG))
    compare(messy, log(ropa, "--since", TAG), only(label for label in TOLD if label not in BEFORE_TAG))
    compare(messy, log(ropa, "--since", TAG, "--until", messy.ids["maatregel-hernoemd"]), only(["maatregel-hernoemd", "postduif"]))
    compare(messy, log(ropa, "--since", messy.ids["veld-anna"], "--until", messy.ids["merge-velden"]), only(["veld-bram"]))


def test_by_author(messy: Messy, ropa: Ropa) -> None:
    zoe = [
        *("subverwerkers", "categorie-anders", "woordenlijst-meer", "andere-cijferaar", "terugdraaien", "website-hernoemd", "weggegooid", "keuze-zij"),
        *("kwaad-zij", "acht-1", "oud-pad", "enquete", "kapot-geboren", "latijn", "tussendoor", "stuk-hernoemd", "postduif", "doel-verwoord"),
    ]
    compare(messy, log(ropa, "--author", "Zoë"), only(zoe))
    bram = [
        *("typefout-weg", "typefout", "aanvaard-verlengd", "wissel", "server-nieuw", "botsing-gemaakt", "merge-botsing", "botsing-zij", "merge-keuze"),
        *("keuze-hoofd", "acht-2", "veld-bram", "klok-2031", "gemaakt", "kapot", "maatregel-hernoemd", "hernoemd", "fg-benoemd"),
    ]
    compare(messy, log(ropa, "--author", "Bram Testman"), only(bram))


@pytest.mark.parametrize("key", ["processors", "data[invoice].retention.years", "owner", "breach_hours"])
def test_by_field(key: str, messy: Messy, ropa: Ropa) -> None:
    wanted = {label: [event for event in events if event[2] == key] for label, events in EXPECTED.items()}
    compare(messy, log(ropa, "--field", key), {label: events for label, events in wanted.items() if events})


@pytest.mark.parametrize("action", ["added", "removed", "renamed", "changed", "unreadable", "readable", "moved"])
def test_by_action(action: str, messy: Messy, ropa: Ropa) -> None:
    wanted = {label: [event for event in events if event[0] == action] for label, events in EXPECTED.items()}
    compare(messy, log(ropa, "--action", action), {label: events for label, events in wanted.items() if events})


def test_filters_together_and_the_first_few(messy: Messy, ropa: Ropa) -> None:
    compare(messy, log(ropa, "activities/nieuwsbrief", "--field", "owner", "--author", "Anna"), {})
    bram = changed("activities/nieuwsbrief", "owner", "Anna Voorbeeld", "Bram Testman")
    compare(messy, log(ropa, "activities/nieuwsbrief", "--field", "owner", "--until", messy.ids["keuze-hoofd"]), {"keuze-hoofd": [bram]})
    compare(messy, log(ropa, "-n", "3"), only(["laatste", "maanden", "fg-anders"]))


# -- formats -------------------------------------------------------------------------------------------------------------------------------------------


def test_jsonl_holds_the_same_events(ropa: Ropa) -> None:
    """One object an event, the fields of its commit beside it."""
    code, out = ropa("log", "--format", "jsonl")
    assert code == 0
    beside = [{**{key: value for key, value in commit.items() if key != "events"}, **event} for commit in log(ropa)["commits"] for event in commit["events"]]
    got = [json.loads(line) for line in out.splitlines()]
    assert len(got) == len(beside)
    for line, wanted in zip(got, beside, strict=True):
        assert {key: line.get(key, "not there") for key in wanted} == wanted


def test_csv_holds_the_same_events(ropa: Ropa) -> None:
    code, out = ropa("log", "--format", "csv")
    assert code == 0
    rows = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"), newline="")))
    wanted = [(commit["commit"], event) for commit in log(ropa)["commits"] for event in commit["events"]]
    assert [(row["commit"], row["action"], row["record"], row["key"]) for row in rows] == [
        (commit, event["action"], event["record"], event["key"] or "") for commit, event in wanted
    ]
    for row, (_, event) in zip(rows, wanted, strict=True):
        for side in ("from", "to"):
            if not isinstance(event[side], dict | list | bool):
                assert row[side] == ("" if event[side] is None else str(event[side]))
            else:
                assert row[side]


def test_text_names_everything(messy: Messy, ropa: Ropa) -> None:
    """For people: who, the first line of why, and what the values were."""
    code, out = ropa("log", "--author", "Anna", "--until", TAG, "--lang", "nl")
    assert code == 0
    for words in ("Anna Voorbeeld", "Bewaartermijn van facturen naar zeven jaar", "art. 52 lid 4 AWR", "Facturatie", messy.ids["bewaartermijn"][:7]):
        assert words in " ".join(out.split())
    assert ZOE.name.decode("latin-1") not in out


# -- blame and diff ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("record", BLAME)
def test_blame(record: str, messy: Messy, ropa: Ropa) -> None:
    code, out = ropa("blame", record, "--format", "json")
    told = json.loads(out)
    assert (code, told["schema"], told["record"]) == (0, "ropa.blame/1", record)
    labels = {commit: label for label, commit in messy.ids.items()}
    got = {json.dumps([field["key"], field["value"], labels[field["commit"]]], ensure_ascii=False) for field in told["fields"]}
    wanted = {json.dumps(list(line), ensure_ascii=False) for line in BLAME[record]}
    assert not (trouble := difference(Counter(wanted), Counter(got))), f"\n{trouble}"
    names = {"eerste": ("Anna Voorbeeld", "2023-01-09"), "keuze-zij": ("Zoë Voorbeeld", "2024-06-17"), "maatregel-hernoemd": ("Bram Testman", "2023-12-04")}
    for field in told["fields"]:
        if (label := labels[field["commit"]]) in names:
            assert (field["author"], field["date"]) == names[label]


def diff(ropa: Ropa, messy: Messy, old: str, new: str) -> tuple[int, dict[str, Any]]:
    code, out = ropa("diff", messy.ids[old], messy.ids[new], "--format", "json", "--as-of", "2026-11-22")
    told: dict[str, Any] = json.loads(out)
    assert told["schema"] == "ropa.diff/1"
    assert {"from", "to", "events", "findings"} <= set(told)
    assert set(told["findings"]) == {"new", "gone"}
    return code, told


@pytest.mark.parametrize(("old", "new"), DIFFS)
def test_diff(old: str, new: str, messy: Messy, ropa: Ropa) -> None:
    code, told = diff(ropa, messy, old, new)
    trouble = difference(expected(DIFFS[old, new]), Counter(map(one, told["events"])))
    assert not trouble, f"\n{trouble}"
    assert code == 1


@pytest.mark.parametrize(("old", "new"), SAME)
def test_diff_of_the_same(old: str, new: str, messy: Messy, ropa: Ropa) -> None:
    code, told = diff(ropa, messy, old, new)
    assert (code, told["events"], told["findings"]) == (0, [], {"new": [], "gone": []})


def test_diff_finds_the_register_where_it_was(messy: Messy, ropa: Ropa) -> None:
    _, told = diff(ropa, messy, "klok-2031", "na-verhuizing")
    got = Counter(one(event) for event in told["events"] if event["action"] != "moved")
    trouble = difference(expected(EXPECTED["na-verhuizing"]), got)
    assert not trouble, f"\n{trouble}"


def test_no_git_is_left_running(ropa: Ropa) -> None:
    for arguments in (("log",), ("log", "-n", "1"), ("blame", "activities/nieuwsbrief"), ("diff", "HEAD~3", "HEAD", "--as-of", "2026-11-22")):
        ropa(*arguments)
        with pytest.raises(ChildProcessError):  # no child, waited for or not
            os.waitpid(-1, os.WNOHANG)
