"""`ropa rename` and `ropa remove`: every place that names a record, in every file."""

from pathlib import Path

import pytest

from ropa.edit.change import Change
from ropa.edit.references import rename
from ropa.findings import check
from ropa.register import Register, reference_of
from ropa.source.folder import Folder
from tests.edit.support import change, changed, contents, copy_register
from tests.full import write_full
from tests.support import TODAY

EXAMPLES = ["register", *(f"examples/{path.name}" for path in sorted((Path(__file__).parent.parent.parent / "examples").iterdir()) if path.is_dir())]


def rules(register: Path) -> list[tuple[str, str]]:
    return sorted((found.rule.code, found.record) for found in check(Register(Folder(str(register))), TODAY) if found.rule.family not in "NG")


def references(name: str) -> list[str]:
    root = Path(__file__).parent.parent.parent / name
    return [reference for record in Register(Folder(str(root))).records() if "/" in (reference := reference_of(record))]


def written(register: Path, reference: str, new: str) -> None:
    step = Change(str(register))
    rename(step, reference, new)
    step.write()


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_record_renamed_there_and_back_leaves_every_byte(name: str, tmp_path: Path) -> None:
    register = copy_register(tmp_path, name)
    before, found = contents(register), rules(register)
    for number, reference in enumerate(references(name)[::3]):
        folder, _, identity = reference.partition("/")
        new = f"anders-{number}"
        written(register, reference, new)
        if number % 4 == 0:
            assert rules(register) == sorted((code, f"{folder}/{new}" if record == reference else record) for code, record in found)
        written(register, f"{folder}/{new}", identity)
        assert contents(register) == before


def test_every_kind_of_reference_is_minded(tmp_path: Path) -> None:
    register = tmp_path / "register"
    write_full(register)
    before = rules(register)
    for record in list(Register(Folder(str(register))).records()):
        reference = reference_of(record)
        if "/" in reference:
            assert change(register, "rename", reference, f"{record.id}-2") == 0
    assert [code for code, _ in rules(register)].count("F010") == [code for code, _ in before].count("F010")
    assert sorted(code for code, _ in rules(register)) == sorted(code for code, _ in before)


def test_what_still_names_a_record_is_listed_and_it_stays(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = copy_register(tmp_path)
    before = contents(register)
    assert change(register, "remove", "processors/mailchimp") == 1
    message = capsys.readouterr().err
    assert "  activities/nieuwsbrief  processors\n  agreements/mailchimp  processor\n  locations/mailchimp  provider\n" in message
    assert "--unlink" in message
    assert "--replace-by" in message
    assert contents(register) == before


def test_references_go_with_the_record(tmp_path: Path) -> None:
    register = copy_register(tmp_path)
    before = contents(register)
    assert change(register, "remove", "processors/mailchimp", "--unlink") == 0
    differing = changed(before, register)
    assert (differing["activities/nieuwsbrief.toml"], differing["agreements/mailchimp.toml"]) == (
        (['processors = ["mailchimp"]'], []),
        (['processor = "mailchimp"'], []),
    )
    assert not (register / "processors/mailchimp.toml").exists()
    assert set(differing) == {"activities/nieuwsbrief.toml", "agreements/mailchimp.toml", "locations/mailchimp.toml", "processors/mailchimp.toml"}


def test_another_takes_its_place(tmp_path: Path) -> None:
    register = copy_register(tmp_path)
    before = contents(register)
    assert change(register, "remove", "processors/mailchimp", "--replace-by", "stekker") == 0
    assert changed(before, register)["activities/nieuwsbrief.toml"] == (['processors = ["mailchimp"]'], ['processors = ["stekker"]'])
    assert not [code for code, _ in rules(register) if code == "F010"]


def test_a_measure_and_an_acceptance_go_along(tmp_path: Path) -> None:
    register = copy_register(tmp_path)
    assert change(register, "rename", "measures/wachtwoordkluis", "kluis") == 0
    assert "[kluis]" in (register / "measures.toml").read_text("utf-8")
    accepted = (register / "accepted.toml").read_text("utf-8")
    record = accepted.split('record = "')[1].split('"')[0]
    assert change(register, "rename", record, "heel-anders") == 0
    assert f'record = "{record.partition("/")[0]}/heel-anders"' in (register / "accepted.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rename", "processors/mailchimp", "Mail Chimp"], "mail-chimp"),
        (["rename", "processors/mailchimp", "stekker"], "processors/stekker"),
        (["rename", "processors/mailchimp", "../../etc"], "etc"),
        (["rename", "register", "x"], "geen id"),
        (["rename", "processors/mailchmp", "x"], "processors/mailchimp"),
        (["remove", "processors/mailchimp", "--replace-by", "locations/back-up"], "dezelfde soort"),
        (["remove", "processors/mailchimp", "--replace-by", "mailchimp"], "dezelfde soort"),
        (["remove", "processors/mailchimp", "--replace-by", "niemand"], "“niemand”"),
        (["remove", "processors/mailchimp", "--replace-by", "back-up"], "locations/back-up kan de plaats"),
        (["remove", "processors/mailchimp", "--replace-by", "stekker", "--unlink"], "allebei"),
        (["remove", "accepted"], "geen id"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]) -> None:
    register = copy_register(tmp_path)
    before = contents(register)
    assert change(register, *arguments) == 2
    assert says in capsys.readouterr().err
    assert contents(register) == before


def test_a_broken_file_that_may_name_it_stops_a_rename(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    register = copy_register(tmp_path)
    path = register / "activities/nieuwsbrief.toml"
    path.write_text(path.read_text("utf-8") + "x = = 1\n", "utf-8")
    before = contents(register)
    assert change(register, "rename", "processors/mailchimp", "mc") == 2
    assert "nieuwsbrief.toml" in capsys.readouterr().err
    assert contents(register) == before
