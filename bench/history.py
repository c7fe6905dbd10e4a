"""The history part of the bench: a register with a long history in git, the same each time, and how long it takes to tell it."""

import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .__main__ import AS_OF, PYTHON, ROOT, ROPA, Report, measure, ratio
from .generate import ITEMS, SEED, Sizes, activity, generate

SHORT, LONG = 10_000, 50_000
"""How many commits."""
SIZES = Sizes(activities=500, processors=50, agreements=50, locations=20, certificates=30)
BEGIN = 1735714800  # 2025-01-01 08:00 in Amsterdam
MIDDLE = "2025-02-04"  # half-way 10,000 commits
RAW = ["log", "--raw", "--no-abbrev", "HEAD"]
"""Without a path: naming the folder, here of all that there is, makes git take nearly twice as long for the same answer."""
PEOPLE = ["Anna Voorbeeld <anna@voorbeeld.example>", "Bram Vermeer <bram@voorbeeld.example>", "Çelik Öztürk <celik@voorbeeld.example>"]
MERGE, RENAME, CAME_OR_WENT = 200, 100, 100
"""One commit in so many."""
LAST_REVIEW = re.compile("^last_review = .*$", re.MULTILINE)

Changes = dict[str, str | None]
"""The new text of each record that a commit changes; None for one that it removes."""

GITPYTHON = """
import sys
from git import Repo
with Repo(sys.argv[1]) as repo:
    for commit in repo.iter_commits("HEAD", max_count=int(sys.argv[2])):
        for diff in commit.parents[0].diff(commit) if commit.parents else []:
            for blob in (diff.a_blob, diff.b_blob):
                if blob:
                    blob.data_stream.read()
"""
"""A walk over the history with the library that most Python programs use for it."""


def _retention(text: str, dice: random.Random) -> str:
    """Another number of years for one of the retention periods that the organisation chose itself."""
    found = dice.choice(list(re.finditer(r'years = \d+(?=, after = "einde van de relatie")', text)))
    return f"{text[: found.start()]}years = {dice.randrange(1, 11)}{text[found.end() :]}"


def _listed(text: str, key: str, which: int, choices: list[str], dice: random.Random) -> str:
    """Add one of the choices to a list, or take it away where it is there already; a list never becomes empty."""
    found = list(re.finditer(rf"^{key} = \[(.*)\]$", text, re.MULTILINE))[which]
    names = re.findall(r'"(.*?)"', found[1])
    name = dice.choice(choices)
    if name not in names:
        names.insert(dice.randrange(len(names) + 1), name)
    elif len(names) > 1:
        names.remove(name)
    listed = ", ".join(f'"{name}"' for name in names)
    return f"{text[: found.start(1)]}{listed}{text[found.end(1) :]}"


def _items(text: str, dice: random.Random) -> str:
    return _listed(text, "items", 1, ITEMS, dice)


def _processors(text: str, dice: random.Random) -> str:
    return _listed(text, "processors", 0, [f"processor-{number}" for number in range(SIZES.processors)], dice)


def _locations(text: str, dice: random.Random) -> str:
    return _listed(text, "locations", 0, [f"location-{number}" for number in range(SIZES.locations)], dice)


def _review(text: str, dice: random.Random) -> str:
    return LAST_REVIEW.sub(f"last_review = 2025-{dice.randrange(1, 13):02d}-{dice.randrange(1, 29):02d}", text)


def _number(text: str, dice: random.Random) -> str:
    return re.sub(r"(?m)^number = .*$", f"number = {dice.randrange(10, 500)}", text)


def _description(text: str, dice: random.Random) -> str:
    return re.sub(r"afdeling \d+\.", f"afdeling {dice.randrange(40)}.", text, count=1)


def _layout(text: str, dice: random.Random) -> str:
    """What changes nothing of the register: a comment, an empty line, the spaces of a list, the order of keys."""
    there, gone = dice.choice(
        [
            ('cookies = "none"  # nagevraagd bij communicatie\n', 'cookies = "none"\n'),
            ("\n\n\n[dpia]", "\n\n[dpia]"),
            ('operations = [\n    "collection",', 'operations = ["collection",'),
            ('large_scale = false\nautomated_decisions = "none"\n', 'automated_decisions = "none"\nlarge_scale = false\n'),
        ]
    )
    return text.replace(there, gone) if there in text else text.replace(gone, there)


EDITS: dict[str, tuple[int, Callable[[str, random.Random], str]]] = {
    "Bewaartermijn herzien": (25, _retention),
    "Gegevens bijgewerkt": (20, _items),
    "Verwerkers bijgewerkt": (15, _processors),
    "Opslag bijgewerkt": (7, _locations),
    "Beoordeeld": (13, _review),
    "Aantal betrokkenen bijgewerkt": (8, _number),
    "Omschrijving verbeterd": (5, _description),
    "Opmaak": (7, _layout),
}
"""What a commit does to an activity, with how often in a hundred."""


def _changed(edit: Callable[[str, random.Random], str], text: str, dice: random.Random) -> str:
    """The text after an edit that did change it."""
    while (changed := edit(text, dice)) == text:
        pass
    return changed


class Story:
    """The history of a register, written as one stream for `git fast-import`."""

    def __init__(self, out: IO[bytes], commits: int) -> None:
        """Take where to write and how many commits."""
        self.out = out
        self.commits = commits
        self.dice = random.Random(SEED)
        self.made = 0
        self.tip = 0
        self.texts: dict[str, str] = {}
        self.ids: list[str] = []
        self.next = SIZES.activities

    def tell(self) -> None:
        """Write the whole of it."""
        self._first()
        while self.made < self.commits:
            chance = self.dice.random()
            if chance < 1 / MERGE and self.commits - self.made > 6:
                self._merge()
            elif chance < 1 / MERGE + 1 / RENAME:
                self._rename()
            elif chance < 1 / MERGE + 1 / RENAME + 1 / CAME_OR_WENT:
                self._came_or_went()
            else:
                self._change(self.dice.choice(self.ids))
        self.out.write(b"done\n")

    def _first(self) -> None:
        """The whole register."""
        with tempfile.TemporaryDirectory() as folder:
            root = generate(Path(folder), SIZES)
            files = {path.relative_to(root).as_posix().removesuffix(".toml"): path.read_text("utf-8") for path in sorted(root.rglob("*.toml"))}
        self.tip = self._commit("Register begonnen", [], {**files})
        self.texts = {name: text for name, text in files.items() if name.startswith("activities/")}
        self.ids = list(self.texts)

    def _change(self, record: str) -> None:
        """A commit that changes one activity."""
        message, text = self._edit(self.texts[record])
        self._take(f"{message}: {record}", {record: text})

    def _edit(self, text: str) -> tuple[str, str]:
        """A change of an activity, drawn by how often it comes, and its message."""
        message = self.dice.choices(list(EDITS), [often for often, _ in EDITS.values()])[0]
        return message, _changed(EDITS[message][1], text, self.dice)

    def _take(self, message: str, changes: Changes, other: int | None = None) -> None:
        """A commit on the branch itself: the register is so from now on."""
        for record, text in changes.items():
            if text is None:
                self.ids.remove(record)
                del self.texts[record]
            else:
                if record not in self.texts:
                    self.ids.append(record)
                self.texts[record] = text
        self.tip = self._commit(message, [self.tip] if other is None else [self.tip, other], changes)

    def _new_id(self) -> str:
        self.next += 1
        return f"activities/activity-{self.next - 1}"

    def _rename(self) -> None:
        """Another name for an activity; one time in two something of it changes as well."""
        record, new = self.dice.choice(self.ids), self._new_id()
        text = self.texts[record]
        self._take(f"{record} heet nu {new}", {record: None, new: self._edit(text)[1] if self.dice.random() < 0.5 else text})

    def _came_or_went(self) -> None:
        """An activity more, or one less."""
        if len(self.ids) > SIZES.activities:
            record = self.dice.choice(self.ids)
            self._take(f"Beëindigd: {record}", {record: None})
        else:
            record = self._new_id()
            self._take(f"Nieuw: {record}", {record: activity(self.next - 1, SIZES, self.dice)})

    def _merge(self) -> None:
        """A side branch while the branch itself goes on; one time in two both change one activity, each another field."""
        record, second, third = self.dice.sample(self.ids, 3)
        before = self.texts[record]
        if self.dice.random() < 0.5:
            date = _changed(_review, before, self.dice)
            side = self._commit(f"Beoordeeld: {record}", [self.tip], {record: date})
            here = _changed(_number, before, self.dice)
            self._take(f"Aantal betrokkenen bijgewerkt: {record}", {record: here})
            merged = LAST_REVIEW.sub(LAST_REVIEW.findall(date)[0], here)
        else:
            begun = _changed(_processors, before, self.dice)
            side = self._commit(f"Verwerkers bijgewerkt: {record}", [self.tip], {record: begun})
            self._change(second)
            merged = _changed(_retention, begun, self.dice)
            side = self._commit(f"Bewaartermijn herzien: {record}", [side], {record: merged})
            self._change(third)
        self._take("Wijzigingen samengevoegd", {record: merged}, side)

    def _commit(self, message: str, parents: list[int], changes: Changes) -> int:
        """Write one commit, ten minutes after the last; its mark."""
        person = f"{PEOPLE[self.dice.randrange(3)]} {BEGIN + 600 * self.made} +0100"
        self.made += 1
        lines = [f"commit refs/heads/main\nmark :{self.made}\nauthor {person}\ncommitter {person}\n", _data(f"{message}\n")]
        if parents and parents[0] != self.made - 1:  # it goes on from the last commit by itself, and much faster
            lines.append(f"from :{parents[0]}\n")
        lines += [f"merge :{mark}\n" for mark in parents[1:]]
        for record, text in changes.items():
            path = f"register/{record}.toml"
            lines.append(f"D {path}\n" if text is None else f"M 100644 inline {path}\n{_data(text)}")
        self.out.write("".join(lines).encode())
        return self.made


def _data(text: str) -> str:
    return f"data {len(text.encode())}\n{text}\n"


def make(work: Path, commits: int) -> None:
    """Make the repository, packed as a clone is and with a working tree; beside it the list of every blob that its history names, once."""
    repository = _repository(work, commits)
    git = ["git", "-C", str(repository)]
    subprocess.run(["git", "init", "--quiet", "--initial-branch=main", str(repository)], check=True)
    with subprocess.Popen([*git, "fast-import", "--quiet", "--done"], stdin=subprocess.PIPE) as importing:
        assert importing.stdin
        Story(importing.stdin, commits).tell()
    if importing.returncode:
        raise SystemExit(f"git fast-import ended with {importing.returncode}")
    subprocess.run([*git, "repack", "-adfq"], check=True)
    subprocess.run([*git, "reset", "--hard", "--quiet"], check=True)
    blobs: dict[bytes, None] = {}
    with subprocess.Popen([*git, *RAW], stdout=subprocess.PIPE) as telling:
        assert telling.stdout
        for line in telling.stdout:
            if line.startswith(b":"):
                blobs.update(dict.fromkeys(blob for blob in line.split(b" ", 4)[2:4] if blob.strip(b"0")))
    _blobs(work, commits).write_bytes(b"".join(blob + b"\n" for blob in blobs))


def _repository(work: Path, commits: int) -> Path:
    return work / f"history-{commits}"


def _blobs(work: Path, commits: int) -> Path:
    return work / f"history-{commits}.blobs"


def _yardstick(work: Path, commits: int) -> list[str]:
    """Git itself: the whole history raw, and every blob of it."""
    script = f'git -C "$0" {" ".join(RAW)} >/dev/null && git -C "$0" cat-file --batch <"$1" >/dev/null'
    return ["sh", "-c", script, str(_repository(work, commits)), str(_blobs(work, commits))]


def _into_file(file: Path, *command: str) -> list[str]:
    """The command with its output in a file."""
    return ["sh", "-c", 'exec "$@" >"$0"', str(file), *command]


def _log(work: Path, commits: int, *more: str) -> list[str]:
    return _into_file(_output(work, commits, *more), ROPA, "log", "--register", str(_repository(work, commits) / "register"), *more)


def _output(work: Path, commits: int, *more: str) -> Path:
    """The file that `ropa log` with these arguments writes."""
    return work / f"log-{commits}-{Path(more[-1]).name if more else 'text'}"


def _must_have_told(file: Path, commits: int) -> None:
    """End the bench where the output cannot be the whole history: nine commits in ten have an event, and each event a line."""
    with file.open("rb") as lines:
        told = sum(1 for _ in lines)
    if told < 0.9 * commits:
        raise SystemExit(f"{file.name} has {told} lines for {commits} commits")


def history(report: Report, work: Path) -> None:
    """The rows of the history."""
    for commits in (SHORT, LONG):  # apart: a process starts with the memory of the one that starts it, and would be measured with it
        subprocess.run([PYTHON, "-m", "bench.history", str(work), str(commits)], cwd=ROOT, check=True)
    _whole(report, work)
    _longer(report, work)
    _parts(report, work)


def _whole(report: Report, work: Path) -> None:
    """`ropa log` of everything, against git and what else one would use."""
    repository = str(_repository(work, SHORT))
    found = measure(
        {
            "git": _yardstick(work, SHORT),
            "text": _log(work, SHORT),
            "jsonl": _log(work, SHORT, "--format", "jsonl"),
            "patches": _into_file(work / "patches", "git", "-C", repository, "log", "-p", "HEAD"),
        },
        5,
    )
    for more in ((), ("--format", "jsonl")):
        _must_have_told(_output(work, SHORT, *more), SHORT)
    report.add("`git log --raw` of 10,000 commits and `git cat-file --batch` of their blobs", found["git"])
    for name, what in (("text", "`ropa log` of the same, as text"), ("jsonl", "`ropa log --format jsonl`")):
        times, holds = ratio(found[name], found["git"]), found[name].megabytes <= 250
        report.add(what, found[name], f"{times:.2f} × git", "≤ 3 ×, ≤ 250 MB", times <= 3 and holds)
    report.add("`git log -p` of the same", found["patches"], f"{ratio(found['patches'], found['text']):.2f} × `ropa log`")
    walk = measure({"walk": [PYTHON, "-c", GITPYTHON, repository, str(SHORT // 10)]}, 1)["walk"]
    report.add(
        "GitPython: 1,000 of those commits, what each changes and the texts", walk, f"{10 * walk.median / found['text'].median:.0f} × `ropa log`, for as many"
    )


def _longer(report: Report, work: Path) -> None:
    """Five times as many commits."""
    found = measure({"git": _yardstick(work, SHORT), "git-long": _yardstick(work, LONG), "log": _log(work, SHORT), "log-long": _log(work, LONG)}, 3)
    _must_have_told(_output(work, LONG), LONG)
    report.add("git, as above, of 50,000 commits", found["git-long"], f"{ratio(found['git-long'], found['git']):.1f} × 10,000")
    times = ratio(found["log-long"], found["log"])
    report.add(
        "`ropa log` of 50,000 commits",
        found["log-long"],
        f"{times:.1f} × 10,000; {ratio(found['log-long'], found['git-long']):.2f} × git",
        "≤ 5.5 ×",
        times <= 5.5,
    )


def _parts(report: Report, work: Path) -> None:
    """One record, and one state: neither needs the whole history."""
    repository = _repository(work, SHORT)
    register = str(repository / "register")
    there = (f"activities/activity-{number}" for number in range(SIZES.activities // 2, SIZES.activities))
    record = next(record for record in there if os.path.exists(f"{register}/{record}.toml"))  # from the first commit, and never renamed
    check = [ROPA, "check", register, "--format", "concise"]
    found = measure(
        {
            "log": _log(work, SHORT),
            "one": _log(work, SHORT, record),
            "blame": [ROPA, "blame", record, "--register", register],
            "git-blame": ["git", "-C", str(repository), "blame", f"register/{record}.toml"],
            "tree": [*check, *AS_OF],
            "HEAD": [*check, *AS_OF, "--rev", "HEAD"],
            "HEAD~5000": [*check, *AS_OF, "--rev", "HEAD~5000"],
            MIDDLE: [*check, "--rev", MIDDLE],
        },
        3,
    )

    def share(name: str) -> str:
        return f"{ratio(found[name], found['log']):.2f} × `ropa log`"

    report.add("`ropa log activities/ID`, 10,000 commits", found["one"], share("one"))
    report.add("`git blame` of a file, 10,000 commits", found["git-blame"])
    report.add("`ropa blame activities/ID`", found["blame"], f"{share('blame')}; {ratio(found['blame'], found['git-blame']):.2f} × `git blame`")
    report.add("`ropa check` of that register's working tree", found["tree"])
    for name in ("HEAD", "HEAD~5000", MIDDLE):
        report.add(f"`ropa check --rev {name}`", found[name], f"{ratio(found[name], found['tree']):.2f} × the working tree; {share(name)}")


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
