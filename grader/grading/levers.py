"""What changes a total after judging: deadlines, groups, attempts, points by hand."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import UNSET

from grader import roster
from grader.course import Course, Grading, LatePolicy
from grader.grading import tables
from grader.results import Attempt, Late, Manual, Member, Report
from grader.roster import Student, plain
from grader.text import listed

DAY = timedelta(days=1)
FILES_CAP = 10_000  # files of a submission whose times are read
_ATTEMPT = re.compile(r"(.+)@(\d{1,6})")


@dataclass
class Levers:
    """The settings, and what the files beside them say, by the students' names and ids.

    Attributes:
        students: the roster, by submission.
        times: when submissions were made, by the same names.
        used: the tables and names that were looked up with success.
    """

    settings: Grading
    deadlines: Mapping[str, datetime] = field(default_factory=dict)
    groups: Mapping[str, tuple[Member, ...]] = field(default_factory=dict)
    manual: Mapping[str, Manual] = field(default_factory=dict)
    students: Mapping[str, Student] = field(default_factory=dict)
    times: Mapping[str, datetime] = field(default_factory=dict)
    used: set[tuple[str, str]] = field(default_factory=set)

    def apply(self, reports: Mapping[str, Report], files: Mapping[str, datetime]) -> dict[str, Report]:
        """Return the records, by the same folders, with what the settings add to them, and without what others added.

        `files` has the times of the submissions' files.
        """
        changed = {folder: self._changed(folder, report, files.get(folder)) for folder, report in reports.items()}
        counting = self._counting(changed)
        for folder, report in changed.items():
            if report.attempt and folder not in counting:
                attempt = msgspec.structs.replace(report.attempt, counts=False)
                changed[folder] = msgspec.structs.replace(report, attempt=attempt)
        return changed

    def _changed(self, folder: str, report: Report, modified: datetime | None) -> Report:
        found = _ATTEMPT.fullmatch(report.submission) if self.settings.attempts else None
        attempt = Attempt(found[1], int(found[2]), True) if found else UNSET
        names = [report.submission, folder, *([attempt.of] if attempt else [])]
        members, manual = self._find("groups", names) or UNSET, self._find("manual", names) or UNSET
        changed = msgspec.structs.replace(report, late=UNSET, manual=manual, attempt=attempt, members=members)
        return msgspec.structs.replace(changed, late=self._late(changed, names, modified) or UNSET)

    def _late(self, report: Report, names: Sequence[str], modified: datetime | None) -> Late | None:
        deadline = self._deadline(report, names)
        submitted = self._find("times", names) or modified
        if deadline is None or submitted is None:
            return None
        over = submitted - deadline - timedelta(minutes=self.settings.grace)
        if over <= timedelta(0):
            return None
        days = -(-over // DAY)
        earned = report.score + (report.manual.points if report.manual else Decimal(0))
        return Late(submitted.isoformat(), deadline.isoformat(), days, _cost(self.settings.late, days, earned))

    def _deadline(self, report: Report, names: Sequence[str]) -> datetime | None:
        """Return the latest deadline of those who submitted this; an own one replaces the course's."""
        members = report.members or ()
        people = [roster.student_of(names, self.students), *(roster.member_of(m, self.students) for m in members)]
        known = [(*names, people[0].id, people[0].name), *((p.submission, p.id, p.name) for p in people[1:])]
        given = [deadline for one in known if (deadline := self._find("deadlines", one)) is not None]
        return max(given) if given else self.settings.deadline

    def _find(self, table: str, names: Sequence[str]) -> Any:
        """Return what a table has under one of these names, or None."""
        found = getattr(self, table)
        for name in map(plain, names):
            if name and name in found:
                self.used.add((table, name))
                return found[name]
        return None

    def _counting(self, reports: Mapping[str, Report]) -> set[str]:
        """Return the folders of the attempts that count; of equal ones, the last."""
        best: dict[str, str] = {}
        for folder, report in reports.items():
            if report.attempt:
                other = best.setdefault(report.attempt.of, folder)
                if self._rank(report) > self._rank(reports[other]):
                    best[report.attempt.of] = folder
        return set(best.values())

    def _rank(self, report: Report) -> tuple[int, int]:
        assert report.attempt  # noqa: S101  it is one of several
        return report.total if self.settings.attempts == "best" else 0, report.attempt.number

    def remarks(self, reports: Mapping[str, Report], files: Collection[str]) -> Iterator[str]:
        """Yield what the instructor should look at once the records are made."""
        for entry, table in (("extensions", "deadlines"), ("groups", "groups"), ("manual", "manual")):
            unused = [name for name in getattr(self, table) if (table, name) not in self.used]
            if unused:
                yield f"{getattr(self.settings, entry)}: no submission of {listed(unused)}"
        if self.settings.deadline is None:
            return
        names = {folder: (report.submission, folder, *_attempted(report)) for folder, report in reports.items()}
        unknown = [f for f, known in names.items() if f not in files and not any(plain(n) in self.times for n in known)]
        if unknown:
            yield f"no time of submission, not taken as late: {listed(unknown)}"
        late = [n for n in unknown if any(self.students[k].late == "yes" for k in names[n] if k in self.students)]
        if late:
            yield f"late, says the roster, but not since when: {listed(late)}"


def _attempted(report: Report) -> list[str]:
    return [report.attempt.of] if report.attempt else []


def _cost(policy: LatePolicy | None, days: int, earned: Decimal) -> Decimal:
    """Return the points that so many days cost, at most those that were earned."""
    earned = max(earned, Decimal(0))
    if policy is None:
        return Decimal(0)
    if policy.most_days is not None and days > policy.most_days:
        return earned
    most = earned if policy.most_points is None else min(earned, policy.most_points)
    return min(policy.points_per_day * days, most)


def read(course: Course, students: Mapping[str, Student], place: Path) -> Levers:
    """Read the files that the settings name; `place` is the roster's. Raises CourseError if one of them is wrong."""
    settings = course.grading
    return Levers(
        settings,
        dict(tables.extensions(course.path / settings.extensions)) if settings.extensions else {},
        tables.groups(course.path / settings.groups) if settings.groups else {},
        dict(tables.manual(course.path / settings.manual)) if settings.manual else {},
        students,
        dict(tables.times(students, place)) if settings.deadline else {},
    )


def modified(path: Path) -> datetime | None:
    """Return when the newest file of a submission was changed, as its owner says; None if that cannot be read."""
    try:
        inside = islice(path.rglob("*"), FILES_CAP) if path.is_dir() else ()
        times = [file.lstat().st_mtime for file in inside if not file.is_dir()] or [path.lstat().st_mtime]
        return datetime.fromtimestamp(max(times), UTC).replace(microsecond=0)
    except (OSError, OverflowError, ValueError):
        return None
