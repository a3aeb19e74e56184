"""Fill the HTML templates; everything that goes into them is escaped."""

from __future__ import annotations

import jinja2

_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("grader.writers"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> str:
    """Return the page that a template in `templates` makes of these values."""
    return _environment.get_template(template).render(values)
