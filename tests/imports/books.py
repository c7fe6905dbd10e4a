"""Workbooks made by hand, part by part: as other programs write them, or as nobody should."""

import io
import zipfile
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
ODS = "application/vnd.oasis.opendocument.spreadsheet"
OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def packed(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip of these parts."""
    page = io.BytesIO()
    with zipfile.ZipFile(page, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return page.getvalue()


def xlsx(
    sheet: str, *, space: str = MAIN, links: str = LINKS, styles: str = "", strings: str = "", workbook: str = "", more: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A workbook with one sheet, "Blad1", of this XML within <worksheet>."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{links}/officeDocument" Target="/xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{links}">{workbook}<sheets><sheet name="Blad1" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{links}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{links}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}">{sheet}</worksheet>',
        "xl/styles.xml": f'<styleSheet xmlns="{space}">{styles}</styleSheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{space}">{strings}</sst>',
    }
    return packed(parts | dict(more or {}))


def ods(tables: str, *, styles: str = "", manifest: str = "", more: Mapping[str, str | bytes] | None = None, prolog: str = "") -> bytes:
    """A workbook of LibreOffice with these <t:table> elements."""
    spaces = " ".join(f'xmlns:{prefix}="{OPEN}:{space}:1.0"' for prefix, space in (("o", "office"), ("t", "table"), ("x", "text"), ("s", "style")))
    spaces += ' xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prolog}<o:document-content {spaces}><o:automatic-styles>{styles}</o:automatic-styles>'
        f"<o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document-content>"
    )
    parts: dict[str, str | bytes] = {
        "mimetype": ODS,
        "content.xml": content,
        "META-INF/manifest.xml": f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0">{manifest}</manifest:manifest>',
    }
    return packed(parts | dict(more or {}), stored=("mimetype",))
