"""Family C where the examples cannot show it: other years, drafts, ended records, several at once."""

from datetime import date

import pytest

from ropa.findings import Finding
from tests.support import TODAY, check_files


def organisation(
    controller: str = "", rest: str = "[dpo]\nappointed = false\nreason = 'Klein.'\n", top: str = 'authority = "nl-ap"\n', country: str = "NL"
) -> str:
    return f"""format = 1
language = "nl"
{top}
[controller]
name = "Praktijk Voorbeeld"
email = "privacy@voorbeeld.example"
address = {{ city = "Voorbeeldstad", country = "{country}" }}
{controller}
{rest}"""


def found(files: dict[str, str | bool], code: str, as_of: date = TODAY) -> list[Finding]:
    return [finding for finding in check_files(files, as_of) if finding.rule.code == code]


SCHOOL = 'name = "Hogeschool"\nkind = "joint-controller"\ncountry = "NL"\nemail = "privacy@hogeschool.example"\n'
JOINT = 'name = "Onderzoek"\nrole = "joint-controller"\njoint_controllers = ["hogeschool"]\n'


# -- the organisation -------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ['email = "a@b.example"', 'phone = "06-00000000"', 'address = { street = "Voorbeeldstraat 1" }'])
def test_one_way_to_reach_the_organisation_is_enough(line: str) -> None:
    assert found({"register.toml": f'format = 1\n[controller]\nname = "X"\n{line}\n'}, "C101") == []


def test_a_country_alone_is_no_postal_address() -> None:
    assert found({"register.toml": 'format = 1\n[controller]\nname = "X"\naddress = { country = "NL" }\n'}, "C101")


def test_a_contact_that_could_not_be_read_is_not_called_missing() -> None:
    assert found({"register.toml": 'format = 1\n[controller]\nname = "X"\nemail = 5\n'}, "C101") == []


def test_a_broken_register_file_gives_nothing_of_this_family() -> None:
    assert [f for f in check_files({"register.toml": "format = \n"}) if f.rule.family == "C"] == []


# -- the DPO ------------------------------------------------------------------------------------------------------------------------------------------


def large(**more: str) -> dict[str, str | bool]:
    lines = "".join(f"{key} = {value}\n" for key, value in more.items())
    return {
        "activities/zorg.toml": f'name = "Zorg"\nlarge_scale = true\n{lines}[[data]]\ncategory = "health"\nspecial_ground = "health-care"\n',
    }


@pytest.mark.parametrize(
    ("dpo", "variants"),
    [
        ("", ["special"]),
        ("[dpo]\nappointed = false\n", ["special"]),
        ("[dpo]\nappointed = false\nreason = 'Geen kernactiviteit.'\n", []),
        ("[dpo]\nappointed = true\nname = 'Bo'\nemail = 'fg@x.example'\n", []),
        ("[dpo]\nname = 'Bo'\nemail = 'fg@x.example'\n", []),
    ],
)
def test_large_scale_health_data_ask_for_a_dpo_or_a_reason(dpo: str, variants: list[str]) -> None:
    assert [f.variant for f in found({"register.toml": organisation(rest=dpo), **large()}, "C103")] == variants


def test_an_ended_activity_asks_for_no_dpo() -> None:
    files = {"register.toml": organisation(rest="[dpo]\nappointed = false\n"), **large(status='"ended"', ended="2025-01-01")}
    assert found(files, "C103") == []


def test_monitoring_on_a_large_scale_counts_as_well() -> None:
    activity = 'name = "Camera’s"\nlarge_scale = true\n[dpia]\ncriteria = ["systematic-monitoring"]\n'
    files: dict[str, str | bool] = {"register.toml": organisation(rest="[dpo]\nappointed = false\n"), "activities/camera.toml": activity}
    assert [f.variant for f in found(files, "C103")] == ["monitoring"]


def test_a_public_authority_gets_one_finding_not_two() -> None:
    files: dict[str, str | bool] = {"register.toml": organisation("public_authority = true", rest="")}
    codes = [f.rule.code for f in check_files(files) if f.rule.code in ("C103", "C104")]
    assert codes == ["C104"]


@pytest.mark.parametrize(
    ("dpo", "variant"),
    [("appointed = true", "both"), ("name = 'Bo'", ""), ("appointed = true\nemail = 'fg@x.example'", "name"), ("name = 'Bo'\naddress = { city = 'X' }", None)],
)
def test_dpo_contact(dpo: str, variant: str | None) -> None:
    findings = found({"register.toml": organisation(rest=f"[dpo]\n{dpo}\n")}, "C105")
    assert [f.variant for f in findings] == ([] if variant is None else [variant])


# -- outside the EEA ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "count"), [(date(2020, 12, 31), 0), (date(2021, 1, 1), 1), (date(2026, 11, 22), 1)])
def test_the_united_kingdom_left_at_the_end_of_2020(day: date, count: int) -> None:
    findings = found({"register.toml": organisation(country="GB")}, "C107", day)
    assert [f.severity for f in findings] == ["warning"] * count  # whether Art. 3(2) applies, no register can tell


def test_a_public_authority_abroad_needs_no_representative() -> None:
    rest = "[dpo]\nappointed = true\nname = 'Bo'\nemail = 'fg@x.example'\nnotified = 2024-01-01\n"
    assert found({"register.toml": organisation("public_authority = true", rest=rest, country="CH")}, "C107") == []


@pytest.mark.parametrize(
    ("lines", "variants"),
    [
        ("name = 'Rep'\nemail = 'rep@x.example'", []),
        ("name = 'Rep'", ["contact"]),
        ("email = 'rep@x.example'", ["name"]),
        ("name = 'Rep'\naddress = { city = 'Bern', country = 'CH' }", ["place"]),
        ("website = 'https://rep.example'", [""]),
    ],
)
def test_representative(lines: str, variants: list[str]) -> None:
    register = organisation(rest=f"[representative]\n{lines}\n[dpo]\nappointed = false\n", country="CH")
    assert [f.variant for f in found({"register.toml": register}, "C107")] == variants


# -- joint controllers --------------------------------------------------------------------------------------------------------------------------------


def arrangement(**more: str) -> str:
    lines = {"kind": '"joint-controllers"', "recipients": '["hogeschool"]', "status": '"signed"', "signed": "2024-01-01", **more}
    return 'name = "Regeling"\n' + "".join(f"{key} = {value}\n" for key, value in lines.items())


@pytest.mark.parametrize(
    ("day", "variant"),
    [(date(2024, 6, 30), None), (date(2025, 12, 31), None), (date(2026, 1, 1), "ended"), (date(2023, 12, 31), "later")],
)
@pytest.mark.parametrize("named", [True, False])
def test_an_arrangement_holds_from_its_first_to_its_last_day(day: date, variant: str | None, named: bool) -> None:
    files: dict[str, str | bool] = {
        "activities/onderzoek.toml": JOINT + ('arrangement = "regeling"\n' if named else ""),
        "recipients/hogeschool.toml": SCHOOL,
        "agreements/regeling.toml": arrangement(valid_to="2025-12-31"),
    }
    assert [f.variant for f in found(files, "C109", day)] == ([] if variant is None else [variant])


@pytest.mark.parametrize(
    ("more", "variant"),
    [
        ({"renews": "true", "valid_to": "2025-12-31"}, None),
        ({"status": '"draft"'}, "draft"),
        ({"kind": '"processing"'}, "kind"),
        ({"ended": "2026-11-21"}, "ended"),
    ],
)
def test_arrangements_that_do_and_do_not_hold(more: dict[str, str], variant: str | None) -> None:
    files: dict[str, str | bool] = {
        "activities/onderzoek.toml": JOINT + 'arrangement = "regeling"\n',
        "recipients/hogeschool.toml": SCHOOL,
        "agreements/regeling.toml": arrangement(**more),
    }
    assert [f.variant for f in found(files, "C109")] == ([] if variant is None else [variant])


def test_one_finding_for_an_activity_with_two_joint_controllers() -> None:
    files: dict[str, str | bool] = {
        "activities/onderzoek.toml": 'name = "Onderzoek"\njoint_controllers = ["hogeschool", "stichting"]\n',
        "recipients/hogeschool.toml": SCHOOL,
        "recipients/stichting.toml": SCHOOL.replace("Hogeschool", "Stichting"),
    }
    (finding,) = found(files, "C109")
    assert [party.name for party in finding.params["parties"]] == ["Hogeschool", "Stichting"]


def test_a_draft_is_a_warning() -> None:
    files: dict[str, str | bool] = {"activities/onderzoek.toml": JOINT + 'status = "draft"\n', "recipients/hogeschool.toml": SCHOOL}
    assert [f.severity for f in found(files, "C109")] == ["warning"]


def test_a_missing_recipient_is_no_matter_of_this_family() -> None:
    assert [f.rule.code for f in check_files({"activities/onderzoek.toml": JOINT}) if f.rule.code in ("C108", "C109")] == []


def test_a_joint_controller_elsewhere_needs_no_arrangement_for_what_it_only_receives() -> None:
    files: dict[str, str | bool] = {
        "activities/onderzoek.toml": JOINT,
        "activities/stage.toml": 'name = "Stage"\nrecipients = ["hogeschool"]\n',
        "recipients/hogeschool.toml": SCHOOL,
        "agreements/regeling.toml": arrangement(activities='["onderzoek"]'),
    }
    assert found(files, "C109") == []


def test_joint_control_of_the_organisation_as_a_whole() -> None:
    files: dict[str, str | bool] = {
        "register.toml": organisation(top='authority = "nl-ap"\njoint_controllers = ["hogeschool"]\n'),
        "activities/onderzoek.toml": 'name = "Onderzoek"\nrole = "joint-controller"\n',
        "recipients/hogeschool.toml": SCHOOL.replace("email", "notes"),
    }
    findings = [f for f in check_files(files) if f.rule.code in ("C108", "C109")]
    assert [(f.rule.code, f.file, f.path) for f in findings] == [
        ("C109", "register.toml", ("joint_controllers", 0)),
        ("C108", "recipients/hogeschool.toml", ("email",)),
    ]


# -- authority and Art. 30(2) ---------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "authority", "count"), [("NL", "nl-ap", 0), ("BE", "nl-ap", 1), ("CH", "nl-ap", 0), ("GP", "fr-cnil", 0), ("BE", "be-vtc", 0)]
)
def test_authority_fits_the_country(country: str, authority: str, count: int) -> None:
    assert len(found({"register.toml": organisation(top=f'authority = "{authority}"\n', country=country)}, "C110")) == count


@pytest.mark.parametrize(("until", "count"), [("2026-11-21", 0), ("2026-11-22", 1), ("2026-11-23", 1)])
def test_a_former_client_need_not_be_reachable(until: str, count: int) -> None:
    activity = f'name = "Typen"\nrole = "processor"\nprocessing_categories = ["typen"]\n[[controllers]]\nname = "X"\nuntil = {until}\n'
    assert len(found({"activities/typen.toml": activity}, "C111")) == count


def test_categories_may_stand_with_each_client() -> None:
    activity = """name = "Typen"
role = "processor"
[[controllers]]
name = "A"
contact = { email = "a@x.example" }
categories = ["typen"]
[[controllers]]
name = "B"
contact = { email = "b@x.example" }
"""
    (finding,) = found({"activities/typen.toml": activity}, "C112")
    assert (finding.variant, finding.params["controllers"]) == ("some", ["B"])


def test_a_broken_activity_is_an_activity() -> None:
    files: dict[str, str | bool] = {"activities/client-administration.toml": False, "activities/x.toml": "name = \n"}
    assert found(files, "C114") == []
