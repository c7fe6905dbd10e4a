"""`make bench`: whole processes, in one run, so that the ratios hold whatever the machine is doing. Writes docs/benchmarks.md."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from .generate import Sizes, generate

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
ROPA = str(Path(PYTHON).parent / "ropa")
AS_OF = ["--as-of", "2026-11-22"]


class Measured(NamedTuple):
    """Wall-clock seconds of each run, and the largest memory of any."""

    seconds: list[float]
    megabytes: float

    @property
    def median(self) -> float:
        """The middle one."""
        return statistics.median(self.seconds)


def run_once(command: list[str]) -> tuple[float, float]:
    """Seconds and megabytes of one process."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} ended with {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def together(command: list[str]) -> float:
    """Megabytes that a process and all that it starts have at the same moment, at most. Linux tells."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    most = 0
    while process.poll() is None:
        most = max(most, _resident(process.pid))
        time.sleep(0.005)
    return most / 2**20


def _resident(process: int) -> int:
    """Bytes of memory of a process and of those that it started; those that end meanwhile have none."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        started = [child for each in Path(f"/proc/{process}/task").iterdir() for child in (each / "children").read_text().split()]
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE") + sum(_resident(int(child)) for child in started)


def measure(commands: dict[str, list[str]], runs: int) -> dict[str, Measured]:
    """Run the commands in turn, A B A B …, after one run of each that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    memory: dict[str, float] = dict.fromkeys(commands, 0.0)
    for number in range(runs + 1):
        for name, command in commands.items():
            taken, used = run_once(command)
            if number:
                seconds[name].append(taken)
                memory[name] = max(memory[name], used)
    return {name: Measured(seconds[name], memory[name]) for name in commands}


def ratio(a: Measured, b: Measured) -> float:
    """The median of the ratios run by run."""
    return statistics.median(x / y for x, y in zip(a.seconds, b.seconds, strict=True))


class Report:
    """The table, as it grows."""

    def __init__(self) -> None:
        self.rows: list[tuple[str, str, str, str, str]] = []

    def add(self, what: str, measured: Measured, compared: str = "", limit: str = "", holds: bool | None = None) -> None:
        """A row: what was measured, its median, memory, ratio, and the limit that it should keep."""
        verdict = "" if holds is None else " ✓" if holds else " ✗"
        self.rows.append((what, f"{measured.median:.3f} s", f"{measured.megabytes:.0f} MB", compared, limit + verdict))
        sys.stdout.write(" | ".join(self.rows[-1]) + "\n")
        sys.stdout.flush()

    def markdown(self) -> str:
        """The page docs/benchmarks.md."""
        lines = ["| what (whole process) | median | memory | ratio | limit |", "|---|--:|--:|--:|---|", *("| " + " | ".join(row) + " |" for row in self.rows)]
        return "\n".join(lines)


def large(report: Report, work: Path) -> None:
    """10,000 activities against the parser alone, and 100,000 against 10,000."""
    ten = generate(work / "ten", Sizes())
    commands = {"parse": [PYTHON, str(ROOT / "bench" / "parse_only.py"), str(ten)], "check": [ROPA, "check", str(ten), "--format", "concise", *AS_OF]}
    found = measure(commands, 5)
    report.add("read and parse 10,000 activities (11,500 files), the fastest TOML parser alone", found["parse"])
    times = ratio(found["check"], found["parse"])
    report.add(
        "`ropa check` of the same, every rule",
        found["check"],
        f"{times:.2f} × the parser alone",
        "≤ 2.5 ×, ≤ 200 MB",
        times <= 2.5 and found["check"].megabytes <= 200,
    )
    completing(report, ten)
    hundred = generate(work / "hundred", Sizes(activities=100_000))
    found = measure({"ten": commands["check"], "hundred": [ROPA, "check", str(hundred), "--format", "concise", *AS_OF]}, 3)
    times = ratio(found["hundred"], found["ten"])
    report.add("`ropa check` of 100,000 activities", found["hundred"], f"{times:.1f} × 10,000", "≤ 11 ×", times <= 11)


def completing(report: Report, register: Path) -> None:
    """What a TAB costs: the process that the shell starts, on a register of 10,000."""
    tab = ["env", "_ROPA_COMPLETE=zsh", f"ROPA_REGISTER={register}", ROPA]
    activity = min((register / "activities").iterdir()).stem
    commands = {"python": [PYTHON, "-c", "pass"], "key": [*tab, "set", f"activities/{activity}", "da"], "id": [*tab, "show", "activities/"]}
    found = measure(commands, 15)
    for name, what in (("key", f"`ropa set activities/{activity} da` and TAB, among 10,000"), ("id", "`ropa show activities/` and TAB: 10,000 ids")):
        took = found[name].median
        report.add(what, found[name], f"{ratio(found[name], found['python']):.1f} × Python doing nothing", "≤ 0.15 s", took <= 0.15)


def start_up(report: Report, work: Path) -> None:
    """`register/` against a typer program of one command."""
    one = work / "one.py"
    one.write_text("import typer\n\napp = typer.Typer()\n\n\n@app.command()\ndef main(name: str = 'x') -> None:\n    print(name)\n\n\napp()\n", "utf-8")
    commands = {
        "typer": [PYTHON, str(one)],
        "check": [ROPA, "check", str(ROOT / "register"), "--format", "concise", *AS_OF],
        "rule": [ROPA, "rule", "T401", "--format", "json"],
        "help": [ROPA, "--help"],
        "typer-help": [PYTHON, str(one), "--help"],
    }
    found = measure(commands, 15)
    report.add("a typer program of one command", found["typer"])
    times = ratio(found["check"], found["typer"])
    report.add("`ropa check register/`", found["check"], f"{times:.2f} × the typer program", "≤ 2 ×", times <= 2)
    report.add("`ropa rule T401 --format json`", found["rule"], f"{ratio(found['rule'], found['typer']):.2f} × the typer program")
    report.add("`ropa --help`", found["help"], f"{ratio(found['help'], found['typer-help']):.2f} × that program's --help")


def others(report: Report, work: Path) -> None:
    """What one would use otherwise, on the same 10,000 records."""
    check = measure({"check": [ROPA, "check", str(work / "ten"), "--format", "concise", *AS_OF]}, 3)["check"]
    subprocess.run([PYTHON, str(ROOT / "bench" / "others.py"), "make", str(work)], check=True)
    fideslang = measure({"fideslang": [PYTHON, str(ROOT / "bench" / "others.py"), "fideslang", str(work)]}, 1)["fideslang"]
    report.add("fideslang: load and validate 10,000 systems from YAML", fideslang, f"{fideslang.median / check.median:.0f} × `ropa check`")
    openpyxl = measure({"openpyxl": [PYTHON, str(ROOT / "bench" / "others.py"), "openpyxl", str(work)]}, 2)["openpyxl"]
    report.add("openpyxl: read a sheet of the same (30,000 rows, a row a category of data)", openpyxl, f"{openpyxl.median / check.median:.1f} × `ropa check`")


def machine() -> str:
    """The machine, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python {platform.python_version()}"


PAGE = """# Benchmarks

Made by `make bench`: every figure is of a whole process, start-up included, and all of one run, the commands of a comparison in turn (A B A B …) after
a run that does not count. On a shared machine the seconds wander; the ratios hold. Memory is the peak of the process, or of the largest one that it started
if that had more; for the prints to PDF it is that of all of them together at one moment, looked at every five milliseconds. Machine: {machine}.

{table}

The generated register (bench/generate.py): 10,000 activities of about 2 kB, 500 processors (some in the United States, some with sub-processors), 500
agreements, 200 locations, 300 certificates; a few in a hundred have a finding. “The fastest TOML parser” is toml-rs, the one that ropa reads with:
opening, reading and parsing each file and nothing else. fideslang validates types and fideskeys and no rule of law; openpyxl only reads cells.

For `ropa fmt`, the same register with the first two keys of every activity exchanged; the yardstick is tomlkit, which keeps comments and layout as well.

For `ropa import`, a workbook of 10,000 rows and 15 columns (bench/take.py), into a register with nothing but the organisation: every row becomes a file, with
what was not understood in its notes; the processors, recipients and measures that the rows name become records as well. The whole is shown in short, judged by
the rules before and after, and written.

For the documents, registers of the same kind with 200 and 2,000 activities, each in a repository: the print names its commit, has the digest of every file
and the files inside, and is tagged (PDF/A-3a, PDF/UA-1). That of 200 is set at once, that of 2,000 (some 2,360 pages) in parts.

The generated history (bench/history.py): 500 such activities, in one repository over 10,000 commits and in another over 50,000, ten minutes apart and
by three people, packed anew. A commit changes one activity: a retention period, an element of a list, a date, a number, a description, one in fourteen
only the layout; one in a hundred gives an activity another id, one in a hundred adds one or takes one away, one in two hundred merges a short side
branch. The yardstick is git alone: `git log --raw --no-abbrev HEAD`, then `git cat-file --batch` of every blob named there, once, from a list made
beforehand; nothing is made of what it writes. No path is given to it: with one, git takes nearly twice as long here for the same answer. `ropa log` writes to a
file; it and the git that it reads from work side by side, so its ratio is worse where others keep a core busy. One record and one state are compared with
the whole log, because they should not read all of it. The walk with GitPython is of the newest thousand commits, its ratio for ten times as many.
"""


PARTS = ("start", "check", "edit", "import", "documents", "history")


def main() -> None:
    """Measure everything and write the page; with the names of parts, measure those and write nothing."""
    parts = sys.argv[1:] or PARTS
    if not set(parts) <= set(PARTS):
        raise SystemExit(f"{__doc__}\nParts to measure alone, without writing the page: {', '.join(PARTS)}")
    from .documents import documents  # they use what stands above
    from .edit import edit
    from .history import history
    from .take import take

    report = Report()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        if "start" in parts:
            start_up(report, work)
        if "check" in parts:
            large(report, work)
            others(report, work)
        if "edit" in parts:
            edit(report, work)
        if "import" in parts:
            take(report, work)
        if "documents" in parts:
            documents(report, work)
        if "history" in parts:
            history(report, work)
    if not sys.argv[1:]:
        (ROOT / "docs" / "benchmarks.md").write_text(PAGE.format(machine=machine(), table=report.markdown()), "utf-8")


if __name__ == "__main__":
    main()
