"""Family F where examples do not reach: which words, at which place, and what is not a finding."""

import hashlib
from pathlib import Path

import pytest

from ropa.findings import Finding, check
from ropa.i18n import LANGUAGES, texts
from ropa.register import Register
from ropa.source.folder import Folder
from tests.support import TODAY, Content, base, check_files

FILE = "activities/nieuwsbrief.toml"
DRAFT = 'name = "Nieuwsbrief"\nstatus = "draft"\n'


def found(files: dict[str, Content]) -> list[Finding]:
    return [finding for finding in check_files(files) if finding.rule.family == "F"]


def one(text: Content) -> Finding:
    """The one F finding on the register with this activity beside the base."""
    [finding] = found({FILE: text})
    return finding


def place(finding: Finding) -> tuple[str, int, int]:
    return finding.file, finding.line, finding.column


# -- reading -----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code", "variant", "line", "column"),
    [
        ('name = "x"\nstatus = draft\n', "F001", "", 2, 10),
        ('name = "x"\nname = "y"\n', "F001", "duplicate", 2, 1),
        (b'name = "caf\xe9"\n', "F002", "bytes", 1, 12),
        (b'\xef\xbb\xbfname = "x"\nstatus = "draft"\n', "F002", "mark", 1, 1),
        ('name = "x"\n<<<<<<< HEAD\na = 1\n=======\na = 2\n>>>>>>> b\n', "F003", "", 2, 1),
        (DRAFT + "purposs = 1\n", "F004", "near", 3, 1),
        (DRAFT + "qqq = 1\n", "F004", "", 3, 1),
        (DRAFT + 'created = "2026-11-02"\n', "F005", "date-as-text", 3, 1),
        (DRAFT + "created = 2026-11-02T10:00:00\n", "F005", "date", 3, 1),
        (DRAFT + "created = 5\n", "F005", "date", 3, 1),
        (DRAFT + 'large_scale = "nee"\n', "F005", "yes-no-as-text", 3, 1),
        (DRAFT + "large_scale = 0\n", "F005", "yes-no", 3, 1),
        (DRAFT + 'processors = "x"\n', "F005", "texts-or-none", 3, 1),
        (DRAFT + "processors = [1]\n", "F005", "text", 3, 15),
        (DRAFT + 'locations = "x"\n', "F005", "texts", 3, 1),
        (DRAFT + 'purposes = "x"\n', "F005", "tables", 3, 1),
        (DRAFT + 'automated_decisions = "x"\n', "F005", "tables-or-none", 3, 1),
        (DRAFT + 'dpia = "x"\n', "F005", "table", 3, 1),
        (DRAFT + '[[subjects]]\nnumber = "5"\n', "F005", "whole-number-as-text", 4, 1),
        (DRAFT + "[[subjects]]\nnumber = 5.5\n", "F005", "whole-number", 4, 1),
        (DRAFT + 'function = "qqq"\n', "F006", "", 3, 1),
        (DRAFT + 'function = "managment"\n', "F006", "near", 3, 1),
        (DRAFT + '[[data]]\ncategory = "emial"\n', "F006", "near-own", 4, 1),
        (DRAFT + '[[data]]\ncategory = "qqq"\n', "F006", "own", 4, 1),
        (DRAFT + '[[controllers]]\ncountry = "Holland"\n', "F006", "country", 4, 1),
        (DRAFT + '[[data]]\nretention = { statute = "qqq" }\n', "F006", "statute", 4, 15),
        ('status = "draft"\n', "F007", "", 1, 1),
        (DRAFT + 'processors = ["praktijkpaket"]\n', "F010", "near", 3, 15),
        (DRAFT + 'processors = ["qqq"]\n', "F010", "", 3, 15),
        (DRAFT + 'measures = ["qqq"]\n', "F010", "entry", 3, 13),
        (DRAFT + "processors = []\n", "F019", "", 3, 1),
    ],
)
def test_the_words_and_the_place(text: Content, code: str, variant: str, line: int, column: int) -> None:
    finding = one(text)
    assert (finding.rule.code, finding.variant, *place(finding)) == (code, variant, FILE, line, column)
    for language in LANGUAGES:
        for part in ("message", "hint"):
            said = texts(language).message(finding, part)
            assert said
            assert "{" not in said.replace("{ … }", "")  # how a table is written


def test_everything_wrong_in_a_file_is_said_at_once() -> None:
    findings = found({FILE: 'status = "drfat"\ncreated = "gisteren"\nqqq = 1\nprocessors = ["x", "y"]\n'})
    assert sorted(finding.rule.code for finding in findings) == ["F004", "F005", "F006", "F007", "F010", "F010"]


def test_a_broken_file_costs_that_file_only() -> None:
    findings = found({FILE: "= kapot", "activities/tweede.toml": DRAFT + "qqq = 1\n"})
    assert [(finding.rule.code, finding.file) for finding in findings] == [("F001", FILE), ("F004", "activities/tweede.toml")]


def test_a_reference_to_a_broken_file_is_no_reference_to_nothing() -> None:
    findings = found({FILE: DRAFT + 'processors = ["kapot"]\n', "processors/kapot.toml": "= kapot"})
    assert [finding.rule.code for finding in findings] == ["F001"]


def test_other_keys_follow_their_own_table() -> None:
    finding = one(DRAFT + '[[purposes]]\npurpose = "x"\nbasis = "consent"\n[[purposes]]\nlaww = "y"\n')
    assert (finding.params["key"], finding.line) == ("purposes[2].laww", 7)


# -- folders ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "code", "variant"),
    [
        ({"activites/x.toml": DRAFT}, "F016", "near"),
        ({"qqq/x.toml": DRAFT}, "F016", ""),
        ({"activities/x.txt": "x"}, "F016", "record"),
        ({"activities/sub/x.toml": DRAFT}, "F016", "record"),
        ({"activities/x.toml": {"folder": True}}, "F016", "folder"),
        ({"vocabulary.toml": {"folder": True}}, "F016", "folder"),
        ({"certificates": "x"}, "F016", "file"),
        ({"certificates": {"link": "activities"}}, "F014", "folder"),
        ({"activities/x.toml": {"link": "client-administration.toml"}}, "F014", "link"),
        ({"vocabulary.toml": {"link": "/dev/zero"}}, "F014", "link"),
        ({"activities/x.toml": {"size": 1_000_001}}, "F017", ""),
        ({"activities/x.toml": {"unreadable": True}}, "F018", ""),
        ({"activities/X.toml": DRAFT}, "F009", "near"),
        ({"activities/-.toml": DRAFT}, "F009", ""),
        ({"register.toml": False}, "F007", "file"),
    ],
)
def test_what_does_not_belong(files: dict[str, Content], code: str, variant: str) -> None:
    findings = found(files)
    assert [(finding.rule.code, finding.variant) for finding in findings] == [(code, variant)]
    for language in LANGUAGES:
        assert texts(language).message(findings[0], "hint")


@pytest.mark.parametrize(
    "name",
    ["README.md", "LICENSE", "license.txt", ".gitignore", ".schema/x.json", "documents/x.txt", "templates/x.md", "activities/README.md", "activities/.keep"],
)
def test_what_may_be_there(name: str) -> None:
    assert found({name: "x"}) == []


def test_ids_that_differ_by_case_are_both_read() -> None:
    findings = found({"activities/a.toml": DRAFT, "activities/A.toml": DRAFT})
    assert [finding.rule.code for finding in findings] == ["F009", "F008"]


def test_measures_that_differ_by_case() -> None:
    measures = str(base()["measures.toml"]) + '\n[alarm]\nname = "x"\nstatus = "planned"\n[Alarm]\nname = "y"\nstatus = "planned"\n'
    findings = found({"measures.toml": measures})
    assert [(finding.rule.code, finding.variant) for finding in findings if finding.rule.code == "F008"] == [("F008", "entry")]
    assert {finding.rule.code for finding in findings} == {"F008", "F009"}


@pytest.mark.parametrize(("number", "variant"), [(99, [""]), (2, [""]), (1, []), (0, ["none"]), (-5, ["none"])])
def test_a_version_that_there_is_not(number: int, variant: list[str]) -> None:
    findings = found({"register.toml": str(base()["register.toml"]).replace("format = 1", f"format = {number}")})
    assert [(finding.rule.code, finding.variant) for finding in findings] == [("F015", each) for each in variant]


def test_the_id_is_no_key_under_any_name() -> None:
    for value in ('"x"', '""', "1"):
        assert one(DRAFT + f'"\ue000id" = {value}\n').rule.code == "F004"
    assert one(DRAFT + '"\\uE000id" = "x"\n').rule.code == "F004"


# -- own vocabulary ---------------------------------------------------------------------------------------------------------------------------


def test_own_data_and_own_subjects_may_have_the_same_id() -> None:
    both = '[data.leden]\nname = "Leden"\nlike = "contact"\n[subjects.leden]\nname = "Leden"\nlike = "{}"\n'
    assert found({"vocabulary.toml": both.format("clients")}) == []
    [finding] = found({"vocabulary.toml": both.format("contact")})
    assert (finding.rule.code, finding.path, finding.line) == ("F006", ("subjects", "leden", "like"), 6)


def test_an_own_category_is_like_a_built_in_one_only() -> None:
    [finding] = found({"vocabulary.toml": '[data.emial]\nname = "x"\nlike = "email"\n[data.post]\nname = "y"\nlike = "emial"\n'})
    assert (finding.path, finding.params["near"]) == (("data", "post", "like"), "email")


# -- folders, continued -----------------------------------------------------------------------------------------------------------------------


def test_a_register_that_cannot_be_listed_is_one_finding(tmp_path: Path) -> None:
    [finding] = [finding for finding in check(Register(Folder(str(tmp_path / "weg"))), TODAY) if finding.rule.family == "F"]
    assert finding.rule.code == "F018"
    assert "“" not in texts("nl").message(finding)


# -- used and unused ----------------------------------------------------------------------------------------------------------------------------

PARTY = 'name = "Partij"\ncountry = "NL"\n'


@pytest.mark.parametrize(
    "files",
    [
        {"processors/p.toml": PARTY, FILE: DRAFT + 'processors = ["p"]\n'},
        {"processors/p.toml": PARTY, FILE: DRAFT + '[[data]]\nprocessors = ["p"]\n'},
        {"processors/p.toml": PARTY, FILE: DRAFT + '[[cookies]]\nprocessor = "p"\n'},
        {"processors/p.toml": PARTY, FILE: 'name = "x"\nstatus = "ended"\nended = 2024-01-01\nprocessors = ["p"]\n'},
        {"processors/p.toml": PARTY, FILE: 'name = "x"\nstatus = "ended"\nended = 2024-01-01\n[[cookies]]\nprocessor = "p"\n'},
        {"processors/p.toml": PARTY + 'status = "ended"\n'},
        {"processors/p.toml": PARTY, "processors/q.toml": PARTY + '[[sub_processors]]\nprocessor = "p"\n', FILE: DRAFT + 'processors = ["q"]\n'},
        {"recipients/r.toml": PARTY, FILE: DRAFT + 'joint_controllers = ["r"]\n'},
        {"recipients/r.toml": PARTY, FILE: DRAFT + '[[data]]\nrecipients = ["r"]\n'},
        {"locations/l.toml": PARTY, FILE: DRAFT + 'locations = ["l"]\n'},
        {"locations/l.toml": PARTY, "processors/p.toml": PARTY + 'locations = ["l"]\n', FILE: DRAFT + 'processors = ["p"]\n'},
        {"locations/l.toml": PARTY + '[back_up]\nof = ["praktijkpakket"]\n'},
        {"locations/l.toml": PARTY + 'provider = "p"\n', "processors/p.toml": PARTY, FILE: DRAFT + 'locations = ["l"]\n'},
    ],
)
def test_what_an_activity_leads_to_is_used(files: dict[str, Content]) -> None:
    assert found(files) == []


@pytest.mark.parametrize(
    ("files", "unused"),
    [
        ({"processors/p.toml": PARTY}, ["processors/p"]),
        ({"processors/p.toml": PARTY, "agreements/a.toml": 'name = "x"\nprocessor = "p"\n'}, ["processors/p"]),
        (
            {"processors/p.toml": PARTY + '[[sub_processors]]\nprocessor = "q"\n', "processors/q.toml": PARTY + '[[sub_processors]]\nprocessor = "p"\n'},
            ["processors/p", "processors/q"],
        ),
        ({"locations/l.toml": PARTY + '[back_up]\nof = ["m"]\n', "locations/m.toml": PARTY}, ["locations/l", "locations/m"]),
        ({"measures.toml": str(base()["measures.toml"]) + '\n[alarm]\nkind = "alarm"\nstatus = "in-place"\n'}, ["measures/alarm"]),
        ({"measures.toml": str(base()["measures.toml"]) + '\n[alarm]\nkind = "alarm"\nstatus = "planned"\n'}, []),
    ],
)
def test_what_no_activity_leads_to_is_unused(files: dict[str, Content], unused: list[str]) -> None:
    assert [finding.record for finding in found(files) if finding.rule.name == "unused-record"] == unused


def test_nothing_is_called_unused_while_an_activity_cannot_be_read() -> None:
    assert [finding.rule.code for finding in found({"processors/p.toml": PARTY, FILE: "= kapot"})] == ["F001"]


# -- evidence ----------------------------------------------------------------------------------------------------------------------------------


def test_a_fingerprint_may_be_written_in_capitals_and_with_spaces_around() -> None:
    digest = hashlib.sha256(b"x").hexdigest()
    for written in (digest, digest.upper(), f" {digest} "):
        text = DRAFT + f'[[documents]]\npath = "documents/x.txt"\nsha256 = "{written}"\n'
        assert found({FILE: text, "documents/x.txt": "x"}) == []
    [finding] = found({FILE: DRAFT + '[[documents]]\npath = "documents/x.txt"\nsha256 = "00"\n', "documents/x.txt": "x"})
    assert (finding.rule.code, finding.line) == ("F013", 5)
    assert digest in texts("nl").message(finding, "hint")


def test_a_missing_document_has_not_changed() -> None:
    assert [finding.rule.code for finding in found({FILE: DRAFT + '[[documents]]\npath = "documents/weg.txt"\nsha256 = "00"\n'})] == ["F012"]


@pytest.mark.parametrize("path", ["../x", "/etc/hosts", "documents/../../x", "C:\\x", "documents\\x", "", "documents/link.txt"])
def test_paths_stay_inside(path: str) -> None:
    files: dict[str, Content] = {FILE: DRAFT + f"[[documents]]\npath = '{path}'\n", "documents/link.txt": {"link": "/etc/hosts"}}
    assert [finding.rule.code for finding in found(files)] == ["F020"]


def test_a_folder_is_no_document() -> None:
    assert [finding.rule.code for finding in found({FILE: DRAFT + '[[documents]]\npath = "documents"\n'})] == ["F012"]
