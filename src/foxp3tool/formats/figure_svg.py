"""A drawing as SVG: text stays text, every variant can be found by its class and number.

Written by hand rather than by a plotting library, so that elements carry what a page needs, the
file is small, and the same drawing is the same bytes everywhere. Styles are presentation
attributes: a strict Content-Security-Policy forbids ``style``.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from foxp3tool.model.drawing import MM_PER_POINT, Anchor, Drawing, Group, Item, Line, Point, Text

FONTS: Final = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
"""Types that are nowhere wider than the last named one, which the layout reckons with."""


def svg(drawing: Drawing, *, interactive: bool, prefix: str) -> str:
    """Return a drawing as one SVG element.

    Args:
        drawing: The drawing.
        interactive: Whether variants can be reached with the keyboard.
        prefix: Begins every ``id``, so that several figures go into one page.
    """
    return "\n".join(_lines(drawing, interactive=interactive, prefix=prefix)) + "\n"


def _lines(drawing: Drawing, *, interactive: bool, prefix: str) -> Iterator[str]:
    width, height = drawing.width, drawing.height
    prefix = _escaped(prefix)
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_shown(width)}mm" '
        f'height="{_shown(height)}mm" viewBox="0 0 {_units(width)} {_units(height)}" '
        f'role="{"group" if interactive else "img"}" class="foxp3-figure" '
        f'aria-labelledby="{prefix}title {prefix}desc" '
        f'font-family="{FONTS}" stroke-linejoin="round" stroke-linecap="round">'
    )
    yield f'<title id="{prefix}title">{_escaped(drawing.title)}</title>'
    yield f'<desc id="{prefix}desc">{_escaped(drawing.description)}</desc>'
    yield '<rect class="background" width="100%" height="100%" fill="#FFFFFF"/>'
    for group in drawing.groups:
        yield from _group(group, interactive=interactive, prefix=prefix)
    yield "</svg>"


def _group(group: Group, *, interactive: bool, prefix: str) -> Iterator[str]:
    parts = [f'class="{_escaped(" ".join(group.classes))}"']
    if group.id:
        parts.append(f'id="{prefix}{_escaped(group.id)}"')
    parts += [f'data-{name}="{_escaped(text)}"' for name, text in group.data]
    if interactive and group.id:
        told = _escaped(group.title.replace("\n", "; "))
        parts += ['tabindex="0"', 'role="img"', f'aria-label="{told}"']
    yield f"<g {' '.join(parts)}>"
    if group.title:
        yield f"<title>{_escaped(group.title)}</title>"
    for item in group.items:
        yield _item(item)
    yield "</g>"


def _item(item: Item) -> str:
    if isinstance(item, Text):
        return _text(item)
    dashes = f' stroke-dasharray="{_units(0.9)} {_units(0.7)}"' if item.is_dashed else ""
    if isinstance(item, Line):
        return (
            f'<path d="M{_path(item.points)}" fill="none" stroke="{item.colour}" '
            f'stroke-width="{_units(item.width)}"{dashes}/>'
        )
    stroke = (
        f' stroke="{item.stroke}" stroke-width="{_units(item.width)}"{dashes}' if item.width else ""
    )
    return f'<path d="M{_path(item.points)}Z" fill="{item.fill}"{stroke}/>'


def _text(text: Text) -> str:
    x, y = map(_units, text.place)
    turned = f' transform="rotate(-90 {x} {y})"' if text.is_upright else ""
    anchor = "" if text.anchor is Anchor.START else f' text-anchor="{text.anchor.value}"'
    weight = ' font-weight="bold"' if text.is_bold else ""
    return (
        f'<text x="{x}" y="{y}" font-size="{_shown(text.size)}" fill="{text.colour}"'
        f"{anchor}{weight}{turned}>{_escaped(text.text)}</text>"
    )


def _path(points: tuple[Point, ...]) -> str:
    return "L".join(f"{_units(x)} {_units(y)}" for x, y in points)


def _units(length: float) -> str:
    """Return millimetres in units of the drawing, which are points."""
    return _shown(length / MM_PER_POINT)


def _shown(number: float) -> str:
    """Return a number with two decimals at most, and never a negative zero."""
    return f"{round(number, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def _escaped(text: str) -> str:
    """Return a text for XML; what XML cannot hold becomes a replacement character."""
    allowed = (one if _is_character(ord(one)) else "\ufffd" for one in text)
    return escape("".join(allowed), quote=True)


def _is_character(code: int) -> bool:
    """Tell whether XML 1.0 allows a character."""
    return (
        code in (0x9, 0xA, 0xD)
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or code >= 0x10000
    )
