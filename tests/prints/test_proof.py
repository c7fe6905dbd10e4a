"""`ropa verify FILE`: whether a printed register is what the repository says."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.documents.proof import VERDICTS, differences, order_in
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
    list(differences(b"%PDF-1.7\n" + data, data))
