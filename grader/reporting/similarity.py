"""The page of similar submissions, which only the instructor sees: a hint to look, and no verdict."""

from grader.reporting.cohort import Cohort
from grader.writers import report


def render(cohort: Cohort) -> str:
    return report.page(
        "similarity",
        "Similarity",
        links=cohort.links,
        here="similarity.html",
        groups=[(group, cohort.who(group.submissions)) for group in cohort.similar or ()],
    )
