"""Writing several files: whatever happens in between, the register is as before or as after for everything that reads it."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from ropa.cli import run
from ropa.edit import lock
from ropa.edit.change import Change
from ropa.edit.journal import finish
from ropa.errors import Failure
from ropa.register import Register
from ropa.source.folder import Folder, Trouble
from tests.support import TODAY, base, write

AS_OF = ["--as-of", TODAY.isoformat()]
DRAFT = 'name = "Proef"\nstatus = "draft"\n'
FILES = {**base(), "activities/een.toml": DRAFT, "activities/twee.toml": DRAFT + "# oud\n"}
CALLS = ("open", "write", "fsync", "close", "chmod", "link", "mkdir", "rename", "replace", "unlink", "rmdir")
"""The calls of the system that writing is made of."""
CHANGING = ("open", "write", "link", "mkdir", "rename", "replace", "unlink", "rmdir")
"""Those after which the disk is another."""
SPACE = ("write", "fsync", "link", "mkdir", "rename", "replace")
"""Those that need space."""
Contents = dict[str, bytes]


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test cuts the power."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path / "register", FILES)


def several(root: Path) -> Change:
    """A change of every kind at once: a new file in a new folder, a changed one, a renamed one, and one that goes."""
    change = Change(str(root))
    change.put("certificates/kast.toml", b'name = "Kast"\n')
    change.put("register.toml", (change.read("register.toml") or b"") + b"# erbij\n")
    change.move("activities/een.toml", "activities/eerste.toml")
    change.put("activities/eerste.toml", DRAFT.replace("Proef", "Eerste").encode())
    change.remove("activities/twee.toml")
    return change


def single(root: Path) -> Change:
    change = Change(str(root))
    change.put("activities/een.toml", DRAFT.encode() + b"# erbij\n")
    return change


def removal(root: Path) -> Change:
    change = Change(str(root))
    change.remove("activities/een.toml")
    return change


def as_read(root: Path) -> Contents:
    """The files of the register as everything that reads it sees them."""
    folder = Folder(str(root))
    found = {}
    for name, is_folder in folder.names():
        for path in [f"{name}/{inner}" for inner, _ in folder.names(name)] if is_folder and not name.startswith(".") else [name]:
            data = folder.read(path)
            if path.endswith(".toml") and not isinstance(data, Trouble):
                found[path] = data
    return found


def on_disk(root: Path) -> Contents:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.toml") if ".ropa" not in str(path.relative_to(root))}


def left_over(root: Path) -> list[str]:
    return [str(path) for path in root.rglob(".ropa-*")]


def after_of(make: Callable[[Path], Change], folder: Path) -> tuple[Contents, Contents]:
    """What a change begins with, and what comes of it."""
    root = write(folder / "example", FILES)
    before = on_disk(root)
    make(root).write()
    assert not left_over(root)
    return before, on_disk(root)


@contextmanager
def trouble(names: tuple[str, ...], at: int, act: Callable[[], None], *, lasting: bool = False) -> Iterator[list[int]]:
    """Have the call with this number, of all calls with these names, not do what it does; with `lasting` those after it neither."""
    count = [0]
    real = {name: getattr(os, name) for name in names}

    def wrap(name: str) -> Callable[..., Any]:
        def call(*arguments: Any, **named: Any) -> Any:
            count[0] += 1
            if count[0] == at or (lasting and count[0] > at):
                act()
            return real[name](*arguments, **named)

        return call

    try:
        for name in names:
            setattr(os, name, wrap(name))
        yield count
    finally:
        for name, function in real.items():
            setattr(os, name, function)


def full() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def stopped() -> None:
    signal.raise_signal(signal.SIGINT)


def calls_of(make: Callable[[Path], Change], names: tuple[str, ...]) -> int:
    with tempfile.TemporaryDirectory() as folder:
        change = make(write(Path(folder) / "register", FILES))
        with trouble(names, 0, stopped) as count:
            change.write()
    return count[0]


def settle(root: Path, before: Contents, after: Contents) -> None:
    """Whole for who reads it now, the same for who checks it, and whole on the disk once a next command has written."""
    read = as_read(root)
    assert read in (before, after)
    Register(Folder(str(root)))
    finish(str(root))
    assert on_disk(root) == read
    next_one = Change(str(root))
    next_one.put("activities/volgende.toml", DRAFT.encode())
    next_one.write()
    assert on_disk(root) == {**read, "activities/volgende.toml": DRAFT.encode()}
    assert not left_over(root)


MAKERS = [pytest.param(several, id="several"), pytest.param(single, id="single"), pytest.param(removal, id="removal")]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize(("names", "act", "lasting"), [(SPACE, full, True), (CALLS, full, False), (CHANGING, stopped, False)], ids=["full", "once", "stopped"])
def test_whole_whatever_call_fails(tmp_path: Path, make: Callable[[Path], Change], names: tuple[str, ...], act: Callable[[], None], lasting: bool) -> None:
    before, after = after_of(make, tmp_path)
    total = calls_of(make, names)
    assert total > 2
    for number in range(1, total + 1):
        root = write(tmp_path / str(number), FILES)
        change = make(root)
        failed = ""
        with trouble(names, number, act, lasting=lasting):
            try:
                change.write()
            except Failure as failure:
                failed = failure.key
            except KeyboardInterrupt:
                failed = "stopped"
        if act is stopped:
            assert as_read(root) == on_disk(root) == (before if failed else after)
            assert not left_over(root)
            continue
        if not failed or failed == "edit.unfinished":
            assert as_read(root) == after, number
        elif failed in ("unwritable", "changed-meanwhile"):
            assert as_read(root) == before, number
        settle(root, before, after)


@pytest.mark.parametrize("make", MAKERS)
def test_whole_wherever_it_is_killed(tmp_path: Path, make: Callable[[Path], Change]) -> None:
    before, after = after_of(make, tmp_path)
    seen = set()
    for number in range(1, calls_of(make, CHANGING) + 1):
        root = write(tmp_path / str(number), FILES)
        change = make(root)
        child = os.fork()
        if not child:
            with trouble(CHANGING, number, lambda: os._exit(9)):
                change.write()
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
        seen.add(as_read(root) == after)
        settle(root, before, after)
    assert seen == {True, False}


@pytest.mark.skipif(not os.path.exists("/proc/self/fd"), reason="says of an open file which it is")
@pytest.mark.parametrize("make", [several, single])
def test_on_the_disk_before_it_is_decided(root: Path, make: Callable[[Path], Change], monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk may keep the rename and lose what was written before it, unless it was asked to keep that."""
    asked: set[str] = set()
    decisions: list[str] = []
    change = make(root)
    real = {"rename": os.rename, "replace": os.replace}

    def keep(handle: int) -> None:
        asked.add(os.readlink(f"/proc/self/fd/{handle}"))

    def decide(name: str) -> Callable[[str, str], None]:
        def call(source: str, target: str) -> None:
            if not decisions:
                there = {str(path) for path in (root / ".ropa-begun").rglob("*")} - {str(path) for path in (root / ".ropa-begun/old").rglob("*.toml")}
                assert there
                assert there | {str(root / ".ropa-begun")} <= asked
            decisions.append(target)
            real[name](source, target)

        return call

    monkeypatch.setattr(os, "fsync", keep)
    for name in real:
        monkeypatch.setattr(os, name, decide(name))
    change.write()
    monkeypatch.undo()
    assert str(root) in asked  # and that it was decided


# -- what was stopped half-way ----------------------------------------------------------------------------------------------------------------------------


def halfway(root: Path, make: Callable[[Path], Change] = several, moves: int = 2) -> None:
    """A change whose program is killed when so many of its files are in place."""
    change = make(root)
    child = os.fork()
    if not child:
        with trouble(("replace",), moves + 1, lambda: os._exit(9)):
            change.write()
        os._exit(0)
    os.waitpid(child, 0)
    assert (root / ".ropa-change").is_dir()
    assert as_read(root) != on_disk(root)


def test_check_reads_it_as_after_and_says_so_and_writes_nothing(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    halfway(root)
    disk = sorted(str(path) for path in root.rglob("*"))
    run(["check", str(root), *AS_OF, "--select", "F"])
    assert "F021 unfinished-change" in capsys.readouterr().out
    assert run(["show", "activities/eerste", "--register", str(root), *AS_OF]) == 0
    assert run(["show", "activities/een", "--register", str(root), *AS_OF]) == 2
    assert sorted(str(path) for path in root.rglob("*")) == disk


def test_save_finishes_it_first(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(root, monkeypatch)
    halfway(root)
    after = as_read(root)
    assert run(["save", "-m", "Hernoemd", "--allow-errors", "--register", str(root), *AS_OF]) == 0
    assert on_disk(root) == after
    assert not left_over(root)
    assert git(root, "status", "--porcelain") == ""
    assert ".ropa" not in git(root, "ls-files")


def test_saving_leaves_alone_what_was_left_by_one_that_was_killed(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(root, monkeypatch)
    write(root, {".ropa-lock": "", "activities/.ropa-abc": "half", "activities/drie.toml": DRAFT})
    assert run(["save", "-m", "Erbij", "--allow-errors", "--register", str(root), *AS_OF]) == 0
    assert ".ropa" not in git(root, "ls-files")


def test_git_does_not_see_what_is_being_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repository(root, monkeypatch)
    halfway(root)
    assert ".ropa-change" not in git(root, "status", "--porcelain", "--untracked-files=all")


def test_the_next_command_finishes_it_first(root: Path) -> None:
    halfway(root)
    after = as_read(root)
    change = Change(str(root))
    change.put("activities/eerste.toml", (change.read("activities/eerste.toml") or b"") + b"# verder\n")
    assert [file.before for file in change.files] == [after["activities/eerste.toml"]]
    assert not change.source().unfinished
    change.write()
    assert on_disk(root) == {**after, "activities/eerste.toml": after["activities/eerste.toml"] + b"# verder\n"}
    assert not left_over(root)


def test_all_in_place_is_finished(root: Path) -> None:
    """Killed at the very end: what is edited after that is edited, and holds nothing up."""
    change = several(root)
    child = os.fork()
    if not child:
        with trouble(("rename",), 2, lambda: os._exit(9)):
            change.write()
        os._exit(0)
    os.waitpid(child, 0)
    assert (root / ".ropa-change").is_dir()
    assert not Folder(str(root)).unfinished
    (root / "register.toml").write_bytes(b"# met de hand\n")
    single_after(root)
    assert on_disk(root)["register.toml"] == b"# met de hand\n"
    assert not left_over(root)


def single_after(root: Path) -> None:
    change = Change(str(root))
    change.put("activities/eerste.toml", DRAFT.encode())
    change.write()


@pytest.mark.parametrize("path", ["register.toml", "certificates/kast.toml"])
def test_what_was_edited_by_hand_since_is_not_overwritten(root: Path, path: str) -> None:
    halfway(root)
    (root / path).write_bytes(b"# met de hand\n")
    disk = on_disk(root)
    with pytest.raises(Failure) as caught:
        single(root).write()
    assert (caught.value.key, caught.value.params["path"]) == ("edit.by-hand", f"{root}/{path}")
    assert on_disk(root) == disk
    assert as_read(root)[path] == b"# met de hand\n"
    subprocess.run(["rm", "-r", root / ".ropa-change"], check=True)  # as the sentence says
    single(root).write()


def test_what_was_put_back_by_hand_is_not_changed_again(root: Path) -> None:
    halfway(root)
    (root / "activities/eerste.toml").unlink()
    with pytest.raises(Failure, match="by-hand"):
        single(root).write()


def test_a_folder_that_came_with_the_repository_is_no_change(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    halfway(root)
    disk = on_disk(root)
    (root / ".ropa-change/.gitignore").unlink()
    repository(root, monkeypatch)
    assert as_read(root) == disk
    run(["check", str(root), *AS_OF, "--lang", "en", "--select", "F021"])
    assert "came with the repository" in capsys.readouterr().out
    with pytest.raises(Failure, match="strange"):
        single(root).write()
    assert on_disk(root) == disk


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        '{"format": "ropa.change/2", "files": {}}',
        '{"format": "ropa.change/1", "files": {"../buiten.toml": [null, null]}}',
        '{"format": "ropa.change/1", "files": {"/etc/passwd": ["x", null]}}',
        '{"format": "ropa.change/1", "files": {"\\ud800": [null, null]}}',
        '{"format": "ropa.change/1", "files": {"activities/a.toml": [1, 2]}}',
        '{"format": "ropa.change/1", "files": {".ropa-change/forward.json": [null, null]}}',
        "[" * 100_000,
    ],
)
def test_a_change_that_is_none_is_not_believed(root: Path, manifest: str) -> None:
    write(root, {".ropa-change/forward.json": manifest})
    assert as_read(root) == on_disk(root)
    assert [found.variant for found in Register(Folder(str(root))).found if found.rule == "unfinished-change"] == ["strange"]
    with pytest.raises(Failure, match="strange"):
        single(root).write()


def test_a_change_never_leads_out(root: Path, tmp_path: Path) -> None:
    outside = write(tmp_path / "outside", {"een.toml": "# buiten\n"})
    halfway(root, moves=0)
    subprocess.run(["rm", "-r", root / "certificates"], check=False)
    os.symlink(outside, root / "certificates")
    subprocess.run(["rm", "-r", root / ".ropa-change/new/activities"], check=True)
    os.symlink(outside, root / ".ropa-change/new/activities")
    as_read(root)
    with pytest.raises(Failure, match="by-hand"):
        single(root).write()
    assert [path.name for path in outside.iterdir()] == ["een.toml"]


# -- two at once ------------------------------------------------------------------------------------------------------------------------------------------


def test_who_reads_while_it_is_written_sees_before_or_after(root: Path) -> None:
    """Two records that name one another: read half, one would name a record that is not there."""
    script = """
import sys, time
from ropa.edit.change import Change
for number in range(15):
    change = Change(sys.argv[1])
    for name in "abcdefgh":
        change.move(f"activities/{name}-{number % 2}.toml", f"activities/{name}-{(number + 1) % 2}.toml")
    change.write()
    time.sleep(0.03)
"""
    write(root, {f"activities/{name}-0.toml": DRAFT for name in "abcdefgh"})
    writer = subprocess.Popen([sys.executable, "-c", script, str(root)], cwd=Path(__file__).parent.parent)
    seen = set()
    while writer.poll() is None:
        names = [name for name in Register(Folder(str(root))).activities if name[1:2] == "-"]
        assert len(names) == 8
        assert len({name[-1] for name in names}) == 1, names
        seen.add(names[0][-1])
    assert writer.returncode == 0
    assert seen


def test_two_writers_at_once_lose_nothing(root: Path) -> None:
    script = """
import sys
from ropa.edit.change import Change
from ropa.errors import Failure
done = 0
while done < 8:
    change = Change(sys.argv[1])
    for path in ("register.toml", "activities/een.toml"):
        change.put(path, change.read(path) + f"# {sys.argv[2]}\\n".encode())
    try:
        change.write()
        done += 1
    except Failure as failure:
        assert failure.key == "changed-meanwhile", failure.key
"""
    writers = [subprocess.Popen([sys.executable, "-c", script, str(root), name], cwd=Path(__file__).parent.parent) for name in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    for path in ("register.toml", "activities/een.toml"):
        text = (root / path).read_text("utf-8")
        assert (text.count("# a\n"), text.count("# b\n")) == (8, 8)
    assert not left_over(root)


def test_a_file_that_changed_since_it_was_read_stays(root: Path) -> None:
    for make in (single, several, removal):
        change = make(root)
        (root / "activities/een.toml").write_bytes(b"# intussen\n")
        disk = on_disk(root)
        with pytest.raises(Failure, match="changed-meanwhile"):
            change.write()
        assert on_disk(root) == disk
        assert not left_over(root)
        write(root, {"activities/een.toml": DRAFT})


def test_the_second_waits_a_moment(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PAUSE", 0.001)
    with lock.undisturbed() as asked, lock.locked(str(root), asked), pytest.raises(Failure, match="busy"):
        single(root).write()
    single(root).write()


def test_where_there_are_no_locks_a_file_is_the_lock(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_locks(handle: int) -> bool:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_PAUSE", 0.001)
    monkeypatch.setattr(lock, "_hold", no_locks)
    several(root).write()
    assert not left_over(root)
    write(root, {".ropa-lock.own": ""})
    with pytest.raises(Failure, match="busy-crash") as caught:
        single(root).write()
    assert caught.value.params["path"] == f"{root}/.ropa-lock.own"


def test_writing_from_another_thread(root: Path) -> None:
    writer = threading.Thread(target=single(root).write)
    writer.start()
    writer.join()
    assert b"# erbij" in as_read(root)["activities/een.toml"]


# -- files of every kind ----------------------------------------------------------------------------------------------------------------------------------


def test_a_file_keeps_its_mode(root: Path) -> None:
    (root / "activities/een.toml").chmod(0o751)
    single(root).write()
    assert (root / "activities/een.toml").stat().st_mode & 0o777 == 0o751
    (root / "register.toml").chmod(0o640)
    several(root).write()
    assert (root / "register.toml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("make", MAKERS)
def test_a_file_that_may_not_be_written_is_left_alone(root: Path, make: Callable[[Path], Change]) -> None:
    (root / "activities/een.toml").chmod(0o444)
    before = on_disk(root)
    with pytest.raises(Failure, match="unwritable") as caught:
        make(root).write()
    assert caught.value.params["path"] == f"{root}/activities/een.toml"
    assert on_disk(root) == before
    assert not left_over(root)


def test_what_cannot_be_put_in_place_is_taken_back(root: Path) -> None:
    before = on_disk(root)
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if target.endswith("register.toml") and "/new/" in source:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    change = several(root)
    os.replace = refuse  # type: ignore[assignment]
    try:
        with pytest.raises(Failure, match="unwritable"):
            change.write()
    finally:
        os.replace = real
    assert on_disk(root) == before
    assert not left_over(root)
    assert not (root / "certificates").exists()


def test_killed_while_it_is_taken_back(tmp_path: Path) -> None:
    before, after = after_of(several, tmp_path)
    real = os.replace

    def refuse(source: str, target: str) -> None:
        if target.endswith("register.toml") and "/new/" in source:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        real(source, target)

    code, number = 9, 0
    while code == 9:
        number += 1
        root = write(tmp_path / str(number), FILES)
        change = several(root)
        child = os.fork()
        if not child:
            os.replace = refuse  # type: ignore[assignment]
            with trouble(("replace", "rename", "unlink"), number, lambda: os._exit(9)):
                try:
                    change.write()
                except Failure:
                    os._exit(0)
            os._exit(1)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        settle(root, before, after)
    assert code == 0
    assert number > 8


def test_what_was_edited_in_the_last_moment_stays(root: Path) -> None:
    """Between the last look and the decision: everything else is as before."""
    change = several(root)
    real = os.rename

    def late(source: str, target: str) -> None:
        if target.endswith(".ropa-change"):
            (root / "register.toml").write_bytes(b"# met de hand\n")
        real(source, target)

    before = on_disk(root)
    os.rename = late  # type: ignore[assignment]
    try:
        with pytest.raises(Failure, match="changed-meanwhile"):
            change.write()
    finally:
        os.rename = real
    assert on_disk(root) == {**before, "register.toml": b"# met de hand\n"}
    assert not left_over(root)


def test_a_folder_on_another_disk(root: Path) -> None:
    real = os.replace

    def far(source: str, target: str) -> None:
        if os.path.dirname(source) != os.path.dirname(target):
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        real(source, target)

    change = several(root)
    os.replace = far  # type: ignore[assignment]
    try:
        change.write()
    finally:
        os.replace = real
    assert "activities/eerste.toml" in as_read(root)
    assert not left_over(root)


@pytest.mark.parametrize("make", MAKERS)
def test_a_link_is_never_followed(root: Path, tmp_path: Path, make: Callable[[Path], Change]) -> None:
    outside = write(tmp_path / "outside", {"een.toml": DRAFT, "twee.toml": DRAFT})
    (root / "activities/een.toml").unlink()
    os.symlink(outside / "een.toml", root / "activities/een.toml")
    with pytest.raises(Failure, match="link"):
        make(root)
    (root / "activities/een.toml").unlink()
    write(root, {"activities/een.toml": DRAFT})
    change = make(root)
    os.rename(root / "activities", root / "elders")
    os.symlink(outside, root / "activities")
    with pytest.raises(Failure, match="link"):
        change.write()
    assert (outside / "een.toml").read_text() == DRAFT


@pytest.mark.parametrize(
    "path", ["../buiten.toml", "/etc/passwd", "", "activities/../x", "activities//x", "a\\b", "c:/x", "a\0b", ".ropa-change/x", ".git/config"]
)
def test_a_path_stays_inside(root: Path, path: str) -> None:
    with pytest.raises(Failure, match="bad-place"):
        Change(str(root)).put(path, b"")


@pytest.mark.parametrize("name", ["één twee.toml", "a\"b'c.toml", "a\nb.toml", "-rf.toml", "\udcff.toml", "$(x).toml"])
def test_odd_names(root: Path, name: str) -> None:
    change = several(root)
    change.put(f"activities/{name}", b"# raar\n")
    halfway(root, lambda _: change, moves=0)
    assert finish(str(root))
    assert as_read(root)[f"activities/{name}"] == b"# raar\n"


def test_a_folder_in_the_place_of_a_file(root: Path) -> None:
    (root / "activities/map.toml").mkdir()
    with pytest.raises(Failure):
        Change(str(root)).put("activities/map.toml", b"")
    with pytest.raises(Failure):
        Change(str(root)).put("register.toml/x.toml", b"")


def test_a_register_in_a_folder_that_is_yet_to_be(tmp_path: Path) -> None:
    root = tmp_path / "een" / "twee"
    change = Change(str(root))
    change.put("register.toml", b"format = 1\n")
    change.put("activities/een.toml", DRAFT.encode())
    change.write()
    assert set(on_disk(root)) == {"register.toml", "activities/een.toml"}
    assert not left_over(root)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root mounts a disk")
@pytest.mark.parametrize("make", MAKERS)
def test_a_disk_that_is_really_full(tmp_path: Path, make: Callable[[Path], Change]) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=512k", "tmpfs", disk], capture_output=True, check=False).returncode:
        pytest.skip("no disk to be had")
    try:
        root = write(disk / "register", FILES)
        before = on_disk(root)
        change = make(root)
        with (disk / "vulling").open("wb", buffering=0) as filling:
            try:
                while True:
                    filling.write(b"x" * 1024)
            except OSError:
                pass
        failed = False
        try:
            change.write()
        except Failure as failure:
            failed = failure.key == "unwritable"
        assert (on_disk(root) == before) == failed
        assert as_read(root) == on_disk(root)
        assert not left_over(root)
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_file_that_may_not_grow(root: Path) -> None:
    import resource

    before = on_disk(root)
    change = several(root)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, limits[1]))
    try:
        with pytest.raises(Failure, match="unwritable"):
            change.write()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert on_disk(root) == before
    assert not left_over(root)


def git(root: Path, *arguments: str) -> str:
    return subprocess.run(["git", "-C", root, *arguments], capture_output=True, text=True, check=True).stdout


def repository(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the register in a repository, with all that it is made of now in it."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(root.parent / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    (root.parent / "gitconfig").write_text("[user]\nname = Anna Voorbeeld\nemail = anna@voorbeeld.example\n[init]\ndefaultBranch = main\n")
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "-m", "Begin")
