"""Write JUnit XML of the family xunit1, with file and line: a suite for each submission, a case for each check."""

from collections.abc import Mapping
from xml.etree import ElementTree as Tree

from grader.results import CheckResult, ExerciseResult, Report
from grader.text import one_line, printable
from grader.writers import feedback
from grader.writers.feedback import WORDS
from grader.writers.places import Places


def render(reports: Mapping[str, Report], places: Places) -> bytes:
    """Return the XML. Each case is named once; points are properties of the suite."""
    root = Tree.Element("testsuites")
    for folder, report in reports.items():
        root.append(_suite(report, f"{one_line(folder)}." if len(reports) > 1 else "", places))
    Tree.indent(root, " ")
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _suite(report: Report, prefix: str, places: Places) -> Tree.Element:
    suite = Tree.Element("testsuite", name=one_line(report.submission))
    properties = Tree.SubElement(suite, "properties")
    for name in ("total", "score", "max_score", "bonus"):
        Tree.SubElement(properties, "property", name=name, value=str(getattr(report, name)))
    for remark in feedback.remarks(report):
        Tree.SubElement(properties, "property", name="remark", value=printable(remark))
    cases = [_case(e, c, prefix, places) for e in report.exercises for c in e.checks]
    suite.extend(_named_once(cases))
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for attribute, tag in kinds.items():
        suite.set(attribute, str(len(list(suite.iter(tag)))))
    suite.set("time", "0")
    return suite


def _case(exercise: ExerciseResult, check: CheckResult, prefix: str, places: Places) -> Tree.Element:
    file, line = places.of(exercise)
    case = Tree.Element("testcase", classname=f"{prefix}{exercise.id}", name=printable(check.id), file=file, time="0")
    if line:
        case.set("line", str(line))
    if check.status != "passed":
        tag = {"skipped": "skipped", "kit_error": "error"}.get(check.status, "failure")
        message = f"{check.title}: {WORDS[check.status]}"
        found = Tree.SubElement(case, tag, message=printable(message), type=check.status)
        found.text = feedback.of_check(check)
    return case


def _named_once(cases: list[Tree.Element]) -> list[Tree.Element]:
    seen: dict[tuple[str, str], int] = {}
    for case in cases:
        key = case.get("classname", ""), case.get("name", "")
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > 1:
            case.set("name", f"{key[1]} ({seen[key]})")
    return cases
