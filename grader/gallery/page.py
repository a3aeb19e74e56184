"""Write the page that shows the figures: static, without scripts, light or dark, narrow or wide."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

STYLE = """
:root { color-scheme: light dark; --ink: #222; --quiet: #666; --paper: #fafafa; --card: #fff; --line: #ddd; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8e8; --quiet: #a5a5a5; --paper: #161616; --card: #202020; --line: #3a3a3a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 82rem; background: var(--paper); color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: .5rem 0; }
h2 { font-size: 1.1rem; margin: 0; }
p { margin: .25rem 0 .75rem; color: var(--quiet); }
section { margin: 1.25rem 0; padding: 1rem; background: var(--card); border: 1px solid var(--line);
  border-radius: .5rem; }
.sheet { overflow-x: auto; background: #fff; border-radius: .25rem; }
.sheet a { display: block; width: fit-content; min-width: min(100%, 20rem); margin: 0 auto; }
.sheet img { display: block; height: auto; max-width: none; }
.sheet img { max-width: max(100%, 44rem); }
@media (min-width: 60rem) { .sheet img { max-width: 100%; } }
ul { margin: .5rem 0 0; padding-left: 1.25rem; }
"""


def render(title: str, shown: Sequence[tuple[str, str, str, tuple[int, int]]], notes: Sequence[str]) -> str:
    """Return the page of figures, each (file, title, caption, (width, height)), and of what is to be said besides."""
    sections = "\n".join(_section(*parts) for parts in shown)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<style>{STYLE}</style>
</head>
<body>
<h1>{escape(title)}</h1>
<p>Drawn with your own functions. In gray maps middle gray is 0; below each stand its size and the values of black and white.</p>
{sections}
{_notes(notes)}
</body>
</html>
"""


def _section(file: str, title: str, caption: str, size: tuple[int, int]) -> str:
    link, words = escape(file), escape(title)
    return f"""<section>
<h2>{words}</h2>
<p>{escape(caption)}</p>
<div class="sheet"><a href="{link}"><img src="{link}" alt="{words}" width="{size[0]}" height="{size[1]}"></a></div>
</section>"""


def _notes(notes: Sequence[str]) -> str:
    if not notes:
        return ""
    items = "\n".join(f"<li>{escape(note)}</li>" for note in notes)
    return f"<section>\n<h2>What is not here</h2>\n<ul>\n{items}\n</ul>\n</section>"
