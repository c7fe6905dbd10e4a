"""Citations as a language writes them. The rules cite in one form: “GDPR art. 30(1)(f)”."""

import re

_ARTICLE = re.compile(r"\bGDPR art\. (\d+)((?:\([0-9a-z]+\))*)(?:-\(([a-z])\))?")
_RECITAL = re.compile(r"\bGDPR recital (\d+)")
_PART = re.compile(r"\(([0-9a-z]+)\)")

_NAME = {"nl": "AVG", "en": "GDPR", "fr": "RGPD", "de": "DSGVO"}
_NUMBER = {"nl": " lid {}", "fr": ", § {}", "de": " Abs. {}"}
_LETTER = {"nl": " onder {}", "fr": ", point {})", "de": " lit. {}"}
_ART = {"nl": "art. {}", "fr": "art. {}", "de": "Art. {}"}
_REC = {"nl": "overweging {}", "fr": "considérant {}", "de": "Erwägungsgrund {}"}


def cite(law: str, language: str) -> str:
    """A citation in a language: “art. 30 lid 1 onder f AVG”; national acts stay as they are."""
    if language not in _NUMBER:
        return law

    def article(found: re.Match[str]) -> str:
        parts = "".join((_NUMBER if part.isdigit() else _LETTER)[language].format(part) for part in _PART.findall(found[2]))
        parts += f"-{found[3]}" if found[3] else ""
        return f"{_ART[language].format(found[1])}{parts} {_NAME[language]}"

    law = _ARTICLE.sub(article, law)
    return _RECITAL.sub(lambda found: f"{_REC[language].format(found[1])} {_NAME[language]}", law)
