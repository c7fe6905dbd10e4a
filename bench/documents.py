"""The documents part of the bench: registers in git on paper and on screen."""

import subprocess
from pathlib import Path

from .__main__ import AS_OF, ROOT, ROPA, Report, measure, ratio, together
from .generate import Sizes, generate

SMALL, LARGE = 200, 2_000
"""How many activities."""
STARTED = [ROPA, "rule", "T401", "--format", "json"]
"""The program started, doing next to nothing."""


def _register(work: Path, activities: int) -> Path:
    """A register in a repository with one commit."""
    root = work / f"documents-{activities}"
    parties = activities // 20
    generate(root / "register", Sizes(activities, parties, parties, activities // 50, activities * 3 // 100))
    git = ["git", "-C", str(root), "-c", "user.name=Anna Voorbeeld", "-c", "user.email=anna@voorbeeld.example"]
    for command in (["init", "--quiet", "--initial-branch=main"], ["add", "."], ["commit", "--quiet", "--message=Register"]):
        subprocess.run([*git, *command], check=True)
    return root / "register"


def _make(register: Path, verb: str, file: Path) -> list[str]:
    return [ROPA, verb, "--output", str(file), "--register", str(register), *AS_OF]


def documents(report: Report, work: Path) -> None:
    """The rows of the documents."""
    small, large = _register(work, SMALL), _register(work, LARGE)
    commands = {"started": STARTED, "pdf": _make(small, "print", work / "small.pdf")}
    found = measure(commands, 7)
    one = found["pdf"]._replace(megabytes=together(commands["pdf"]))
    report.add("`ropa print` of 200 activities to PDF", one, "", "< 1 s, < 500 MB", one.median < 1 and one.megabytes < 500)
    commands = {"small": commands["pdf"], "large": _make(large, "print", work / "large.pdf")}
    both = measure(commands, 3)
    times, one = ratio(both["large"], both["small"]), both["large"]._replace(megabytes=together(commands["large"]))
    report.add("`ropa print` of 2,000 activities to PDF", one, f"{times:.1f} × 200", "≤ 12 ×, < 500 MB", times <= 12 and one.megabytes < 500)
    report.add("`ropa rule T401 --format json`: the start-up", found["started"])
    rows = {
        "`ropa print register/` to HTML": _make(ROOT / "register", "print", work / "one.html"),
        "`ropa print` of 200 activities to HTML": _make(small, "print", work / "small.html"),
        "`ropa statement` of `register/` to HTML": _make(ROOT / "register", "statement", work / "one-statement.html"),
        "`ropa statement` of 200 activities to Markdown": _make(small, "statement", work / "small.md"),
    }
    found = measure({"started": STARTED, **rows}, 7)
    for name in rows:
        over = found[name].median - found["started"].median
        report.add(name, found[name], f"{over:.2f} s over the start-up", "< 0.3 s", over < 0.3)
