"""Whatever a register holds: findings or one clear line, never a traceback, never a lost file, nothing written."""

import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ropa.cli import run
from ropa.findings import check
from ropa.i18n import LANGUAGES, texts
from ropa.register import Register
from ropa.source.folder import MAX_BYTES, Folder
from tests.support import TODAY, Content, base, check_files, codes, write

AS_OF = ["--as-of", TODAY.isoformat()]
ACTIVITY = "activities/test.toml"


@pytest.mark.parametrize(
    ("files", "code"),
    [
        pytest.param({ACTIVITY: 'name = "x\n'}, "F001", id="open-string"),
        pytest.param({ACTIVITY: "a = = 1"}, "F001", id="not-toml"),
        pytest.param({ACTIVITY: 'name = "x"\nname = "y"\n'}, "F001", id="duplicate-key"),
        pytest.param({ACTIVITY: "x = " + "[" * 5000 + "]" * 5000}, "F001", id="deep-array"),
        pytest.param({ACTIVITY: "x = " + "{a=" * 5000 + "1" + "}" * 5000}, "F001", id="deep-table"),
        pytest.param({ACTIVITY: 'name = "a\x00b"\n'}, "F001", id="nul"),
        pytest.param({ACTIVITY: "started = 2026-02-30\n"}, "F001", id="no-such-day"),
        pytest.param({ACTIVITY: b'name = "caf\xe9"\n'}, "F002", id="latin-1"),
        pytest.param({ACTIVITY: b"\xff\xfen\x00a\x00"}, "F002", id="utf-16"),
        pytest.param({ACTIVITY: b'\xef\xbb\xbfname = "x"\n'}, "F002", id="byte-order-mark"),
        pytest.param({ACTIVITY: '<<<<<<< HEAD\nname = "a"\n=======\nname = "b"\n>>>>>>> other\n'}, "F003", id="merge-conflict"),
        pytest.param({ACTIVITY: 'name = "x"\npurposs = []\n'}, "F004", id="misspelt-key"),
        pytest.param({ACTIVITY: 'name = "x"\nstarted = "2020-01-01"\n'}, "F005", id="date-as-text"),
        pytest.param({ACTIVITY: "name = 5\n"}, "F005", id="number-as-name"),
        pytest.param({ACTIVITY: 'name = "x"\npurposes = [1, {purpose="y"}]\n'}, "F005", id="mixed-list"),
        pytest.param({ACTIVITY: 'name = "x"\nlarge_scale = "ja"\n'}, "F005", id="yes-as-text"),
        pytest.param({ACTIVITY: 'name = "x"\n[[purposes]]\npurpose = "y"\nbasis = "consnt"\n'}, "F006", id="unknown-value"),
        pytest.param({ACTIVITY: ""}, "F007", id="empty-file"),
        pytest.param({"register.toml": False}, "F007", id="no-register-toml"),
        pytest.param({"processors/Praktijkpakket.toml": 'name = "x"\n'}, "F008", id="ids-that-differ-by-case"),
        pytest.param({"activities/Té st.toml": 'name = "x"\n'}, "F009", id="bad-id"),
        pytest.param({ACTIVITY: 'name = "x"\nprocessors = ["nobody"]\n'}, "F010", id="reference-to-nothing"),
        pytest.param({ACTIVITY: {"link": "/etc/passwd"}}, "F014", id="link-out"),
        pytest.param({ACTIVITY: {"link": "client-administration.toml"}}, "F014", id="link-inside"),
        pytest.param({ACTIVITY: 'name = "x"\ndocuments = [{path = "../../etc/passwd"}]\n'}, "F020", id="path-out"),
        pytest.param({ACTIVITY: 'name = "x"\ndocuments = [{path = "/etc/passwd"}]\n'}, "F020", id="absolute-path"),
        pytest.param({ACTIVITY: 'name = "x"\ndocuments = [{path = "documents/\\u0000"}]\n'}, "F020", id="nul-in-path"),
        pytest.param({ACTIVITY: {"folder": True}}, "F016", id="folder-for-file"),
        pytest.param({"activities/notes.txt": "x"}, "F016", id="no-record"),
        pytest.param({"activitys": {"folder": True}}, "F016", id="misspelt-folder"),
        pytest.param({ACTIVITY: {"size": MAX_BYTES + 1}}, "F017", id="too-large"),
        pytest.param({ACTIVITY: 'name = "x"\nprocessors = []\n'}, "F019", id="empty-list"),
    ],
)
def test_each_is_a_finding_at_its_place_and_the_rest_is_checked(files: dict[str, Content], code: str) -> None:
    other = {"activities/zz-other.toml": 'name = "Nog een"\nprocessors = ["not-there"]\n'}
    findings = check_files({**files, **other})
    assert code in codes(findings)
    assert any(finding.rule.code == "F010" and finding.file == "activities/zz-other.toml" for finding in findings)
    for finding in findings:
        assert finding.line >= 1
        assert finding.column >= 1
        for language in LANGUAGES:
            assert texts(language).message(finding)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[]" * 65 + "\n" + '\\"' * 200_000, id="quotes"),
        pytest.param("[]" * 65 + "\n" + "'" * 450_000, id="triple-quotes"),
        pytest.param("x = " + '"' * 300_000, id="only-quotes"),
        pytest.param("x = [" + '"a",' * 150_000 + "]", id="long-array"),
        pytest.param("a" + ".a" * 200_000 + " = 1", id="long-key"),
        pytest.param("#" * 400_000 + "\n" + "[" * 70, id="comment-then-deep"),
    ],
)
def test_no_file_takes_long(text: str) -> None:
    start = time.process_time()
    check_files({ACTIVITY: text})
    assert time.process_time() - start < 5


def test_newer_format_is_said() -> None:
    text = str(base()["register.toml"]).replace("format = 1", "format = 99")
    assert "F015" in codes(check_files({"register.toml": text}))


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    write(tmp_path, base())
    os.mkfifo(tmp_path / "activities" / "pipe.toml")
    (tmp_path / "activities" / "zero.toml").symlink_to("/dev/zero")
    assert {"F014", "F016"} <= set(codes(check(Register(Folder(str(tmp_path))), TODAY)))


def test_what_may_not_be_read_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, base())
    real = os.open

    def denied(path: str, *rest: int) -> int:
        if str(path).endswith("client-administration.toml"):
            raise PermissionError(13, "Permission denied")
        return real(path, *rest)

    monkeypatch.setattr("ropa.source.folder.os.open", denied)
    findings = check(Register(Folder(str(tmp_path))), TODAY)
    assert [finding.file for finding in findings if finding.rule.name == "unreadable"] == ["activities/client-administration.toml"]


def test_a_broken_file_is_no_missing_reference() -> None:
    findings = check_files({"processors/praktijkpakket.toml": "a = = 1"})
    assert "F001" in codes(findings)
    assert "F010" not in codes(findings)


@pytest.mark.parametrize(
    "verb", [["check"], ["overview"], ["list", "activities"], ["show", "activities/test"], ["transfers", "--all"], ["agenda"], ["check", "--format", "json"]]
)
def test_no_escape_sequence_reaches_the_terminal(verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nasty = "\\u001b[31mrood\\u0007\\u202Eomgekeerd [bold]x[/bold] \\u009b2J"
    write(
        tmp_path,
        {
            **base(),
            ACTIVITY: f'name = "{nasty}"\nowner = "{nasty}"\nprocessors = ["{nasty}"]\n"{nasty}" = 1\n[[purposes]]\npurpose = "{nasty}"\nbasis = "{nasty}"\n',
        },
    )
    code = run([*verb, "--register", str(tmp_path), *AS_OF])
    out, err = capsys.readouterr()
    assert code in (0, 1)
    for letter in ("\x1b", "\x07", "\u202e", "\x9b"):
        assert letter not in out + err


def _snapshot(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def _check_quietly(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _snapshot(root)
    code = run(["check", str(root), "--format", "json", *AS_OF])
    out, err = capsys.readouterr()
    assert code in (0, 1), err
    assert "Traceback" not in out + err
    assert json.loads(out)["schema"] == "ropa.findings/1"
    assert _snapshot(root) == before


FUZZ = settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FUZZ
@given(data=st.binary(max_size=400))
def test_random_bytes(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {**base(), ACTIVITY: data})
    _check_quietly(tmp_path, capsys)


GOOD = [name for name, content in base().items() if name.endswith(".toml") and isinstance(content, str)]
PIECES = st.sampled_from(
    [
        "",
        "=",
        "[",
        "]]",
        '"',
        "'''",
        "none",
        "\n",
        "1979-05-27T07:32:00",
        "nan",
        "9" * 30,
        "-1",
        "true",
        "{}",
        "[]",
        "\\",
        "\x7f",
        "é",
        "<<<<<<<",
        "[[data]]",
        "data = 1\n",
    ]
)


@FUZZ
@given(name=st.sampled_from(GOOD), edits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 12), PIECES), min_size=1, max_size=4))
def test_random_edits_of_good_files(name: str, edits: list[tuple[float, int, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = str(base()[name])
    for where, length, piece in edits:
        place = int(where * len(text))
        text = text[:place] + piece + text[place + length :]
    write(tmp_path, {**base(), name: text})
    _check_quietly(tmp_path, capsys)


VALUES = st.recursive(
    st.sampled_from(
        ['"x"', '""', "1", "-5", "9223372036854775807", "1.5", "nan", "true", "2026-01-01", "9999-12-31", "0001-01-01", "07:32:00", '"none"', '"unknown"']
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: "[" + ", ".join(items) + "]"),
        st.lists(inner, max_size=2).map(lambda items: "{ " + ", ".join(f"purpose{n} = {v}" for n, v in enumerate(items)) + " }"),
    ),
    max_leaves=6,
)


def _paths() -> list[str]:
    from ropa.model.fields import walk_fields
    from ropa.model.kinds import ACTIVITY as KIND

    return sorted({".".join(path) for path, _, _ in walk_fields(KIND.table)})


@FUZZ
@given(pairs=st.lists(st.tuples(st.sampled_from(_paths()), VALUES), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_any_value_in_any_field(pairs: list[tuple[str, str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {**base(), ACTIVITY: "".join(f"{path} = {value}\n" for path, value in pairs)})
    _check_quietly(tmp_path, capsys)


NAMES = [b"\xff.toml", b"a\nb\x1b[31m.toml", b"-o.toml", b"*.toml", b"%s{0}.toml", "ünïcode.toml".encode(), b"CON.toml", b".toml"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX")
@pytest.mark.parametrize(
    "verb",
    [["check", "--format", name] for name in ("text", "concise", "json", "sarif", "github", "junit")]
    + [["overview"], ["list", "activities"], ["export", "activities", "--format", "json"], ["export", "findings", "--format", "csv"]],
)
def test_names_of_files_are_hostile_too(verb: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write(tmp_path / os.fsdecode(b"reg\xe9ister"), base())
    for name in NAMES:
        with open(os.path.join(os.fsencode(root), b"activities", name), "wb") as file:
            file.write(b'name = "x"\n')
    (root / os.fsdecode(b"los\xff")).mkdir()
    assert run([*verb, "--register", str(root), *AS_OF]) in (0, 1), capsys.readouterr().err
    out, err = capsys.readouterr()
    assert "\x1b" not in out + err
    assert "\udcff" not in out + err


DRAFT = 'name = "x"\nstatus = "draft"\n'
MANY = {
    "unknown-keys": {ACTIVITY: DRAFT + "".join(f"purposs_{n} = 1\n" for n in range(20_000))},
    "unknown-values": {ACTIVITY: DRAFT + "".join(f'[[data]]\ncategory = "emial{n}"\n' for n in range(20_000))},
    "empty-tables": {ACTIVITY: DRAFT + "[[data]]\n" * 60_000},
    "missing-references": {ACTIVITY: DRAFT + "processors = [" + ",".join(f'"praktijk{n}"' for n in range(40_000)) + "]\n"},
    "bad-ids": {"measures.toml": "".join(f'[X_{n}]\nname="x"\n' for n in range(20_000))},
    "keys-of-entries": {"measures.toml": "".join(f'[x{n}]\nnme{n}="x"\n' for n in range(20_000))},
    "own-categories": {"vocabulary.toml": "".join(f'[data.x{n}]\nname="x"\nlike="emial{n}"\n' for n in range(10_000))},
    "acceptances": {"accepted.toml": "".join(f'[[accepted]]\nrule="retentoin-{n}"\nrecord="x"\n' for n in range(15_000))},
}


@pytest.mark.parametrize("name", MANY)
def test_a_file_with_very_many_things_wrong_does_not_take_long(name: str) -> None:
    start = time.perf_counter()
    findings = check_files(MANY[name])
    assert time.perf_counter() - start < 6
    assert len(findings) >= 10_000
    assert len({(finding.line, finding.column, finding.rule.code, finding.variant, str(finding.path)) for finding in findings}) >= 10_000


def test_the_first_of_many_wrong_keys_still_get_a_suggestion() -> None:
    findings = [finding for finding in check_files(MANY["keys-of-entries"]) if finding.rule.code == "F004"]
    assert [finding.params["near"] for finding in findings[:10]] == ["name"] * 10
    assert findings[-1].params["near"] == ""
