"""S: what the examples cannot show: the day itself, reports, successors, and which places hold what."""

from datetime import date

import pytest

from ropa.findings import Finding
from tests.support import TODAY, Content, base, check_files

CERTIFICATE = "certificates/praktijkpakket-iso-27001.toml"


def certificate(**keys: str) -> str:
    facts = {
        "standard": '"iso-27001"',
        "version": '"2022"',
        "processor": '"praktijkpakket"',
        "holder": '"Praktijkpakket Voorbeeld B.V."',
        "valid_from": "2023-01-01",
        "valid_to": "2028-12-31",
        **keys,
    }
    return "".join(f"{key} = {value}\n" for key, value in facts.items() if value)


def place(**keys: str) -> str:
    facts = {"name": '"Een plaats"', "country": '"NL"', "access_from": '"none"', **keys}
    return "".join(f"{key} = {value}\n" for key, value in facts.items() if value)


def activity(*locations: str, data: str = 'category = "contact"', top: str = "") -> str:
    named = ", ".join(f'"{each}"' for each in locations)
    return (
        f'name = "Dienst"\n{top}\n'
        + (f"locations = [{named}]\n" if locations else "")
        + '\n[[purposes]]\npurpose = "De afgesproken dienst leveren"\nbasis = "contract"\ncontract = "De overeenkomst."\n'
        + '\n[[subjects]]\ncategory = "clients"\n'
        + f'\n[[data]]\n{data}\nsource = ["data-subject"]\nrequired = "voluntary"\nretention = {{ years = 2, after = "einde van de overeenkomst" }}\n'
    )


HEALTH = 'category = "health"\nspecial_ground = "explicit-consent"'


def found(code: str, as_of: date = TODAY, /, **files: Content) -> list[Finding]:
    """The findings of one rule on the base with these files; names use __ for a slash and end without .toml."""
    laid: dict[str, Content] = {}
    for name, content in files.items():
        laid[name.replace("__", "/").replace("_", "-") + ".toml"] = content
    return [finding for finding in check_files(laid, as_of) if finding.rule.code == code]


# -- certificates ----------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("as_of", "codes"),
    [
        (date(2026, 8, 31), []),
        (date(2026, 9, 1), ["S604"]),
        (date(2026, 10, 31), ["S604"]),
        (date(2026, 11, 1), ["S603"]),
    ],
)
def test_the_last_day_still_counts(as_of: date, codes: list[str]) -> None:
    findings = check_files({CERTIFICATE: certificate(valid_to="2026-10-31")}, as_of)
    assert [f.rule.code for f in findings if f.record.startswith("certificates/")] == codes


@pytest.mark.parametrize(("as_of", "expected"), [(date(2023, 12, 31), 1), (date(2024, 1, 1), 0)])
def test_the_first_day_already_counts(as_of: date, expected: int) -> None:
    assert len(found("S605", as_of, certificates__a=certificate(valid_from="2024-01-01"))) == expected


def test_a_report_grows_old_fifteen_months_after_its_period() -> None:
    report = certificate(standard='"soc-2-type-2"', version="", valid_from="2024-08-01", valid_to="2025-07-31")
    assert not found("S603", date(2026, 10, 31), certificates__soc=report)
    assert [f.variant for f in found("S603", date(2026, 11, 22), certificates__soc=report)] == ["report"]
    assert not found("S604", date(2025, 7, 1), certificates__soc=report)


def test_a_successor_need_not_be_named() -> None:
    old, new = certificate(valid_to="2026-10-31"), certificate(valid_from="2026-10-15", valid_to="2029-10-14")
    assert not found("S603", certificates__a=old, certificates__b=new)
    assert found("S603", certificates__a=old, certificates__b=new.replace("iso-27001", "iso-27701"))


def test_a_successor_that_begins_later_leaves_a_gap() -> None:
    old, new = certificate(valid_to="2026-10-31", replaced_by='"b"'), certificate(valid_from="2027-01-01", valid_to="2029-12-31")
    findings = check_files({"certificates/a.toml": old, "certificates/b.toml": new})
    assert [(f.rule.code, f.record) for f in findings if f.record.startswith("certificates/")] == [("S605", "certificates/b")]


def test_certificates_that_replace_each_other_replace_nothing() -> None:
    files = {f"certificates/{one}.toml": certificate(valid_to="2026-10-31", replaced_by=f'"{other}"') for one, other in ("ab", "ba")}
    assert [f.rule.code for f in check_files(files) if f.rule.code == "S603"] == ["S603", "S603"]


def test_a_certificate_of_a_party_no_longer_in_use_may_expire() -> None:
    other = 'name = "Oude dienst"\nstatus = "ended"\nended = 2025-06-30\ncountry = "NL"\n'
    assert not found("S603", processors__oud=other, certificates__a=certificate(processor='"oud"', holder="", valid_to="2025-10-31"))


def test_a_certificate_of_nobody_there_is_not_judged() -> None:
    assert not found("S603", certificates__a=certificate(processor='"weg"', valid_to="2025-10-31"))


def test_own_certificates_name_the_own_organisation() -> None:
    [finding] = found("S603", certificates__a=certificate(processor="", holder="", valid_to="2025-10-31"))
    assert finding.params["holder"] == "Coachpraktijk De Linde"
    assert [f.variant for f in found("S608", certificates__a=certificate(processor="", holder=""))] == ["nobody"]


@pytest.mark.parametrize(
    ("holder", "expected"),
    [("Praktijkpakket Voorbeeld B.V.", 0), ("praktijkpakket voorbeeld bv", 0), ("Praktijkpakket", 0), ("Moeder Holding N.V.", 1), ("", 0)],
)
def test_the_holder_is_the_legal_entity(holder: str, expected: int) -> None:
    assert len(found("S608", certificates__a=certificate(holder=f'"{holder}"' if holder else ""))) == expected


def test_the_parent_may_hold_the_certificate() -> None:
    processor = str(base()["processors/praktijkpakket.toml"]) + 'parent = "Moeder Holding N.V."\n'
    assert not found("S608", processors__praktijkpakket=processor, certificates__a=certificate(holder='"Moeder Holding NV"'))


@pytest.mark.parametrize(("as_of", "expected"), [(date(2025, 10, 31), 0), (date(2025, 11, 1), 1)])
def test_the_old_version_holds_until_the_transition_ends(as_of: date, expected: int) -> None:
    assert len(found("S620", as_of, certificates__a=certificate(version='"ISO/IEC 27001:2013"'))) == expected


def test_a_demand_for_special_categories_asks_only_those_that_get_them() -> None:
    register = str(base()["register.toml"]).replace('certificates = "none"', 'certificates = [{ standard = "iso-27001", of = "special-categories" }]')
    assert not found("S606", register=register)
    special = activity("praktijkpakket", data=HEALTH, top='processors = ["praktijkpakket"]')
    assert found("S606", register=register, activities__dienst=special)
    assert not found("S606", register=register, activities__dienst=special, certificates__a=certificate())
    assert not found("S606", register=register, activities__dienst=special, certificates__a=certificate(valid_to="2026-10-31"))  # S603 says that


def test_a_demand_for_services_asks_only_those() -> None:
    register = str(base()["register.toml"])
    for service, expected in (("practice-administration", 1), ("newsletter", 0)):
        demand = f'certificates = [{{ standard = "iso-27001", of = "services", services = ["{service}"] }}]'
        assert len(found("S606", register=register.replace('certificates = "none"', demand))) == expected


# -- places ----------------------------------------------------------------------------------------------------------------------------------------


def test_a_measure_of_the_place_counts_as_encryption() -> None:
    laptop = place(kind='"laptop"', backed_up="true", measures='["versleuteling"]')
    assert not found("S609", activities__dienst=activity("laptop", data=HEALTH), locations__laptop=laptop)
    assert found("S609", activities__dienst=activity("laptop", data=HEALTH), locations__laptop=laptop.replace("versleuteling", "toegang"))


def test_plain_data_need_no_encryption_at_rest() -> None:
    assert not found("S609", activities__dienst=activity("laptop"), locations__laptop=place(kind='"laptop"', encrypted="false"))


def test_only_the_places_of_the_special_data_are_looked_at() -> None:
    data = HEALTH + '\nlocations = ["praktijkpakket"]'
    assert not found("S609", activities__dienst=activity("laptop", data=data), locations__laptop=place(kind='"laptop"', encrypted="false"))


def test_a_back_up_holds_what_it_is_the_back_up_of() -> None:
    back_up = place(kind='"removable"', encrypted="false", back_up='{ of = ["praktijkpakket"], restored = 2026-09-01 }')
    findings = found("S609", activities__dienst=activity("praktijkpakket", data=HEALTH), locations__schijf=back_up)
    assert [f.record for f in findings] == ["locations/schijf"]


def test_an_unsaid_cloud_is_a_question_and_not_a_warning() -> None:
    files: dict[str, Content] = {"activities__dienst": activity("wolk", data=HEALTH), "locations__wolk": place(kind='"cloud"')}
    assert not found("S609", **files)
    assert [f.variant for f in found("S615", **files)] == ["encrypted"]


def test_unused_places_are_left_alone() -> None:
    for key in ('kind = "paper"\nlocked = false', 'kind = "server"\nbacked_up = false'):
        assert not [f for f in check_files({"locations/oud.toml": place() + key + "\n"}) if f.rule.code in ("S610", "S611", "S615")]


def test_a_back_up_that_is_there_answers_no_back_up() -> None:
    server = place(kind='"server"', encrypted="true", backed_up="false")
    back_up = place(kind='"back-up"', encrypted="true", back_up='{ of = ["server"], restored = 2026-09-01 }')
    assert found("S611", activities__dienst=activity("server"), locations__server=server)
    assert not found("S611", activities__dienst=activity("server"), locations__server=server, locations__kopie=back_up)


@pytest.mark.parametrize(("restored", "expected"), [("2025-11-21", 0), ("2025-11-20", 1), ("2026-11-22", 0)])
def test_restoring_is_tried_every_year(restored: str, expected: int) -> None:
    back_up = place(kind='"back-up"', back_up=f'{{ of = ["praktijkpakket"], restored = {restored} }}')
    assert len(found("S612", locations__kopie=back_up)) == expected


def test_a_place_of_the_processor_is_a_place_of_the_activity() -> None:
    assert not found("S602", activities__dienst=activity(top='processors = ["praktijkpakket"]'))
    assert found("S602", activities__dienst=activity(top='processors = "none"'))


def test_a_place_that_ended_today_is_still_in_use() -> None:
    server = place(kind='"server"', encrypted="true", backed_up="true", ended="2026-11-22")
    assert not found("S617", activities__dienst=activity("server"), locations__server=server)
    assert found("S617", activities__dienst=activity("server"), locations__server=server.replace("2026-11-22", "2026-11-21"))


# -- measures --------------------------------------------------------------------------------------------------------------------------------------


def test_a_security_policy_is_a_description_too() -> None:
    stripped: dict[str, Content] = {
        "measures.toml": False,
        "activities/client-administration.toml": str(base()["activities/client-administration.toml"]).replace(
            'measures = ["toegang", "versleuteling", "reservekopie"]\n', ""
        ),
    }
    location = str(base()["locations/praktijkpakket.toml"]).replace('measures = ["toegang", "versleuteling", "reservekopie"]\n', "")
    files: dict[str, Content] = {**stripped, "locations/praktijkpakket.toml": location}
    assert [f.variant for f in check_files(files) if f.rule.code == "S601"] == [""]
    register = str(base()["register.toml"]) + 'security = { title = "Beveiligingsbeleid", where = "map 2 op kantoor" }\n'
    assert not [f for f in check_files({**files, "register.toml": register}) if f.rule.code in ("S601", "S614")]


@pytest.mark.parametrize(("planned", "expected"), [("2026-11-22", 0), ("2026-11-21", 1), ("2027-01-01", 0)])
def test_a_planned_measure_is_late_the_day_after(planned: str, expected: int) -> None:
    text = str(base()["measures.toml"]) + f'\n[alarm]\nkind = "alarm"\nstatus = "planned"\nplanned = {planned}\n'
    assert len(found("S613", measures=text)) == expected


# -- what a service keeps with itself ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "country", "contract", "expected"),
    [
        ("newsletter", "NL", True, ["S621"]),
        ("newsletter", "NL", False, []),  # the agreement comes first
        ("newsletter", "unknown", True, ["S602"]),
        ("bookkeeping", "NL", True, ["S602"]),
        ("other", "NL", True, ["S602"]),
    ],
)
def test_where_a_service_keeps_the_data(service: str, country: str, contract: bool, expected: list[str]) -> None:
    files: dict[str, Content] = {
        "processors/dienst.toml": f'name = "Dienst"\nservice = "{service}"\ncountry = "{country}"\n',
        "activities/dienst.toml": 'name = "Dienst"\nprocessors = ["dienst"]\n',
    }
    if contract:
        files["agreements/dienst.toml"] = 'name = "Contract"\nkind = "processing"\nprocessor = "dienst"\nsigned = 2024-03-02\n'
    assert [finding.rule.code for finding in check_files(files) if finding.rule.code in ("S602", "S621")] == expected


def test_a_place_that_ended_later_was_in_use_then() -> None:
    ended = place(status='"ended"', ended="2026-11-22")
    files: dict[str, Content] = {"locations/kast.toml": ended, "activities/x.toml": activity("kast")}
    assert [finding.rule.code for finding in check_files(files, date(2026, 11, 21)) if finding.rule.code == "S617"] == []
    assert [finding.rule.code for finding in check_files(files) if finding.rule.code == "S617"] == ["S617"]
