"""`ropa verify FILE`: whether a printed register is what the repository says."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.documents.editions import order_of
from ropa.documents.proof import VERDICTS, Difference, differences, order_in
from ropa.i18n import LANGUAGES, texts
from tests.prints.test_print import BOTH, printed
from tests.trail_support import Work, isolate, make


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Work:
    isolate(tmp_path, monkeypatch)
    return make(tmp_path / "praktijk", "register", capfd)


def proof(work: Work, path: Path, *arguments: str) -> dict[str, Any]:
    code, out, err = work.ropa("verify", str(path), "--format", "json", *arguments)
    assert out, err
    told: dict[str, Any] = json.loads(out)
    assert code == (0 if told["verdict"] == "identical" else 1)
    return told


def file(work: Work, name: str) -> Path:
    return work.root.parent / name


@pytest.mark.parametrize("ending", BOTH)
@pytest.mark.parametrize("more", [[], ["--public"], ["--findings", "--history", "2020-01-01", "--lang", "fr"], ["--activity", "client-administration"]])
def test_a_print_holds(work: Work, ending: str, more: list[str]) -> None:
    printed(work, f"r.{ending}", *more)
    told = proof(work, file(work, f"r.{ending}"))
    assert (told["verdict"], told["revision"], told["in_history"], told["differences"]) == ("identical", work.head, True, [])


@pytest.mark.parametrize("ending", BOTH)
def test_it_goes_on_to_hold_when_the_register_changes_or_is_sealed(work: Work, ending: str) -> None:
    printed(work, f"voor.{ending}")
    work.seal()
    printed(work, f"met.{ending}")
    work.change("later")
    work.seal(day="2026-11-23")
    assert proof(work, file(work, f"voor.{ending}"))["approved_by"] is None
    told = proof(work, file(work, f"met.{ending}"))
    assert (told["verdict"], told["seal"], told["approved_on"]) == ("identical", "ropa/2026-11-22", "2026-11-22")


def test_every_changed_byte_is_seen(work: Work) -> None:
    data = printed(work, "r.pdf")
    for place in {*range(200, len(data), max(1, len(data) // 12)), len(data) - 2}:
        changed = bytearray(data)
        changed[place] ^= 0x01
        file(work, "x.pdf").write_bytes(changed)
        code, out, _ = work.ropa("verify", str(file(work, "x.pdf")), "--format", "json")
        assert code in (1, 2)
        assert "identical" not in out


def test_a_changed_word_is_shown_with_its_place(work: Work) -> None:
    data = printed(work, "r.html")
    name = b"Coachpraktijk De Linde"
    assert name in data
    head, _, rest = data.rpartition(name)
    file(work, "x.html").write_bytes(head + b"Coachpraktijk De Eik" + rest)
    told = proof(work, file(work, "x.html"))
    assert told["verdict"] == "different"
    [difference] = told["differences"]
    assert "De Eik" in difference["printed"] and "De Linde" in difference["fresh"]


def test_a_changed_page_of_a_pdf_is_shown(work: Work) -> None:
    before = printed(work, "r.pdf")
    activity = work.register / "activities" / "client-administration.toml"
    activity.write_text(activity.read_text("utf-8").replace("years = 7", "years = 5"), "utf-8")
    work.git("commit", "-q", "-a", "-m", "Korter")
    after = printed(work, "r2.pdf")
    found = list(differences(before, after))
    assert found
    assert all(each.page for each in found)


def test_what_cannot_hold(work: Work) -> None:
    printed(work, "goed.html")
    good = file(work, "goed.html").read_text("utf-8")
    for changed, verdict in (
        (good.replace(work.head, "0" * 40), "no-commit"),
        (good.replace('<meta name="ropa:as-of"', f'<meta name="ropa:seal" content="{"1" * 40}">\n<meta name="ropa:as-of"'), "no-seal"),
        (good.replace('name="ropa:program" content="', 'name="ropa:program" content="0.0.'), "other-program"),
        (good.replace('<meta name="ropa:as-of"', '<meta name="ropa:changed" content="2">\n<meta name="ropa:as-of"'), "unsaved"),
        (good.replace(f'<meta name="ropa:revision" content="{work.head}">', ""), "no-version"),
        (good.replace("ropa:language", 'ropa:public" content="yes">\n<meta name="ropa:language'), "different"),
    ):
        assert changed != good
        file(work, "x.html").write_text(changed, "utf-8")
        assert proof(work, file(work, "x.html"))["verdict"] == verdict


def test_a_version_beside_the_branch_is_told(work: Work) -> None:
    work.git("switch", "-q", "-c", "zijtak")
    work.change("zijspoor")
    printed(work, "r.html")
    work.git("switch", "-q", "main")
    told = proof(work, file(work, "r.html"))
    assert (told["verdict"], told["in_history"]) == ("identical", False)


def test_a_version_that_was_rewritten_away_is_told(work: Work) -> None:
    work.change("tussenstand")
    printed(work, "r.html")
    work.git("reset", "-q", "--hard", "HEAD~1")
    told = proof(work, file(work, "r.html"))
    assert (told["verdict"], told["in_history"], told["differences"]) == ("lost", False, [])
    work.git("tag", "bewaard", told["revision"])
    assert proof(work, file(work, "r.html"))["verdict"] == "identical"


def test_another_program_is_told_by_what_it_is_made_of(work: Work) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ropa.documents.editions.program", lambda: "0.1.0+000000000000")
        printed(work, "r.pdf")
    told = proof(work, file(work, "r.pdf"))
    assert (told["verdict"], told["text_compared"], told["differences"]) == ("other-program", True, [])


def test_what_is_no_print(work: Work) -> None:
    for name, data in (("leeg.pdf", b""), ("een.pdf", b"%PDF-1.7\nniets"), ("twee.html", b"<html></html>"), ("drie.bin", bytes(range(256)))):
        file(work, name).write_bytes(data)
        code, out, err = work.ropa("verify", str(file(work, name)))
        assert (code, out) == (2, "")
        assert name in err
    code, _, err = work.ropa("verify", str(file(work, "nergens.pdf")))
    assert code == 2
    assert "nergens.pdf" in err
    code, _, err = work.ropa("verify", str(work.root))
    assert code == 2


@pytest.mark.parametrize("option", [["--rev", "HEAD"], ["--as-of", "2026-01-01"], ["--allowed-signers", "x"]])
def test_the_file_says_its_version_itself(work: Work, option: list[str]) -> None:
    printed(work, "r.html")
    code, _, err = work.ropa("verify", str(file(work, "r.html")), *option)
    assert code == 2
    assert option[0] in err


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_verdict_has_words(language: str) -> None:
    words = texts(language)
    for verdict in VERDICTS:
        assert words.ui(f"proof.{verdict}", revision="abc", program="1", n=2)


def test_the_page_says_what_it_is(work: Work) -> None:
    work.seal()
    printed(work, "r.pdf")
    code, out, _ = work.ropa("verify", str(file(work, "r.pdf")), "--lang", "nl")
    assert code == 0
    assert "vastgesteld door Anna Voorbeeld" in " ".join(out.split())
    assert "tot op de byte gelijk" in " ".join(out.split())


@given(st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_nothing_in_a_file_is_a_surprise(data: bytes) -> None:
    for start in (b"", b"%PDF-1.7\n<pdf:Keywords>", b'<meta name="ropa:language" content="'):
        assert order_in(start + data) is None
    list(differences(b"<!doctype html>\n" + data, b"<!doctype html>\n" + data[::-1]))


def test_a_pdf_without_text_that_can_be_read(work: Work) -> None:
    head, _, _ = printed(work, "r.pdf").partition(b"xref")
    order = b"<pdf:Keywords>" + (re.search(b"<pdf:Keywords>([^<]*)", head) or [b"", b""])[1] + b"</pdf:Keywords>"
    file(work, "x.pdf").write_bytes(b"%PDF-1.7\n" + order)
    told = proof(work, file(work, "x.pdf"))
    assert (told["verdict"], told["text_compared"], told["differences"]) == ("different", False, [])
    _, out, _ = work.ropa("verify", str(file(work, "x.pdf")), "--lang", "en")
    assert "cannot be read" in out


def test_many_differences_are_found_in_little_time(work: Work) -> None:
    line = b"<div><dt>Doel</dt>\n<dd>x</dd></div>\n"
    fresh = b"".join(b"<p>%d</p>\n%s" % (number, line) for number in range(20_000))
    began = time.perf_counter()
    found = list(differences(fresh.replace(b"<dd>", b"<dd> "), fresh))
    assert len(found) == 20
    assert (found[0].printed, found[0].fresh) == ("<dd> x</dd></div>", "<dd>x</dd></div>")
    assert list(differences(b"<p>nieuw</p>\n" + fresh, fresh)) == [Difference(0, "<p>nieuw</p>", "")]
    assert time.perf_counter() - began < 5


@pytest.mark.parametrize(
    "said",
    [
        {"revision": "HEAD"},
        {"revision": "2026-11-22"},
        {"revision": "--help"},
        {"seal": "ropa/2026"},
        {"since": "HEAD~3"},
        {"since": "2026-02-31"},
        {"changed": "-1"},
    ],
)
def test_an_order_names_versions_by_their_ids(said: dict[str, str]) -> None:
    made = {"ropa-print": "1", "program": "0.1.0", "revision": "a" * 40, "as-of": "2026-11-22", "language": "nl"}
    assert order_of(made) is not None
    assert order_of({**made, **said}) is None


def test_a_history_since_a_version_that_is_not_there(work: Work) -> None:
    work.change("later")
    since = work.head
    printed(work, "r.html", "--history", since)
    data = file(work, "r.html").read_text("utf-8")
    file(work, "x.html").write_text(data.replace(f'since" content="{since}', f'since" content="{"0" * 40}'), "utf-8")
    assert proof(work, file(work, "x.html"))["verdict"] == "no-commit"


@pytest.mark.parametrize("ending", BOTH)
def test_chosen_activities_of_any_name_and_number(work: Work, ending: str) -> None:
    text = (work.register / "activities" / "client-administration.toml").read_text("utf-8")
    names = ["a+b", "c,d", "e%2Bf", "g<&>h", *(f"verwerking-met-een-lange-naam-{number}" for number in range(150))]
    for name in names:
        (work.register / "activities" / f"{name}.toml").write_text(text, "utf-8")
    work.git("add", ".")
    work.git("commit", "-q", "-m", "Veel")
    printed(work, f"r.{ending}", *(part for name in names for part in ("--activity", name)))
    told = proof(work, file(work, f"r.{ending}"))
    assert (told["verdict"], told["activities"]) == ("identical", sorted(names))
