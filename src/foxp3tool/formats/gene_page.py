"""The gene as a page of plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from itertools import accumulate

from foxp3tool.errors import counted
from foxp3tool.model.gene_view import ExonView, FeatureView, GeneView, TranscriptView
from foxp3tool.model.interval import Interval
from foxp3tool.model.positions import genomic_number

_LITERATURE = (
    "lit. is the number that most papers give an exon: they count the coding exons from 1, and an "
    "intron (IVS) after the exon before it. c. counts on the transcript named. phase is the number "
    "of bases of a codon that the exon before holds."
)


def page_lines(view: GeneView, width: int) -> Iterator[str]:
    """Yield the lines of a page, without line ends.

    Args:
        view: The gene.
        width: Columns; tables that are wider put what does not fit on further lines.
    """
    strand = "minus" if view.strand.value == "-" else "plus"
    yield f"{view.symbol}, chromosome {view.chromosome}, {strand} strand"
    for build in view.builds:
        yield f"  {build.name}: {build.accession}:{_written(view.place(build))}"
    for one in view.transcripts:
        yield ""
        yield from _transcript(view, one, width)
    yield ""
    yield from textwrap.wrap(_LITERATURE, width)
    yield ""
    yield from _features(view, width)
    yield ""
    yield from textwrap.wrap(f"{view.edition}. {view.research_use}", width)


def _written(span: Interval) -> str:
    return f"{genomic_number(span.start)}-{span.end}"


def _transcript(view: GeneView, one: TranscriptView, width: int) -> Iterator[str]:
    here = one.transcript
    told = ", ".join(one.marks)
    yield from textwrap.wrap(f"{here.accession} ({told})", width, subsequent_indent="  ")
    protein = here.protein_accession or "no protein record"
    facts = f"{counted(len(one.exons), 'exon')}, {here.length} bases; "
    facts += f"CDS {one.cds_length} bases; protein {one.protein_length} residues, {protein}"
    if here.aliases:
        facts += f"; also {', '.join(here.aliases)}"
    yield from textwrap.wrap(facts, width, initial_indent="  ", subsequent_indent="  ")
    names = [build.name for build in view.builds]
    header = ["exon", "lit.", "c.", "bases", "coding", "phase", "residues", *names]
    rows = [_exon(exon, names) for exon in one.exons]
    yield from _aligned([header, *rows], width)


def _exon(exon: ExonView, names: Sequence[str]) -> list[str]:
    residues = exon.residues
    coding = len(exon.coding) if exon.coding else 0
    return [
        str(exon.number),
        exon.literature or "-",
        f"{exon.first_c}..{exon.last_c}" if exon.first_c else "-",
        str(exon.length),
        str(coding) if coding else "-",
        "-" if exon.start_phase is None else str(exon.start_phase),
        f"{residues[0]}-{residues[1]}" if residues else "-",
        *(_written(exon.place(name)) for name in names),
    ]


def _aligned(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Yield rows in columns; those that do not fit stand below, moved in."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    ends = accumulate(size + 2 for size in widths)
    kept = max(1, sum(end <= width for end in ends))
    for row in rows:
        cells = [cell.ljust(size) for cell, size in zip(row, widths, strict=True)]
        yield f"  {'  '.join(cells[:kept])}".rstrip()
        below = "  ".join(row[kept:])
        yield from textwrap.wrap(below, width, initial_indent=" " * 6, subsequent_indent=" " * 6)


def _features(view: GeneView, width: int) -> Iterator[str]:
    """Yield the features of the protein: those shown by default, then bounds and sites."""
    for title, is_primary in (("Protein features", True), ("Other bounds, and sites", False)):
        shown = [one for one in view.features if one.feature.primary is is_primary]
        if not shown:
            continue
        yield from textwrap.wrap(f"{title} (residues of the MANE Select protein)", width)
        for one in shown:
            yield from _feature(one, width)
        if is_primary:
            yield ""


def _feature(one: FeatureView, width: int) -> Iterator[str]:
    here = one.feature
    residues = str(here.start) if here.start == here.end else f"{here.start}-{here.end}"
    exons = f"exon {_range(one.exons)}, lit. {_range(one.literature)}"
    source = "; ".join(part for part in (here.source, here.reference) if part)
    text = f"{residues:<8} {here.name} ({here.kind.replace('_', ' ')})"
    yield from textwrap.wrap(text, width, initial_indent="  ", subsequent_indent=" " * 13)
    detail = f"c.{one.first_c}_{one.last_c}, {exons}; {source}"
    yield from textwrap.wrap(detail, width, initial_indent=" " * 11, subsequent_indent=" " * 11)


def _range(numbers: Sequence[str]) -> str:
    return "-".join(numbers if len(numbers) < 2 else (numbers[0], numbers[-1]))
