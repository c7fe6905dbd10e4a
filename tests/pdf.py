"""Whether a PDF is archival (PDF/A-3a) and accessible (PDF/UA-1), as an independent checker sees it."""

import re

import page

ARCHIVAL, ACCESSIBLE = page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1


def failures(data: bytes, profile: page.ValidationProfile) -> list[str]:
    """What the checker says is wrong, but for two things that it sees wrongly.

    It takes the \\r with which packed data may end for part of the line end that follows; so lengths are counted here. And it does not look for the width that
    the characters of a font in CFF have where none is said; fontTools finds in the Korean one what the file says.
    """
    found = [str(each) for each in page.validate_pdf_bytes(data, profile=profile).failures]
    assert all(
        data[each.end() + int(each[1]) :].startswith(b"\nendstream") for each in re.finditer(rb"/Length (\d+)(?:[^>]|>>?(?!\s*stream))*>>\s*stream\n", data)
    )
    return [each for each in found if "STREAM-LENGTH" not in each and not ("GLYPH-WIDTH" in each and "CIDFontType0C" in each)]
