"""Render the pages of a report and of feedback: one file each, without outside requests, safe to open anywhere."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from grader.writers import pages

GENERATOR = "convkit report"  # by which a folder is known to be a site that may be replaced


@dataclass(frozen=True)
class Link:
    title: str
    address: str


STYLE, SCRIPT = pages.source("report/style.css"), pages.source("report/script.js")


def page(
    template: str, title: str, *, links: Sequence[Link] = (), here: str = "", active: bool = False, **values: object
) -> str:
    """Render a template of a report; `here` is the page's address in the site, and an `active` one has a script."""
    return pages.render(
        f"report/{template}.html.jinja",
        title=title,
        links=links,
        here=here,
        root="../" * here.count("/"),
        policy=_policy(active),
        generator=GENERATOR,
        style=STYLE,
        script=SCRIPT if active else "",
        **values,
    )


def _policy(active: bool) -> str:
    script = f"script-src {_hash(SCRIPT)}; " if active else ""
    return f"default-src 'none'; {script}style-src {_hash(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'"


def _hash(text: Markup) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
