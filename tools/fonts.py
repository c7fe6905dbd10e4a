"""Makes ropa/documents/fonts/: the fonts that documents are set in, without hinting, and which characters they have between them.

Run it with the folders in which the fonts lie: python -m tools.fonts FOLDER… Needs fonttools.
"""

import sys
import unicodedata
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

HERE = Path(__file__).parent.parent / "ropa" / "documents" / "fonts"
SCRIPTS = (
    *("Arabic", "Armenian", "Bengali", "Devanagari", "Ethiopic", "Georgian", "Gujarati", "Gurmukhi", "Hebrew", "Kannada", "Khmer", "Lao", "Malayalam"),
    *("Myanmar", "Sinhala", "Symbols", "Symbols2", "Syriac", "Tamil", "Telugu", "Thai", "Tifinagh"),
)
NAMES = (
    *("NotoSans-Regular", "NotoSans-Bold", "NotoSans-Italic"),
    *(f"NotoSans{script}-Regular" for script in SCRIPTS),
    *("NotoEmoji[wght]", "NotoSansKR-Regular", "DroidSansFallbackFull"),
)
ONLY = {"NotoSansKR-Regular": (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7A4))}
"""Of a font that has much of what another has too: the characters that are wanted of it."""
OPTIONS = subset.Options(hinting=False, layout_features=["*"], name_IDs=["*"], notdef_outline=True, glyph_names=False, drop_tables=["DSIG", "FFTM"])


def main(folders: list[str]) -> None:
    """Find every font under the folders, and write it and the list of characters."""
    found = {path.stem: path for folder in folders for path in Path(folder).rglob("*.[ot]tf")}
    covered: set[int] = set()
    for name in NAMES:
        font = TTFont(found[name], recalcTimestamp=False)
        if "fvar" in font:
            font = instancer.instantiateVariableFont(font, {"wght": 400})
        characters = {code for code in font.getBestCmap() if name not in ONLY or any(code in part for part in ONLY[name])}
        shrunk = subset.Subsetter(OPTIONS)
        shrunk.populate(unicodes=characters)
        shrunk.subset(font)
        font.save(HERE / f"{name.partition('[')[0]}{found[name].suffix}")
        if "-Bold" not in name and "-Italic" not in name:
            covered |= characters
    (HERE / "characters.txt").write_text("\n".join(_ranges(sorted(code for code in covered if unicodedata.category(chr(code)) != "Co"))) + "\n")


def _ranges(codes: list[int]) -> list[str]:
    """Runs of characters, in hexadecimal: 41-5a."""
    runs: list[list[int]] = []
    for code in codes:
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return [f"{first:x}-{last:x}" for first, last in runs]


if __name__ == "__main__":
    main(sys.argv[1:])
