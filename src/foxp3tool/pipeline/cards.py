"""Look up variants and print them as cards: an overview first where there are several."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

from foxp3tool.formats.card import card_lines, notice_lines, overview_lines
from foxp3tool.formats.card_style import WIDEST, CardStyle
from foxp3tool.model.annotation import MatchGrade
from foxp3tool.model.issue import IssueCode
from foxp3tool.model.sheet import Sheet
from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
from foxp3tool.pipeline.sheets import SheetMaker
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.write import SourceNotes, checked_output, write_lines

if TYPE_CHECKING:
    from foxp3tool.pipeline.sources import AlleleSource

__all__ = [
    "MOST_CARDS",
    "CardRun",
    "CardStyle",
    "card_file",
    "page_lines",
    "style_of_file",
    "style_of_stream",
]

MOST_CARDS: Final = 8
_CARD_ENDINGS: Final = (".txt",)


def style_of_stream(
    environ: Mapping[str, str], encoding: str, columns: int, *, is_terminal: bool
) -> CardStyle:
    """Return how cards are drawn on a stream; see :meth:`CardStyle.of_stream`."""
    return CardStyle.of_stream(environ, encoding, columns, is_terminal=is_terminal)


def style_of_file() -> CardStyle:
    """Return how cards are drawn in a file, which is read in many places."""
    return CardStyle(width=WIDEST - 10)


def card_file(output: Path | None) -> Path | None:
    """Return the file that cards go to, None for standard output.

    Raises:
        UsageError: If its ending is not that of a text.
    """
    return checked_output(output, _CARD_ENDINGS)


class CardRun:
    """Looks up texts and prints their cards.

    Args:
        toolkit: The engine.
        transcripts: As for :func:`lookup_rows`.
        assembly: As for :func:`lookup_rows`.
        sources: Sources of the user, whose values are told as well.

    Attributes:
        report: What became of the texts.
        issues: Number of rows with an issue.
    """

    def __init__(
        self,
        toolkit: Toolkit,
        *,
        transcripts: str,
        assembly: str | None,
        sources: Sequence[AlleleSource] = (),
    ) -> None:
        """Make ready; nothing is looked up yet."""
        self._toolkit = toolkit
        self._transcripts = transcripts
        self._assembly = assembly
        self._maker = SheetMaker(toolkit, sources)
        self._notes = SourceNotes(sources)
        self.report = LookupReport()

    @property
    def issues(self) -> int:
        """Number of rows with an issue."""
        return self.report.issues + self._notes.rows

    def sheets(self, texts: Sequence[str]) -> Iterator[tuple[Sheet, ...]]:
        """Yield the sheets of each text."""
        answers = lookup_answers(
            self._toolkit,
            texts,
            transcripts=self._transcripts,
            assembly=self._assembly,
            report=self.report,
        )
        for text, rows in answers:
            failed = self.report.failed
            if failed and rows[0].variant is None:
                yield (self._maker.of_error(text, failed[-1][1]),)
            else:
                yield tuple(self._maker.of_rows(self._notes.added(rows)))

    def write(self, texts: Sequence[str], output: Path | None, style: CardStyle) -> None:
        """Look up the texts and write their cards.

        Raises:
            OutputError: If they cannot be written.
        """
        write_lines(page_lines(list(self.sheets(texts)), style), output)


def page_lines(answers: Sequence[Sequence[Sheet]], style: CardStyle) -> Iterator[str]:
    """Yield the lines of an overview, if there are several variants, and of the cards.

    Args:
        answers: The sheets of each text.
        style: How cards are drawn.
    """
    everything = list(chain.from_iterable(answers))
    shown = [sheet for sheets in answers for sheet in _shown(sheets)]
    # What could not be answered says why on its card, so it always has one.
    cards = [*shown[:MOST_CARDS], *(one for one in shown[MOST_CARDS:] if not one.is_answered)]
    if len(everything) > 1:
        yield from overview_lines(everything, style)
        left_out = len(everything) - len(cards)
        if left_out:
            yield ""
            is_inferred = len(shown) < len(everything)
            is_limited = len(cards) < len(shown)
            told = _left_out(left_out, is_inferred=is_inferred, is_limited=is_limited)
            yield from notice_lines(told, style)
    for number, sheet in enumerate(cards):
        if number or len(everything) > 1:
            yield ""
        yield from card_lines(sheet, style)


def _shown(sheets: Sequence[Sheet]) -> Sequence[Sheet]:
    """Return the sheets of a text that get a card.

    Of the DNA changes that a protein name may mean those are shown that are reported, else the
    first.
    """
    name = IssueCode.PROTEIN_ONLY.name
    if len(sheets) < 2 or not all(name in sheet.issues for sheet in sheets):
        return sheets
    reported = [sheet for sheet in sheets if sheet.overview.grade is MatchGrade.EXACT]
    return reported or sheets[:1]


def _left_out(number: int, *, is_inferred: bool, is_limited: bool) -> str:
    """Say which variants of the overview have no card, and how to get one."""
    why = []
    if is_limited:
        why.append(f"Cards are printed for {MOST_CARDS} variants at most.")
    if is_inferred:
        why.append(
            "A protein name may mean several DNA changes: of these, cards are for those that are "
            "reported, else for the first."
        )
    noun = "variant has" if number == 1 else "variants have"
    return f"{' '.join(why)} {number} {noun} none; look one up by its c. name for its card."
