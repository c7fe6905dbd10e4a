"""What one would use otherwise: fideslang on YAML of as many systems, openpyxl on a sheet of as many rows."""

import sys
import tomllib
from pathlib import Path


def make(work: Path) -> None:
    """Write the same activities as fideslang's YAML and as a workbook."""
    import openpyxl
    import yaml

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    (work / "fides").mkdir()
    for path in sorted((work / "ten" / "activities").iterdir()):
        activity = tomllib.loads(path.read_text("utf-8"))
        key = path.stem.replace("-", "_")
        declarations = [
            {
                "name": purpose["purpose"],
                "data_use": "essential.service",
                "data_categories": ["user.name", "user.contact", "user.financial"],
                "data_subjects": ["customer"],
                "legal_basis_for_processing": "Contract" if purpose["basis"] == "contract" else "Legal obligations",
            }
            for purpose in activity["purposes"]
        ]
        system = {
            "fides_key": key,
            "name": activity["name"],
            "description": activity["description"],
            "system_type": "Service",
            "privacy_declarations": declarations,
        }
        (work / "fides" / f"{key}.yml").write_text(yaml.safe_dump({"system": [system]}, allow_unicode=True), "utf-8")
        for data in activity["data"]:
            sheet.append(
                [
                    path.stem,
                    activity["name"],
                    activity["description"],
                    activity["owner"],
                    data["category"],
                    "; ".join(data["items"]),
                    str(data.get("retention", "")),
                ]
            )
    book.save(work / "activities.xlsx")


def fideslang(work: Path) -> None:
    """Load and validate every manifest."""
    from fideslang.manifests import ingest_manifests
    from fideslang.parse import load_manifests_into_taxonomy

    taxonomy = load_manifests_into_taxonomy(ingest_manifests(str(work / "fides")))
    if len(taxonomy.system or ()) != 10_000:
        raise SystemExit(2)


def openpyxl(work: Path) -> None:
    """Read every cell."""
    from openpyxl import load_workbook

    book = load_workbook(work / "activities.xlsx", read_only=True)
    if sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row[0]) != 30_000:
        raise SystemExit(2)


{"make": make, "fideslang": fideslang, "openpyxl": openpyxl}[sys.argv[1]](Path(sys.argv[2]))
