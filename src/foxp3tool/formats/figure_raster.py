"""A drawing as PNG or PDF, by matplotlib, which is loaded here and nowhere else."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final
from unicodedata import bidirectional

from foxp3tool.formats.extras import require
from foxp3tool.model.drawing import MM_PER_POINT, Anchor, Drawing, Item, Line, Text

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MM_PER_INCH: Final = 25.4
_FONT: Final = "DejaVu Sans"
"""Comes with matplotlib, so that a figure is the same on every machine."""

_LISTED: Final = 8
_FROM_THE_RIGHT: Final = ("R", "AL")
_SHAPES_TEXT: Final = (3, 11)
"""The release of matplotlib that learnt to put writing from right to left into its order."""

_ALIGNMENT: Final = {Anchor.START: "left", Anchor.MIDDLE: "center", Anchor.END: "right"}


def require_matplotlib(kind: str) -> None:
    """Raise an error that names the extra if matplotlib is not installed.

    Args:
        kind: What needs it.

    Raises:
        UsageError: If it is not installed.
    """
    require(
        "matplotlib", "figure", f"a {kind.upper()}", otherwise="write an .svg, which needs nothing"
    )


def undrawn_letters(drawing: Drawing) -> tuple[str, ...]:
    """Return cautions on letters that a PNG or PDF does not show as they are.

    Those are what the type has no form for, which become boxes, and what is written from right to
    left, which older releases of matplotlib do not put into its order.

    Raises:
        UsageError: If matplotlib is not installed.
    """
    require_matplotlib("png")
    import matplotlib as mpl  # noqa: PLC0415
    from matplotlib.font_manager import findfont, get_font  # noqa: PLC0415

    written = "".join(
        item.text for group in drawing.groups for item in group.items if isinstance(item, Text)
    )
    letters = {one for one in written if not one.isascii()}
    if not letters:
        return ()
    known = get_font(findfont(_FONT)).get_charmap()
    cautions = []
    lacking = sorted(one for one in letters if ord(one) not in known)
    if lacking:
        cautions.append(
            f"{_FONT}, the type of PNG and PDF, does not have {_listed(lacking)}: boxes stand for "
            f"{'them' if len(lacking) > 1 else 'it'}; write an .svg, which keeps every "
            "letter as text"
        )
    turned = sorted(one for one in letters if bidirectional(one) in _FROM_THE_RIGHT)
    if turned and mpl.__version_info__[:2] < _SHAPES_TEXT:
        cautions.append(
            f"{_listed(turned)}: writing from right to left may stand in the wrong order in PNG "
            "and PDF; write an .svg, in which the reader's program puts it in order"
        )
    return tuple(cautions)


def _listed(letters: Sequence[str]) -> str:
    shown = ", ".join(f"{one} (U+{ord(one):04X})" for one in letters[:_LISTED])
    more = len(letters) - _LISTED
    return f"{shown} and {more} more letters" if more > 0 else shown


def raster(drawing: Drawing, kind: str, dpi: int) -> bytes:
    """Return a drawing as a file of that kind.

    Args:
        drawing: The drawing.
        kind: ``png`` or ``pdf``.
        dpi: Dots per inch of a PNG.

    Raises:
        UsageError: If matplotlib is not installed.
    """
    require_matplotlib(kind)
    import matplotlib as mpl  # noqa: PLC0415 - an extra, paid for where it is needed
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    # The type of a key differs from release to release of matplotlib.
    settings: dict[Any, Any] = {
        "pdf.fonttype": 42,
        "font.family": [_FONT],
        "path.simplify": False,
        "text.usetex": False,
        "text.hinting": "none",
    }
    with mpl.rc_context(settings), warnings.catch_warnings():
        # What the type does not have is told by undrawn_letters().
        warnings.filterwarnings("ignore", message="Glyph")
        size = drawing.width / _MM_PER_INCH, drawing.height / _MM_PER_INCH
        figure = Figure(figsize=size, dpi=dpi, facecolor="white")
        FigureCanvasAgg(figure)
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        order = 0
        for group in drawing.groups:
            for item in group.items:
                order += 1
                _draw(axes, item, order)
        stream = io.BytesIO()
        metadata: dict[str, Any] = {"Title": drawing.title}
        if kind == "pdf":
            metadata |= {"CreationDate": None, "Subject": drawing.description}
        else:
            metadata |= {"Description": drawing.description, "Software": None}
        figure.savefig(stream, format=kind, dpi=dpi, metadata=metadata)
    return stream.getvalue()


def _draw(axes: Axes, item: Item, order: int) -> None:
    from matplotlib.lines import Line2D  # noqa: PLC0415
    from matplotlib.patches import Polygon  # noqa: PLC0415

    if isinstance(item, Text):
        axes.text(
            *item.place,
            item.text,
            fontsize=item.size,
            color=item.colour,
            ha=_ALIGNMENT[item.anchor],
            va="baseline",
            rotation=90 if item.is_upright else 0,
            rotation_mode="anchor",
            fontweight="bold" if item.is_bold else "normal",
            parse_math=False,
            zorder=order,
        )
        return
    # matplotlib counts dashes in widths of the line, this drawing in millimetres.
    dashes = (0, (0.9 / item.width, 0.7 / item.width)) if item.is_dashed and item.width else "-"
    style: dict[str, Any] = {
        "linewidth": item.width / MM_PER_POINT,
        "linestyle": dashes,
        "zorder": order,
    }
    points: Any = item.points
    if isinstance(item, Line):
        xs, ys = zip(*points, strict=True)
        style |= {"solid_joinstyle": "round", "solid_capstyle": "round"}
        axes.add_line(Line2D(xs, ys, color=item.colour, **style))
        return
    edge = item.stroke if item.width else "none"
    style |= {"joinstyle": "round", "facecolor": item.fill, "edgecolor": edge}
    axes.add_patch(Polygon(points, closed=True, **style))
