"""What a statement says: every item of Art. 13 and 14 that applies, nothing that the register does not say, and for whom."""

import tempfile
from pathlib import Path

import pytest

from ropa.documents.blocks import Heading, Notice
from ropa.documents.statement import ITEMS, SECTIONS, Missing
from ropa.errors import Failure
from ropa.i18n import LANGUAGES
from tests.full import write_full
from tests.statement.making import ACTIVITY, BASE, COMPLETE, ORGANISATION, REGISTER, made, made_of, markdown, project, sections


def test_every_item_has_one_section_that_says_it() -> None:
    said = [item for items in SECTIONS.values() for item in items]
    assert sorted(said) == sorted(ITEMS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complete_register_gives_every_item(language: str) -> None:
    made = made_of(COMPLETE, language)
    assert list(made.missing) == []
    found = sections(made.document)
    assert {item for section in found for item in SECTIONS[section]} == set(ITEMS)
    said = {
        "about": ["Praktijk Proef", "privacy@proef.example", "F. Functionaris", "fg@proef.example", "V. Vertegenwoordiger"],
        "purposes": ["Mensen begeleiden", "Fraude tegengaan", "6", "geen fraude", "9"],
        "data": ["2 ", "einde van de begeleiding", "intrekken van de toestemming", "Zonder naam geen begeleiding"],
        "source": ["Uw huisarts"],
        "recipients": ["Huis Inc.", "Proefbank", "Nodig om te betalen"],
        "transfers": ["2021/914", "46", "Vraag het ons"],
        "automated": ["Hoe dringender", "Langer wachten", "Bel ons", "22"],
        "objection": ["Fraude tegengaan", "Een nieuwsbrief sturen", "21"],
        "rights": ["15", "16", "17", "18", "20", "22", "Met een brief", "10 ", "12"],
        "withdrawal": ["Met een e-mail", "7"],
        "complaint": ["Autoriteit Persoonsgegevens" if language == "nl" else "", "2509 AJ", "77"],
        "changes": ["2026"],
    }
    for section, texts in said.items():
        for text in texts:
            assert text in found[section], (section, text)


def test_objection_stands_apart() -> None:
    """Art. 21(4): clearly, and separately from any other information."""
    blocks = project().document.blocks
    [place] = [number for number, block in enumerate(blocks) if isinstance(block, Heading) and block.anchor == "objection"]
    assert isinstance(blocks[place + 1], Notice)
    assert isinstance(blocks[place + 2], Heading)


def test_only_the_rights_that_follow() -> None:
    found = sections(made_of({}).document)
    assert "Meenemen" in found["rights"]
    assert not {"objection", "withdrawal"} & found.keys()
    assert "Bezwaar" not in found["rights"] and "intrekken" not in found["rights"]
    legal = ACTIVITY.replace('basis = "contract"', 'basis = "legal-obligation"\nlaw = "Een wet"')
    found = sections(made_of({"activities/begeleiding.toml": legal}).document)
    assert "Meenemen" not in found["rights"] and "objection" not in found
    assert "In de gevallen die de wet noemt" in found["rights"], "erasure is not for every case"


@pytest.mark.parametrize(
    ("change", "missing", "gone"),
    [
        (('basis = "contract"', ""), Missing("legal-basis", "activities/begeleiding.toml", "purposes.basis"), "art. 6"),
        (('basis = "contract"', 'basis = "legal-obligation"'), Missing("legal-basis", "activities/begeleiding.toml", "purposes.law"), "De wet:"),
        (('basis = "contract"', 'basis = "legitimate-interests"'), Missing("interest", "activities/begeleiding.toml", "purposes.interest"), "Ons belang"),
        (('basis = "contract"', 'basis = "consent"'), Missing("withdrawal", "activities/begeleiding.toml", "purposes.consent.withdrawal"), "Zo trekt u"),
        (('automated_decisions = "none"', ""), Missing("automated", "activities/begeleiding.toml", "automated_decisions"), "Besluiten door een computer"),
        (('processors = "none"', ""), Missing("recipients", "activities/begeleiding.toml", "processors"), "niet aan anderen"),
        (('recipients = "none"', ""), Missing("recipients", "activities/begeleiding.toml", "recipients"), "niet aan anderen"),
        (('retention = { years = 2, after = "einde van de begeleiding" }', ""), Missing("retention", "activities/begeleiding.toml", "retention"), "2 jaar"),
        (
            ('{ years = 2, after = "einde van de begeleiding" }', '{ until = "zo lang als nodig" }'),
            Missing("retention", "activities/begeleiding.toml", "data.retention.until"),
            "nodig is",
        ),
        (('required = "contract"', ""), Missing("required", "activities/begeleiding.toml", "data.required"), "Moet u"),
        (('consequence = "Zonder naam geen begeleiding."', ""), Missing("required", "activities/begeleiding.toml", "data.consequence"), "Gevolg"),
        (('source = ["data-subject"]', ""), Missing("source", "activities/begeleiding.toml", "data.source"), "van uzelf"),
        (('category = "name"', 'category = "health"'), Missing("legal-basis", "activities/begeleiding.toml", "data.special_ground"), "art. 9"),
        (
            ('category = "name"', 'category = "national-number"'),
            Missing("legal-basis", "activities/begeleiding.toml", "data.national_number_ground"),
            "art. 87",
        ),
        (('category = "name"', 'category = "criminal-record"'), Missing("legal-basis", "activities/begeleiding.toml", "data.criminal_ground"), "art. 10"),
    ],
)
def test_what_the_register_does_not_say_is_left_out_and_named(change: tuple[str, str], missing: Missing, gone: str) -> None:
    made = made_of({"activities/begeleiding.toml": ACTIVITY.replace(*change)})
    assert missing in made.missing
    assert gone not in markdown(made)


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        (('email = "privacy@proef.example"\naddress = { street = "Proefstraat 1", city = "Utrecht", country = "NL" }', ""), ("controller", "controller.email")),
        (('authority = "nl-ap"', ""), ("complaint", "authority")),
        (("[dpo]\nappointed = false", ""), ("dpo", "dpo.appointed")),
        (("appointed = false", 'name = "F. Functionaris"'), ("dpo", "dpo.email")),
        (('country = "NL"', 'country = "US"'), ("representative", "representative")),
    ],
)
def test_what_the_organisation_does_not_say(change: tuple[str, str], missing: tuple[str, str]) -> None:
    assert Missing(missing[0], "register.toml", missing[1]) in made_of({"register.toml": ORGANISATION.replace(*change)}).missing


@pytest.mark.parametrize(("ground", "reviewed"), [("contract", True), ("explicit-consent", True), ("law", False)])
def test_a_person_looks_where_the_law_gives_that_right(ground: str, reviewed: bool) -> None:
    """Art. 22(3) is about decisions of points (a) and (c); an act that allows one has safeguards of its own."""
    decision = f'description = "Een besluit"\nsolely_automated = true\nsignificant = true\nground = "{ground}"\nlogic = "Zo."\neffects = "Dit."\n'
    activity = ACTIVITY.replace('automated_decisions = "none"\n', "") + f"[[automated_decisions]]\n{decision}"
    found = sections(made_of({"activities/begeleiding.toml": activity}).document)
    assert ("een mens" in found["automated"], "Een mens laten kijken" in found["rights"]) == (reviewed, reviewed)
    assert "grote gevolgen" in found["automated"]


def test_nothing_is_claimed_that_only_part_of_the_register_says() -> None:
    other = ACTIVITY.replace("Begeleiding", "Anders").replace('automated_decisions = "none"\n', "").replace('cookies = "none"\n', "")
    found = sections(made_of({"activities/anders.toml": other}).document)
    assert not {"automated", "cookies"} & found.keys()


def test_an_agreement_is_claimed_only_where_there_is_one() -> None:
    used = ACTIVITY.replace('processors = "none"', 'processors = ["een", "twee"]')
    files = {"activities/begeleiding.toml": used, **{f"processors/{name}.toml": f'name = "Bedrijf {name}"\ncountry = "NL"\n' for name in ("een", "twee")}}
    agreement = 'name = "Overeenkomst"\nkind = "processing"\nprocessor = "{}"\nstatus = "signed"\nsigned = {}\n'
    assert "overeenkomst" not in sections(made_of(files).document)["recipients"]
    files["agreements/een.toml"] = agreement.format("een", "2024-01-01")
    assert "vastgelegd met Bedrijf een." in sections(made_of(files).document)["recipients"]
    files["agreements/twee.toml"] = agreement.format("twee", "2027-01-01")  # not yet
    assert "vastgelegd met Bedrijf een." in sections(made_of(files).document)["recipients"]
    files["agreements/twee.toml"] = agreement.format("twee", "2025-01-01")
    assert "in een overeenkomst met hen vastgelegd" in sections(made_of(files).document)["recipients"]


@pytest.mark.parametrize(
    ("safeguard", "said", "missing"),
    [
        ("", None, "safeguards"),
        ('{ mechanism = "dpf", dpf = { entity = "X", status = "active", looked_up = 2026-10-01 } }', "op die lijst", None),
        ('{ mechanism = "dpf", dpf = { entity = "X", status = "active", looked_up = 2024-10-01 } }', None, "safeguards.dpf.looked_up"),
        ('{ mechanism = "binding-corporate-rules", signed = 2024-01-01, assessment = { done = 2024-01-01 } }', "bindende regels", "safeguards.copy_from"),
        ('{ mechanism = "derogation-explicit-consent", derogation_reason = "Een keer." }', None, None),
    ],
)
def test_a_safeguard_is_claimed_only_where_it_holds(safeguard: str, said: str | None, missing: str | None) -> None:
    files = {
        "activities/begeleiding.toml": ACTIVITY.replace('processors = "none"', 'processors = ["ver"]'),
        "processors/ver.toml": f'name = "Ver Inc."\ncountry = "US"\nsafeguards = [{safeguard}]\n',
    }
    made = made_of(files)
    text = sections(made.document)["transfers"]
    assert "Verenigde Staten" in text and "Ver Inc." in text
    if said:
        assert said in text
    if missing:
        assert Missing("transfers", "processors/ver.toml", missing) in made.missing


def test_that_nothing_leaves_is_said_only_where_all_is_known() -> None:
    files = {
        "activities/begeleiding.toml": ACTIVITY.replace('processors = "none"', 'processors = ["hier"]'),
        "processors/hier.toml": 'name = "Hier"\ncountry = "NL"\n',
    }
    assert "transfers" not in sections(made_of(files).document), "who else has access is not said"
    files["processors/hier.toml"] += 'access_from = "none"\nsub_processors = "none"\n'
    assert "blijven binnen" in sections(made_of(files).document)["transfers"]
    assert "blijven binnen" in sections(made_of({}).document)["transfers"]


def test_a_place_that_is_not_filled_in_is_not_an_unknown_place() -> None:
    files = {"activities/begeleiding.toml": ACTIVITY.replace('processors = "none"', 'processors = ["ver"]'), "processors/ver.toml": 'name = "Ver Inc."\n'}
    made = made_of(files)
    assert "transfers" not in sections(made.document)
    assert Missing("transfers", "processors/ver.toml", "country") in made.missing
    files["processors/ver.toml"] += 'country = "unknown"\n'
    assert "Wij weten niet" in sections(made_of(files).document)["transfers"]


# -- which activities ------------------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line", ['status = "draft"', 'status = "ended"', "ended = 2026-01-01", "started = 2027-01-01", 'role = "processor"\ncontrollers = [{ name = "Een ander" }]']
)
def test_activities_that_are_not_told(line: str) -> None:
    other = f"{line}\n{ACTIVITY.replace('Begeleiding', 'Verborgen').replace('Mensen begeleiden', 'Geheim doel')}"
    text = markdown(made_of({"activities/verborgen.toml": other}))
    assert "Verborgen" not in text and "Geheim" not in text


def test_fields_for_own_use_never_appear() -> None:
    with tempfile.TemporaryDirectory() as folder:
        leaves = write_full(Path(folder))
        for path in Path(folder).rglob("*.toml"):  # all of it in use on the day
            lines = path.read_text("utf-8").splitlines()
            kept = [line for line in lines if not line.startswith(("ended = ", "status = ", "role = ", "started = "))]
            path.write_text("\n".join(kept), "utf-8")
        text = markdown(made(Path(folder)))
    inside = {value for _, field, value in leaves if field.about.internal and isinstance(value, str)}
    assert "tekst" in text
    assert [value for value in inside if value.startswith("tekst") and value in text] == []


def test_the_texts_for_the_statement_are_in_it() -> None:
    text = markdown(project())
    assert "Wat u vertelt, vertelt u zelf door of niet." in text
    assert "kijken niet wie wat leest" in text
    for word in ("Loopbaanassessments", "faalangst", "SnelForm", "jaarlijkse controle van de lijst", "notes"):
        assert word not in text


# -- for whom ----------------------------------------------------------------------------------------------------------------------------------------------


def test_one_audience() -> None:
    text = markdown(made(REGISTER, subjects=["clients"]))
    assert "session" not in text and "Gespreksverslagen" in text
    for other in ("Nieuwsbrief", "Sollicitaties", "Belastingdienst", "Mailchimp", "Cookies"):
        assert other not in text


def test_an_audience_gets_only_its_own_data_and_recipients() -> None:
    found = sections(made(REGISTER, subjects=["emergency-contacts"]).document)
    assert "Contactpersoon bij nood" in found["data"]
    for other in ("Burgerservicenummer", "Ziekteverzuim", "Loonbelastingverklaring"):
        assert other not in found["data"]
    assert "De Stekker" in found["recipients"]
    for other in ("Arbodienst", "Belastingdienst", "Cijferwerk"):
        assert other not in found["recipients"]
    assert "Zieke medewerkers" not in found["purposes"]
    assert "withdrawal" not in found and "Meenemen" not in found["rights"], "their data rest on a legitimate interest alone"


def test_several_audiences_and_own_categories() -> None:
    both = markdown(made(REGISTER, subjects=["clients", "applicants"]))
    assert "Cliëntdossiers" in both and "Sollicitaties" in both and "Nieuwsbrief" not in both
    own = {
        "vocabulary.toml": '[subjects.denkers]\nname = "denkers"\nlike = "clients"\n',
        "activities/denken.toml": ACTIVITY.replace("clients", "denkers").replace("Mensen begeleiden", "Laten denken"),
    }
    assert "Mensen begeleiden" not in markdown(made_of(own, subjects=["denkers"]))
    assert "Laten denken" in markdown(made_of(own, subjects=["denkers"]))
    assert "Laten denken" in markdown(made_of(own, subjects=["clients"])), "their own clients are clients"


def test_an_audience_that_there_is_not() -> None:
    with pytest.raises(Failure) as failure:
        made_of({}, subjects=["cleints"])
    assert failure.value.key == "statement-subject" and "clients" in failure.value.params["near"]
    with pytest.raises(Failure) as failure:
        made_of({}, subjects=["donors"])
    assert failure.value.key == "statement-nobody" and failure.value.params["known"] == "clients"


def test_activities_that_do_not_say_whom_they_are_about_are_named() -> None:
    nobody = ACTIVITY.replace("Begeleiding", "Van wie?").replace('[[subjects]]\ncategory = "clients"\n', "")
    assert made_of({"activities/nobody.toml": nobody}, subjects=["clients"]).unsaid == ["Van wie?"]
    assert made_of({"activities/nobody.toml": nobody}).unsaid == []


def test_an_empty_register_and_one_with_broken_files() -> None:
    with tempfile.TemporaryDirectory() as folder:
        made_of_nothing = made(Path(folder))
    assert "rights" in sections(made_of_nothing.document)
    assert Missing("controller", "register.toml", "controller") in made_of_nothing.missing
    text = markdown(made_of({**BASE, "activities/stuk.toml": "name = ", "processors/stuk.toml": b"\xff\xfe"}))
    assert "Mensen begeleiden" in text


@pytest.mark.parametrize(("when", "named"), [("", True), ("ended = 2025-01-01\n", False), ("started = 2027-01-01\n", False)])
def test_a_joint_controller_is_named_while_it_is_one(when: str, named: bool) -> None:
    organisation = ORGANISATION.replace("[controller]", 'joint_controllers = ["kompas"]\n[controller]')
    made = made_of({"register.toml": organisation, "recipients/kompas.toml": f'name = "Het Kompas"\nkind = "joint-controller"\n{when}'})
    assert ("Het Kompas" in markdown(made)) == named
