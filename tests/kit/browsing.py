"""Helpers: pages in a real browser, what they ask for and complain about, and what axe finds on them."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
NARROW, WIDE = 400, 1400  # pixels
GRAVE = ("serious", "critical")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the Chromium that is installed here; skip the test if there is none."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("there is no Chromium here; install it with: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])  # for root
        yield started
        started.close()


@dataclass
class Visit:
    """An open page with all it has asked for, and all errors on its console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def outside(self, address: str) -> list[str]:
        """Return the requests for anything but this address and what is below it, or data within the page."""
        return [url for url in self.requests if not url.startswith((address, "data:"))]


@contextmanager
def visiting(browser: Browser, address: str, width: int = WIDE, *, dark: bool = False) -> Iterator[Visit]:
    """Open a page: http://…, or file://…."""
    scheme = "dark" if dark else "light"
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    visit = Visit(page)
    page.on("request", lambda request: visit.requests.append(request.url))
    page.on("pageerror", lambda error: visit.errors.append(str(error)))
    page.on("console", lambda line: visit.errors.append(line.text) if line.type == "error" else None)
    try:
        page.goto(address)
        yield visit
    finally:
        page.close()


def violations(page: Page) -> list[str]:
    """Return what axe finds serious or critical, narrow and wide, light and dark, each with the first place of it."""
    found = []
    for width in (NARROW, WIDE):
        for scheme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            options = {"runOnly": {"type": "tag", "values": list(TAGS)}, "resultTypes": ["violations"]}
            for one in Axe().run(page, options=options).response["violations"]:
                if one["impact"] in GRAVE:
                    first = one["nodes"][0]
                    where = f"{first['target']}: {first['html'][:200]} ({first['failureSummary']})"
                    found.append(f"{width} px, {scheme}: {one['id']}, {len(one['nodes'])} times, as at {where}")
    return found
