"""A change of files before it is made, as git shows it: with what stood there and what comes in its place."""

import difflib
import sys
from collections.abc import Iterable, Iterator

from ..edit.change import Changed
from .safe import plain

MOST_FILES = 100
"""Files of which the difference is shown: nobody reads that of ten thousand."""
_COLORS = {"+": "\x1b[32m", "-": "\x1b[31m", "@": "\x1b[36m"}


def diff_lines(file: Changed) -> Iterator[str]:
    """The lines of one file's difference, without line ends: headings as in `git diff`, then the parts that differ."""
    old, new = f"a/{file.moved_from or file.path}", f"b/{file.path}"
    yield f"diff {old} {new}"
    if file.moved_from:
        yield f"rename from {file.moved_from}"
        yield f"rename to {file.path}"
    before, after = _lines(file.before), _lines(file.after)
    for number, line in enumerate(difflib.unified_diff(before, after, "/dev/null" if file.before is None else old, "/dev/null" if file.after is None else new)):
        yield line.rstrip() if number < 2 or line.startswith("@@ ") else line


def write_diff(files: Iterable[Changed], *, color: bool) -> int:
    """Write the difference of every file to standard output; of very many only the beginning. Returns how many files are not shown."""
    shown_files = list(files)
    left = max(len(shown_files) - MOST_FILES, 0)
    if left:  # what was there already says more than what is new
        shown_files = sorted(sorted(shown_files, key=lambda file: file.before is None)[:MOST_FILES], key=lambda file: file.path)
    for file in shown_files:
        for number, line in enumerate(diff_lines(file)):
            shown = plain(line)
            if color:
                paint = "\x1b[1m" if line.startswith(("diff ", "--- ", "+++ ", "rename ")) and number < 5 else _COLORS.get(line[:1], "")
                shown = f"{paint}{shown}\x1b[0m" if paint else shown
            sys.stdout.write(shown + "\n")
    return left


def _lines(data: bytes | None) -> list[str]:
    return [] if data is None else data.decode("utf-8", "backslashreplace").splitlines()
