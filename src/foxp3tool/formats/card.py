"""Print sheets as cards for a terminal: one readable page a variant.

What comes from the input is written without control characters; colours only repeat what the words
and the marks before the labels say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from typing import Final

from rich.box import ROUNDED, Box
from rich.console import Console, ConsoleOptions, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table
from rich.text import Text

from foxp3tool.errors import pointed_at
from foxp3tool.formats.card_strips import ASCII, UNICODE, Drawing, draw_gene, draw_protein
from foxp3tool.formats.card_style import CardStyle
from foxp3tool.model.link import Link
from foxp3tool.model.sheet import Line, Overview, Section, SectionKind, Sheet, Tone
from foxp3tool.notation.short_names import short_name

_STYLES: Final = {
    Tone.PLAIN: "",
    Tone.REPORTED: "bold red",
    Tone.CALM: "green",
    Tone.CAUTION: "bold magenta",
    Tone.UNKNOWN: "dim",
    Tone.ERROR: "bold red",
}
_MARKS: Final = {
    Tone.REPORTED: "*",
    Tone.CAUTION: "!",
    Tone.ERROR: "!",
    Tone.UNKNOWN: "?",
}
_MEANINGS: Final = {"*": "reported as IPEX", "!": "mind this", "?": "not known, or open"}
_HEADING: Final = "bold cyan"
_FAINT: Final = "dim"
_STACKED: Final = 72
"""Below this width a label stands before its text and not in a column of its own."""
_LABELS: Final = 18
_MOST_ASKED: Final = 200
_MOST_NAMED: Final = 60
_WITH_DETAIL: Final = (SectionKind.FUNCTION, SectionKind.POPULATION, SectionKind.SOURCES)
"""Sections whose details hold cautions and dates, which no card may leave out."""
_ASCII_BOX: Final = Box("+--+\n|  |\n|--|\n|  |\n|--|\n|--|\n|  |\n+--+\n", ascii=True)
_LINES: Final = Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
_SOFT_LINES: Final = Box("    \n    \n ── \n    \n    \n    \n    \n    \n")


def card_lines(sheet: Sheet, style: CardStyle) -> list[str]:
    """Return the lines of one card."""
    return _Card(sheet, style).lines()


def overview_lines(sheets: Sequence[Sheet], style: CardStyle) -> list[str]:
    """Return a short table of several variants."""
    if style.width < _STACKED:
        return _rendered(_stacked_overview(sheets, style), style)
    return _rendered([_overview_table(sheets, style)], style)


def notice_lines(text: str, style: CardStyle) -> list[str]:
    """Return a remark between cards."""
    return _rendered([Text(style.plain(text), style=_FAINT)], style)


def _rendered(parts: Iterable[RenderableType], style: CardStyle) -> list[str]:
    stream = StringIO()
    console = Console(
        file=stream,
        width=style.width,
        color_system="standard" if style.is_colored else None,
        no_color=not style.is_colored,
        force_terminal=style.is_colored,
        force_jupyter=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for part in parts:
        console.print(part)
    return [line.rstrip() for line in stream.getvalue().splitlines()]


class _Card:
    def __init__(self, sheet: Sheet, style: CardStyle) -> None:
        self._sheet = sheet
        self._style = style
        self._left_out = 0
        self._marks: set[str] = set()

    def lines(self) -> list[str]:
        parts = [self._head(), *self._drawings()]
        for section in self._sheet.sections:
            if section.kind is not SectionKind.ABOUT:
                parts += self._section(section)
        # What is left out is counted by now.
        parts += self._foot()
        return _rendered(parts, self._style)

    def _plain(self, text: str) -> str:
        return self._style.plain(text)

    def _head(self) -> RenderableType:
        sheet = self._sheet
        body = Text(self._plain(sheet.verdict), style="bold")
        asked = _cut(short_name(sheet.asked), _MOST_ASKED)
        if asked:
            body.append(f"\nasked: {self._plain(asked)}", style="not bold dim")
        box = _ASCII_BOX if self._style.is_ascii else ROUNDED
        # The border needs six columns beside the title.
        title = Text(self._plain(_cut(sheet.title, self._style.width - 9)), style="bold")
        return Panel(body, box=box, title=title, title_align="left", width=self._style.width)

    # Drawings

    def _drawings(self) -> Iterator[RenderableType]:
        sheet, signs = self._sheet, ASCII if self._style.is_ascii else UNICODE
        width = self._style.width - 2
        if sheet.protein is not None:
            yield from self._drawn(draw_protein(sheet.protein, width, signs))
        gene = sheet.gene
        if gene is None:
            return
        inside = all(
            any(block.place.start <= start and end <= block.place.end for block in gene.exons)
            for start, end in gene.places
        )
        is_told = sheet.protein is not None and len(sheet.protein.places) == len(gene.places)
        if not (is_told and inside):
            yield from self._drawn(draw_gene(gene, sheet.overview.name, width, signs))

    def _drawn(self, drawing: Drawing) -> Iterator[RenderableType]:
        yield Text("")
        yield Text(" " + self._plain(drawing.title), style=_FAINT)
        for row in drawing.rows:
            yield Text(" " + row, no_wrap=True, overflow="crop")
        legend = Text()
        for number, (text, is_hit) in enumerate(drawing.legend):
            told = ("; " if number else "") + self._plain(text)
            legend.append(told, style="bold" if is_hit else _FAINT)
        if drawing.legend:
            yield Padding(legend, (0, 0, 0, 1))

    # Sections

    def _section(self, section: Section) -> Iterator[RenderableType]:
        lines = [line for line in section.lines if not line.is_further]
        left_out = len(section.lines) - len(lines)
        self._left_out += left_out
        if left_out and section.kind is SectionKind.RELATED:
            lines.append(Line("", f"and {left_out} more, see catalog_related with --columns full"))
        yield Text("")
        yield self._heading(section.title)
        if section.kind is SectionKind.ERROR and self._sheet.fault_at is not None:
            for row in pointed_at(self._sheet.asked, self._sheet.fault_at):
                yield Text(f"  {self._plain(row)}", no_wrap=True, overflow="ellipsis")
        if section.note:
            yield Padding(Text(self._plain(section.note), style=_FAINT), (0, 0, 0, 2))
        has_detail = section.kind in _WITH_DETAIL
        if self._style.width < _STACKED:
            for line in lines:
                yield self._stacked(line, has_detail=has_detail)
            return
        grid = Table.grid(padding=(0, 1, 0, 0))
        grid.add_column(width=1, no_wrap=True)
        grid.add_column(width=_LABELS, overflow="fold")
        grid.add_column(ratio=1, overflow="fold")
        for line in lines:
            label = Text(self._plain(line.label), style=_STYLES[line.tone] or _FAINT)
            told = _Hanging(self._text(line, has_detail=has_detail), 0, 2)
            grid.add_row(self._mark(line), label, told)
        yield grid

    def _heading(self, title: str) -> Text:
        dash = "-" if self._style.is_ascii else "─"
        text = f"{dash}{dash} {self._plain(title)} "
        return Text(text + dash * (self._style.width - len(text)), style=_HEADING, no_wrap=True,
                    overflow="crop")  # fmt: skip

    def _mark(self, line: Line) -> Text:
        mark = _MARKS.get(line.tone, "")
        self._marks |= {mark} - {""}
        return Text(mark, style=_STYLES[line.tone])

    def _stacked(self, line: Line, *, has_detail: bool) -> RenderableType:
        text = Text()
        text.append_text(self._mark(line))
        if line.label:
            text.append(f"{' ' if text else ''}{self._plain(line.label)}: ",
                        style=_STYLES[line.tone] or _FAINT)  # fmt: skip
        else:
            text.append(" " if text else "- ", style=_FAINT)
        text.append_text(self._text(line, has_detail=has_detail))
        return _Hanging(text, 1, 3)

    def _text(self, line: Line, *, has_detail: bool) -> Text:
        # In the terminal's own colour, which can be read on any ground.
        text = Text(self._plain(line.text))
        if has_detail and line.detail:
            text.append(f"; {self._plain(line.detail)}", style=_FAINT)
        elif line.detail:
            self._left_out += 1
        links = [link for link in _shown(line.links) if link.text not in line.text]
        for number, link in enumerate(links):
            text.append(" [" if number == 0 else "; ", style=_FAINT)
            text.append(self._plain(link.text), style=self._linked(link))
        if links:
            text.append("]", style=_FAINT)
        return text

    def _linked(self, link: Link) -> Style:
        safe = link.url if link.url.isascii() and link.url.isprintable() else ""
        return Style(dim=True, link=safe if safe and self._style.is_colored else None)

    def _foot(self) -> Iterator[RenderableType]:
        about = self._sheet.section(SectionKind.ABOUT)
        yield Text("")
        yield self._heading(about.title if about is not None else "")
        told = [f"{line.label} {line.text}" for line in about.lines] if about is not None else []
        told = [*told, *([about.note] if about is not None and about.note else [])]
        yield Padding(Text(self._plain("; ".join(told))), (0, 0, 0, 2))
        marks = [f"{mark} {meaning}" for mark, meaning in _MEANINGS.items() if mark in self._marks]
        if marks:
            yield Padding(Text("; ".join(marks), style=_FAINT), (0, 0, 0, 2))
        if self._left_out and self._more():
            yield Padding(Text(self._plain(self._more()), style=_FAINT), (0, 0, 0, 2))

    def _more(self) -> str:
        """Say where what is left out is found."""
        entries = " ".join(self._sheet.entries)
        shown = f"foxp3tool catalog show {entries}"
        if not self._sheet.is_answered:
            return f"There is more: {shown} tells what each source says" if entries else ""
        more = "There is more: --columns full prints the whole table"
        return f"{more}, and {shown} what each source says" if entries else more


class _Hanging:
    """A text whose further lines are moved in.

    Args:
        text: The text.
        first: Columns before the first line.
        further: Columns before the others.
    """

    def __init__(self, text: Text, first: int, further: int) -> None:
        self._text = text
        self._margins = first, further

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> Iterator[Text]:
        first, further = self._margins
        for number, line in enumerate(self._text.wrap(console, options.max_width - further)):
            line.rstrip()
            yield Text.assemble(" " * (further if number else first), line)


def _shown(links: Sequence[Link]) -> list[Link]:
    """Return the links of a line; of a paper with a PMID the DOI is left out."""
    has_pmid = any(link.text.startswith("PMID:") for link in links)
    return [link for link in links if not (has_pmid and link.text.startswith("doi:"))]


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[:most]}..."


# Several variants


def _told(sheet: Sheet) -> tuple[str, str, str]:
    """Return what becomes of the protein, how it is reported, and what ClinVar says."""
    overview: Overview = sheet.overview
    if overview.grade is None:
        return "no answer", "", ""
    # With blanks what is long breaks between its words.
    terms = " & ".join(term.term.replace("_", " ") for term in overview.consequences[:1])
    more = " ..." if len(overview.consequences) > 1 else ""
    ids = ", ".join(overview.entries[:2]) + (" ..." if len(overview.entries) > 2 else "")
    match = f"{overview.grade.value.replace('_', ' ')} {ids}".strip()
    return f"{terms}{more}", match, overview.clinvar.replace("/", " / ")


def _overview_table(sheets: Sequence[Sheet], style: CardStyle) -> Table:
    table = Table(
        box=_LINES if style.is_ascii else _SOFT_LINES,
        padding=(0, 1, 0, 0),
        pad_edge=False,
        show_edge=False,
        header_style="bold",
        expand=True,
    )
    table.add_column("", justify="right", no_wrap=True)
    for name, ratio in (("variant", 5), ("consequence", 4), ("IPEX match", 4), ("ClinVar", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    for number, sheet in enumerate(sheets, 1):
        overview = sheet.overview
        name = f"{_cut(overview.name, _MOST_NAMED)} {overview.protein}".rstrip()
        tone = _STYLES[sheet.tone]
        cells = [Text(style.plain(cell)) for cell in (name, *_told(sheet))]
        cells[2].stylize(tone)
        table.add_row(str(number), *cells)
    return table


def _stacked_overview(sheets: Sequence[Sheet], style: CardStyle) -> Iterator[RenderableType]:
    for number, sheet in enumerate(sheets, 1):
        overview = sheet.overview
        name = f"{_cut(overview.name, _MOST_NAMED)} {overview.protein}".rstrip()
        parts = [part for part in _told(sheet) if part]
        yield _Hanging(Text(style.plain(f"{number} {name}: {'; '.join(parts)}")), 1, 3)
