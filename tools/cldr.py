"""Write ropa/i18n/LANG/cldr.toml: names of countries and months from Unicode CLDR, as Babel carries it.

They are copied into the package because Babel weighs 30 MB and takes as long to start as the whole check.
"""

import re
import sys
from pathlib import Path

import babel

ROOT = Path(__file__).parent.parent / "ropa" / "i18n"


def cldr_toml(language: str) -> str:
    """The text of the file for a language."""
    locale = babel.Locale(language)
    names = {code: name for code, name in locale.territories.items() if len(code) == 2 and code.isalpha()}
    months = [locale.months["format"]["wide"][month] for month in range(1, 13)]
    pattern = locale.date_formats["long"].pattern
    words = {"d": "{day}", "MMMM": "{month}", "y": "{year}"}
    pattern = re.sub(r"'([^']*)'|d|MMMM|y", lambda found: words.get(found[0], found[1] or ""), pattern)
    if language == "en":
        pattern = "{day} {month} {year}"  # as it is written in Europe
    lines = [
        f"# From Unicode CLDR, as in Babel {babel.__version__}; made by `make cldr`, not by hand. Copyright Unicode, Inc.; Unicode License v3.",
        f'date = "{pattern}"',
        "months = [" + ", ".join(f'"{month}"' for month in months) + "]",
        "",
        "[territories]",
        *(f'{code} = "{names[code]}"' for code in sorted(names)),
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the files."""
    for language in ("nl", "en", "fr", "de"):
        (ROOT / language / "cldr.toml").write_text(cldr_toml(language), "utf-8")
    sys.stdout.write("ropa/i18n/*/cldr.toml\n")


if __name__ == "__main__":
    main()
