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


def source(name: str) -> Markup:
    """Return a style sheet or a script from the folder `templates`."""
    assert _environment.loader is not None  # noqa: S101  it has one
    return Markup(_environment.loader.get_source(_environment, name)[0])  # noqa: S704  the kit's own
