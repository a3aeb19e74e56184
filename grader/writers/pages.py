"""Render the HTML templates; all values are escaped."""

import jinja2
from markupsafe import Markup

_environment = jinja2.Environment(
    loader=jinja2.PackageLoader("grader.writers"),
    autoescape=True,
    undefined=jinja2.StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render(template: str, **values: object) -> Markup:
    """Render a template from the folder `templates`."""
    return Markup(_environment.get_template(template).render(values))  # noqa: S704  escaped by the template
