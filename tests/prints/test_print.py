"""`ropa print`: where the file goes, what travels in it, and that the same version gives the same bytes."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from ropa.documents.editions import Order, made_of, order_of
from ropa.documents.proof import order_in
from ropa.documents.register import Choice
from tests.pdf import ACCESSIBLE, ARCHIVAL, failures
from tests.support import TODAY, write
from tests.trail_support import AS_OF, Work, isolate, make

BOTH = ("pdf", "html")
HOSTILE = (
    "$x$ #let y = 1 @ref <lbl> [link](x) | `code` ``` \\ *b* _i_ <script>alert(1)</script> "
    "\x07\x1b[31m \u202eomgekeerd\u202c 😀 中文 Ελληνικά العربية ไทย \ue000 "
)


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Work:
    isolate(tmp_path, monkeypatch)
    return make(tmp_path / "praktijk", "register", capfd)


def printed(work: Work, name: str, *arguments: str) -> bytes:
    path = work.root.parent / name
    code, out, err = work.ropa("print", "-o", str(path), *AS_OF, *arguments)
    assert (code, out) == (0, ""), err
    return path.read_bytes()


def text_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(each.get_textpage().get_text_range() for each in document).replace("\r", "").replace("\u200b", "").replace("\ufffe", "")


@pytest.mark.parametrize("ending", BOTH)
def test_the_same_version_gives_the_same_bytes(work: Work, ending: str) -> None:
    once = printed(work, f"een.{ending}")
    assert printed(work, f"twee.{ending}") == once
    assert printed(work, f"drie.{ending}", "--rev", "HEAD") == once
    (work.register / "activities" / "nieuw.toml").write_text('name = "Nieuw"\n')
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Later")
    assert printed(work, f"vier.{ending}", "--rev", "HEAD~1") == once
    assert printed(work, f"vijf.{ending}") != once


@pytest.mark.parametrize("ending", BOTH)
def test_another_line_end_in_the_working_tree_changes_nothing(work: Work, ending: str) -> None:
    file = work.register / "activities" / "client-administration.toml"
    file.write_text(file.read_text("utf-8") + 'notes = """\neen\ntwee\n"""\n' if "notes" not in file.read_text("utf-8") else file.read_text("utf-8"))
    work.git("commit", "-q", "-a", "-m", "Twee regels", fails=True)
    once = printed(work, f"een.{ending}")
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert printed(work, f"twee.{ending}") == once


def test_the_files_travel_inside(work: Work) -> None:
    with pypdfium2.PdfDocument(printed(work, "r.pdf")) as document:
        inside = {each.get_name(): bytes(each.get_data()) for each in (document.get_attachment(place) for place in range(document.count_attachments()))}
    files = {path.relative_to(work.register).as_posix(): path.read_bytes() for path in work.register.rglob("*.toml") if "/." not in path.as_posix()}
    assert inside == files


def test_evidence_does_not_travel_inside_whatever_it_is_called(work: Work) -> None:
    (work.register / "documents" / "verslag.toml").write_text('vertrouwelijk = "ja"\n')
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Bewijs")
    assert b"verslag.toml" not in printed(work, "r.pdf")


def test_a_public_edition_has_no_files_inside(work: Work) -> None:
    with pypdfium2.PdfDocument(printed(work, "r.pdf", "--public")) as document:
        assert document.count_attachments() == 0


def test_it_is_archival_and_accessible(work: Work) -> None:
    data = printed(work, "r.pdf", "--findings", "--history", "2020-01-01")
    assert failures(data, ARCHIVAL) + failures(data, ACCESSIBLE) == []


def test_no_text_is_read_as_code(work: Work) -> None:
    (work.register / "activities" / "vreemd.toml").write_text(f'name = "Vreemd"\ndescription = {_toml(HOSTILE)}\nowner = {_toml("a" * 10_000)}\n', "utf-8")
    shown = re.sub(r"\s", "", text_of(printed(work, "r.pdf")))
    for part in ("$x$", "#lety=1", "@ref", "<lbl>", "[link](x)", "|`code````", "\\*b*_i_", "<script>alert(1)</script>", r"\x07\x1b[31m", r"\u202e"):
        assert part in shown
    assert "[U+E000]" in shown
    assert shown.count("a") > 10_000
    html = printed(work, "r.html").decode()
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def _toml(text: str) -> str:
    return '"' + "".join(letter if letter.isprintable() and letter not in '"\\' else f"\\u{ord(letter):04x}" for letter in text) + '"'


@pytest.mark.parametrize("ending", BOTH)
def test_what_is_not_saved_is_a_draft(work: Work, ending: str) -> None:
    (work.register / "activities" / "nieuw.toml").write_text('name = "Nieuw"\n')
    path = work.root.parent / f"r.{ending}"
    code, _, err = work.ropa("print", "-o", str(path), *AS_OF)
    assert code == 0
    assert "concept" in err and "ropa save" in err
    order = order_in(path.read_bytes())
    assert order is not None and order.changed == 1 and order.revision == work.head


def test_without_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    isolate(tmp_path, monkeypatch)
    write(tmp_path / "los", {"register.toml": 'format = 1\nlanguage = "nl"\n[controller]\nname = "Los"\n'})
    work = Work(tmp_path / "los", "", capfd)
    code, _, err = work.ropa("print", "-o", str(tmp_path / "r.pdf"), *AS_OF)
    assert code == 0
    assert "ropa init" in err


def test_an_existing_file_is_replaced_whole_or_not_at_all(work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    path = work.root.parent / "r.html"
    path.write_text("oud")
    path.chmod(0o640)
    printed(work, "r.html")
    assert path.read_bytes().startswith(b"<!doctype html>")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    code, _, err = work.ropa("print", "-o", str(path), *AS_OF, "--public")
    assert code == 2
    assert "No space left" in err
    assert path.read_bytes() == before
    assert not [name for name in os.listdir(path.parent) if name.startswith(".ropa-")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "register.docx"], ".pdf of .html"),
        (["-o", "register"], ".pdf of .html"),
        (["-o", "nergens/register.pdf"], "nergens"),
        (["-o", "r.pdf", "--activity", "client-administratie"], "activities/client-administration"),
        (["-o", "r.pdf", "--public", "--findings"], "--public"),
        (["-o", "r.pdf", "--history", "geen-commit"], "geen-commit"),
        ([], "--output"),
    ],
)
def test_what_cannot_be_done_is_said(work: Work, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str) -> None:
    monkeypatch.chdir(work.root.parent)
    code, out, err = work.ropa("print", *arguments, *AS_OF, "--lang", "nl")
    assert (code, out) == (2, "")
    assert said in err


def test_a_folder_with_the_name_of_a_file(work: Work) -> None:
    (work.root.parent / "r.pdf").mkdir()
    code, _, err = work.ropa("print", "-o", str(work.root.parent / "r.pdf"), *AS_OF)
    assert code == 2
    assert "r.pdf" in err


@pytest.mark.parametrize(
    "order",
    [
        Order(TODAY, "nl"),
        Order(TODAY, "fr", Choice(public=True), "a" * 40),
        Order(TODAY, "de", Choice(activities=frozenset({"een", "twee"}), findings=True, since="2026-01-01"), "b" * 64, "c" * 40, 3, "9.9"),
    ],
)
def test_what_travels_in_a_file_is_the_whole_order(order: Order) -> None:
    made = made_of(order)
    assert order_of(made) == order
    assert not any("," in value or "<" in value for value in made.values())


@pytest.mark.parametrize(
    "made",
    [
        {},
        {"ropa-print": "1"},
        {"ropa-print": "2", "as-of": "2026-11-22", "language": "nl"},
        {"ropa-print": "1", "as-of": "gisteren", "language": "nl"},
        {"ropa-print": "1", "as-of": "2026-11-22", "language": "xx"},
        {"ropa-print": "1", "as-of": "2026-11-22", "language": "nl", "changed": "veel"},
    ],
)
def test_what_is_no_order_of_ours(made: dict[str, str]) -> None:
    assert order_of(made) is None


def test_only_what_is_chosen_travels_inside(work: Work) -> None:
    other = 'name = "Onderzoek naar fraude"\nrole = "controller"\n'
    (work.register / "activities" / "geheim.toml").write_text(other, "utf-8")
    (work.register / "processors" / "detective.toml").write_text('name = "Detective"\n', "utf-8")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Geheim")
    data = printed(work, "r.pdf", "--activity", "client-administration")
    with pypdfium2.PdfDocument(data) as document:
        attached = [document.get_attachment(number) for number in range(document.count_attachments())]
        inside = {each.get_name(): bytes(each.get_data()) for each in attached}
    assert {"register.toml", "activities/client-administration.toml"} <= set(inside)
    assert not {"activities/geheim.toml", "processors/detective.toml", "measures.toml", "accepted.toml"} & set(inside)
    assert not any(b"fraude" in each or b"Detective" in each for each in inside.values())


@pytest.mark.parametrize("nothing", ["", ",", " ", "activities/"])
def test_a_choice_of_nothing_is_not_all(work: Work, nothing: str) -> None:
    code, _, err = work.ropa("print", "-o", str(work.root.parent / "r.html"), *AS_OF, "--activity", nothing)
    assert code == 2
    assert "Traceback" not in err
    assert not (work.root.parent / "r.html").exists()


def test_the_history_of_a_draft_is_told(work: Work) -> None:
    saved = printed(work, "r.html", "--history", "2020-01-01").decode()
    work.change("later")
    file = work.register / "activities" / "client-administration.toml"
    file.write_text('notes = "niet bewaard"\n' + file.read_text("utf-8"), "utf-8")
    draft = printed(work, "r.html", "--history", "2020-01-01").decode()
    begin = '<h2 id="history">'
    assert "Eerste versie" in saved.partition(begin)[2]
    assert "Eerste versie" in draft.partition(begin)[2]
    assert "niet bewaard" in draft


def test_a_history_with_a_part_missing_is_not_told(work: Work, capfd: pytest.CaptureFixture[str]) -> None:
    work.change("een")
    work.change("twee")
    printed(work, "heel.html", "--history", "2020-01-01")
    work.git("clone", "-q", "--depth", "1", work.root.as_uri(), str(work.root.parent / "ondiep"))
    shallow = Work(work.root.parent / "ondiep", "register", capfd)
    code, _, err = shallow.ropa("print", "-o", str(work.root.parent / "x.html"), *AS_OF, "--history", "2020-01-01")
    assert (code, "--unshallow" in err) == (2, True)
    code, _, err = shallow.ropa("verify", str(work.root.parent / "heel.html"))
    assert (code, "--unshallow" in err) == (2, True)
    assert printed(shallow, "zonder.html") == printed(work, "zonder-2.html")


def test_one_that_is_ended_leaves_nothing_behind(work: Work, tmp_path: Path) -> None:
    """`kill` in the midst of it: the files of the register lie in no temporary folder afterwards."""
    place = tmp_path / "tijdelijk"
    place.mkdir()
    code = (
        "import os, signal, sys; import ropa.documents.pdf as pdf; import typst; from ropa.cli import main\n"
        "def compile(*_, **__): os.kill(os.getpid(), signal.SIGTERM); raise AssertionError\n"
        "typst.compile = compile; main()"
    )
    command = [sys.executable, "-c", code, "print", "-o", str(tmp_path / "r.pdf"), "--register", str(work.register), *AS_OF]
    done = subprocess.run(command, env={**os.environ, "TMPDIR": str(place)}, capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert list(place.iterdir()) == []
    assert not (tmp_path / "r.pdf").exists()
