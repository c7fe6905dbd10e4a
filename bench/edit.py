"""Changing a register of 10,000 activities: against what a parser that keeps comments takes to read it."""

import shutil
from pathlib import Path

from .__main__ import AS_OF, PYTHON, ROOT, ROPA, Measured, Report, measure, ratio, run_once
from .generate import Sizes, generate


def edit(report: Report, work: Path) -> None:
    """Changing one record, and all of them."""
    _one(report, work)
    _all(report, work)


def _one(report: Report, work: Path) -> None:
    """`ropa set` on one activity: shown, judged and written, another value each time."""
    register = generate(work / "one-of-many", Sizes())
    change = f'exec {ROPA} set activities/activity-7 owner "Naam $$" --yes --register {register} {" ".join(AS_OF)}'
    found = measure({"read": [PYTHON, str(ROOT / "bench" / "read_only.py"), str(register)], "set": ["sh", "-c", change]}, 7)
    report.add("the start of the command, and reading 10,000 activities (11,500 files)", found["read"])
    times = ratio(found["set"], found["read"])
    report.add("`ropa set` of a key of one of them", found["set"], f"{times:.2f} × start and reading", "≤ 1.5 ×", times <= 1.5)


def _all(report: Report, work: Path) -> None:
    """`ropa fmt` where every activity has two keys in the wrong order."""
    register = work / "careless"
    generate(register, Sizes())
    for path in (register / "activities").iterdir():
        first, second, rest = path.read_text("utf-8").split("\n", 2)
        path.write_text(f"{second}\n{first}\n{rest}", "utf-8")
    copy = shutil.copytree(register, work / "written")
    commands = {
        "tomlkit": [PYTHON, str(ROOT / "bench" / "parse_only.py"), str(register), "tomlkit"],
        "check": [ROPA, "fmt", "--check", "--register", str(register)],
    }
    found = measure(commands, 1)
    report.add("tomlkit: read and parse 10,000 activities (11,500 files)", found["tomlkit"])
    times = ratio(found["check"], found["tomlkit"])
    report.add("`ropa fmt --check` of the same, every activity out of order", found["check"], f"{times:.2f} × tomlkit’s parse", "≤ 2 ×", times <= 2)
    seconds, megabytes = run_once([ROPA, "fmt", "--yes", "--register", str(copy), *AS_OF])
    written = Measured([seconds], megabytes)
    times = seconds / found["tomlkit"].median
    report.add("`ropa fmt --yes` of the same: shown, judged and written", written, f"{times:.2f} × tomlkit’s parse", "≤ 2 ×", times <= 2)
