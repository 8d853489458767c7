"""Write figures: SVG, PNG and PDF of one drawing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.figure_layout import TooSmallError, lay_out
from foxp3tool.formats.figure_raster import raster, undrawn_letters
from foxp3tool.formats.figure_svg import svg
from foxp3tool.formats.output import open_output
from foxp3tool.model.drawing import Drawing
from foxp3tool.model.figure import FigureContent
from foxp3tool.model.frozen import frozen

DOUBLE_COLUMN: Final = 183.0
SINGLE_COLUMN: Final = 89.0
_PRESETS: Final = {"single": SINGLE_COLUMN, "double": DOUBLE_COLUMN}
_MEASURES: Final = re.compile(r"(\d+(?:\.\d+)?)(?:[xX\u00d7](\d+(?:\.\d+)?))?(?:\s*mm)?")
_NARROWEST, _WIDEST = 80, 2000
_MOST_DOTS: Final = 30_000
KINDS: Final = ("svg", "png", "pdf")


@frozen
class FigureSize:
    """The size of a figure in millimetres.

    Args:
        width: The width.
        height: The height; None for as much as is needed.
    """

    width: float = DOUBLE_COLUMN
    height: float | None = None

    @classmethod
    def parse(cls, text: str) -> FigureSize:
        """Read ``single``, ``double``, ``W`` or ``WxH``.

        Raises:
            UsageError: If it is none of these, or of no use.

        Example:
            >>> FigureSize.parse("single"), FigureSize.parse("120x90")
            (FigureSize(width=89.0, height=None), FigureSize(width=120.0, height=90.0))
        """
        if text.lower() in _PRESETS:
            return cls(_PRESETS[text.lower()])
        match = _MEASURES.fullmatch(text.strip())
        if match is None:
            raise UsageError(
                f"--size {text}: not a size",
                remedy="give single (89 mm), double (183 mm), a width or WxH in mm, as in 120x90",
            )
        width, height = float(match[1]), float(match[2]) if match[2] else None
        if not _NARROWEST <= width <= _WIDEST or (height is not None and height > _WIDEST):
            raise UsageError(
                f"--size {text}: a figure is {_NARROWEST} to {_WIDEST} mm wide, and at most "
                f"{_WIDEST} mm high",
                remedy="give other measures",
            )
        return cls(width, height)


def svg_text(
    content: FigureContent,
    *,
    interactive: bool = True,
    size: FigureSize | None = None,
    prefix: str = "foxp3-figure-",
) -> str:
    """Return a figure as an SVG element to be put into a page.

    Each variant is ``<g class="variant CLASS match-GRADE" id="PREFIXvN" data-index="N"
    data-rows="..." data-count data-class data-match data-hgvs-c data-hgvs-p data-id>`` with a
    ``<title>``; its stem is ``<g class="stem CLASS match-GRADE" data-index="N">``, a reported
    mutation ``<g class="reported CLASS" data-id>``. ``data-rows`` are the rows that the content
    was made of, counted from 0. There is no ``style`` and no script, and all text is escaped.

    Args:
        content: What is shown.
        interactive: Whether variants can be reached with the keyboard and read out.
        size: The size; default: 183 mm wide.
        prefix: Begins every ``id``.

    Raises:
        UsageError: If the content does not fit into the size.
    """
    return svg(_drawing(content, size or FigureSize()), interactive=interactive, prefix=prefix)


def figure_kind(output: Path | None, named: str | None) -> str:
    """Return what kind of file is written, by its name or by the ending of the file.

    Raises:
        UsageError: If neither tells, or they contradict each other.
    """
    ending = None
    if output is not None and output != Path("-"):
        ending = output.suffix.lower().removeprefix(".")
        if ending not in KINDS:
            raise UsageError(
                f"{output}: the ending names no kind of figure",
                remedy="end the name with .svg, .png or .pdf",
            )
    if named is not None and ending not in (None, named):
        raise UsageError(
            f"--output {output}: the ending says {ending}, --format {named}",
            remedy="leave --format out, or change the ending",
        )
    return named or ending or "svg"


def write_figure(
    content: FigureContent, output: Path | None, kind: str, size: FigureSize, dpi: int
) -> tuple[str, ...]:
    """Write a figure, complete or not at all; return cautions on it.

    Args:
        content: What is shown.
        output: The file, or None for standard output.
        kind: ``svg``, ``png`` or ``pdf``.
        size: The size.
        dpi: Dots per inch of a PNG.

    Raises:
        UsageError: If the content does not fit, or matplotlib is needed and not installed.
        OutputError: If the file cannot be written; then there is none.
    """
    drawing = _drawing(content, size)
    cautions: tuple[str, ...] = ()
    if kind == "svg":
        text = '<?xml version="1.0" encoding="UTF-8"?>\n'
        text += svg(drawing, interactive=False, prefix="foxp3-figure-")
        data = text.encode("utf-8")
    else:
        dots = max(drawing.width, drawing.height) / 25.4 * dpi
        if kind == "png" and dots > _MOST_DOTS:
            raise UsageError(
                f"the PNG would be {dots:.0f} dots long, at most {_MOST_DOTS} are possible",
                remedy="give a smaller --dpi, or write .svg or .pdf",
            )
        data = raster(drawing, kind, dpi)
        cautions = undrawn_letters(drawing)
    with open_output(output) as stream:
        stream.write_bytes(data)
    return cautions


def _drawing(content: FigureContent, size: FigureSize) -> Drawing:
    try:
        return lay_out(content, size.width, size.height)
    except TooSmallError as error:
        needed = int(error.needed) + 1
        raise UsageError(
            f"--size: this figure needs a height of {needed} mm at a width of {size.width:g} mm",
            remedy=f"give --size {size.width:g}x{needed}, or the width alone for the height needed",
        ) from error
