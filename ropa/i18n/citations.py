"""Citations as a language writes them. The rules cite in one form: “GDPR art. 30(1)(f)”."""

import re

_ARTICLE = re.compile(r"\bGDPR art\. (\d+)((?:\([0-9a-z]+\))*)(?:-\(([a-z])\))?")
_TWO = re.compile(r"\bGDPR (art\.|recital)s? (\d+)(\S*) and (?:(\d+)(\S*)|(\([a-z]\)))")
"""Two in one: “GDPR art. 28(3) and 28(9)”, “GDPR art. 32(1)(c) and (d)”, “GDPR recitals 71 and 91”."""
_RECITAL = re.compile(r"\bGDPR recital (\d+)")
_PART = re.compile(r"\(([0-9a-z]+)\)")

_NAME = {"nl": "AVG", "en": "GDPR", "fr": "RGPD", "de": "DSGVO"}
_NUMBER = {"nl": " lid {}", "fr": ", § {}", "de": " Abs. {}"}
_POINT = {"nl": " punt {}", "fr": ", point {})", "de": " Nr. {}"}
"""The definitions of art. 4 are points, not paragraphs."""
_LETTER = {"nl": " onder {}", "fr": ", point {})", "de": " lit. {}"}
_ART = {"nl": "art. {}", "fr": "art. {}", "de": "Art. {}"}
_AND = {"nl": "en", "fr": "et", "de": "und"}
_REC = {"nl": "overweging {}", "fr": "considérant {}", "de": "Erwägungsgrund {}"}


def cite(law: str, language: str) -> str:
    """A citation in a language: “art. 30 lid 1 onder f AVG”; national acts stay as they are."""
    if language not in _NUMBER:
        return law

    def article(found: re.Match[str]) -> str:
        number = _POINT if found[1] == "4" else _NUMBER
        parts = "".join((number if part.isdigit() else _LETTER)[language].format(part) for part in _PART.findall(found[2]))
        parts += f"-{found[3]}" if found[3] else ""
        return f"{_ART[language].format(found[1])}{parts} {_NAME[language]}"

    def both(found: re.Match[str]) -> str:
        kind, first, parts = found[1], found[2], found[3]
        second = f"{first}{parts[: parts.rindex('(')] if '(' in parts else ''}{found[6]}" if found[6] else f"{found[4]}{found[5]}"
        return f"GDPR {kind} {first}{parts} {_AND[language]} GDPR {kind} {second}"

    law = _ARTICLE.sub(article, _TWO.sub(both, law))
    return _RECITAL.sub(lambda found: f"{_REC[language].format(found[1])} {_NAME[language]}", law)
