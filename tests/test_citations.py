"""Citations as each language writes them."""

import pytest

from ropa.i18n.citations import cite


@pytest.mark.parametrize(
    ("law", "nl", "fr", "de"),
    [
        ("GDPR art. 30(1)(f)", "art. 30 lid 1 onder f AVG", "art. 30, § 1, point f) RGPD", "Art. 30 Abs. 1 lit. f DSGVO"),
        (
            "GDPR art. 28(3) and 28(9)",
            "art. 28 lid 3 AVG en art. 28 lid 9 AVG",
            "art. 28, § 3 RGPD et art. 28, § 9 RGPD",
            "Art. 28 Abs. 3 DSGVO und Art. 28 Abs. 9 DSGVO",
        ),
        ("GDPR art. 32(1)(c) and (d)", "art. 32 lid 1 onder c AVG en art. 32 lid 1 onder d AVG", None, None),
        ("GDPR art. 33 and 34", "art. 33 AVG en art. 34 AVG", None, None),
        ("GDPR recitals 71 and 91", "overweging 71 AVG en overweging 91 AVG", None, None),
        ("GDPR art. 9(1) and 4(13)", "art. 9 lid 1 AVG en art. 4 punt 13 AVG", None, "Art. 9 Abs. 1 DSGVO und Art. 4 Nr. 13 DSGVO"),
        ("UAVG art. 46; Wet op de loonbelasting 1964 art. 28", "UAVG art. 46; Wet op de loonbelasting 1964 art. 28", None, None),
    ],
)
def test_as_a_language_writes_it(law: str, nl: str, fr: str | None, de: str | None) -> None:
    assert cite(law, "en") == law
    for language, said in (("nl", nl), ("fr", fr), ("de", de)):
        assert said is None or cite(law, language) == said
