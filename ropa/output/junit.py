"""JUnit XML: a suite a register, a case a record; a case a finding where there are some."""

import sys
import xml.etree.ElementTree as ET  # writes only
from collections.abc import Sequence
from datetime import date

from ..findings import Finding
from ..i18n import Texts
from ..register import Register, reference_of
from ..rules.base import Rule
from .report import Reports, hint, laws, message, path_of, shown
from .safe import plain


def write(reports: Reports, on: date, words: Texts, *, color: bool, accepted: bool, rules: Sequence[Rule]) -> None:
    """Write the document to standard output. Warnings fail too: whoever wants fewer leaves rules out."""
    root = ET.Element("testsuites", name="ropa")
    for register, findings in reports:
        root.append(_suite(register, shown(findings, accepted), words))
    for attribute in ("tests", "failures"):
        root.set(attribute, str(sum(int(suite.get(attribute, "0")) for suite in root)))
    ET.indent(root)
    sys.stdout.write('<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n")


def _suite(register: Register, findings: list[Finding], words: Texts) -> ET.Element:
    with_findings = {finding.record for finding in findings}
    suite = ET.Element("testsuite", name=plain(register.root))
    if register.source.revision:
        ET.SubElement(ET.SubElement(suite, "properties"), "property", name="revision", value=register.source.revision)
    clean = [reference for record in register.records() if (reference := reference_of(record)) not in with_findings]
    for reference in clean:
        ET.SubElement(suite, "testcase", classname=plain(reference), name="check")
    for finding in findings:
        case = ET.SubElement(suite, "testcase", classname=plain(finding.record), name=f"{finding.rule.code} {finding.rule.name}")
        place = f"{plain(path_of(register, finding))}:{finding.line}:{finding.column}"
        if finding.accepted:
            ET.SubElement(case, "skipped", message=plain(finding.accepted.reason or ""))
            continue
        failure = ET.SubElement(case, "failure", type=finding.severity, message=message(words, finding))
        failure.text = f"{place}\n{hint(words, finding)}\n{laws(words, finding)}"
    suite.set("tests", str(len(suite.findall("testcase"))))
    suite.set("failures", str(sum(1 for finding in findings if not finding.accepted)))
    suite.set("skipped", str(sum(1 for finding in findings if finding.accepted)))
    return suite
