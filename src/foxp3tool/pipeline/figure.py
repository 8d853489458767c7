"""From rows and the catalog to what a figure shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from foxp3tool._version import __version__
from foxp3tool.formats.figure import FigureSize, figure_kind, write_figure
from foxp3tool.formats.figure_raster import require_matplotlib
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.model.figure import FigureContent, FigureGene, FigureVariant, LabelStyle, number_of
from foxp3tool.model.frozen import frozen
from foxp3tool.pipeline.figure_artist import Artist
from foxp3tool.pipeline.figure_rows import Collected
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit


@frozen
class FigureOptions:
    """What a figure shows besides the variants.

    Args:
        transcript: ``mane`` or an accession; a figure shows one transcript.
        labels: What stands at a variant.
        title: The title; empty for none.
        with_reported: Whether reported mutations are shown.
    """

    transcript: str = "mane"
    labels: LabelStyle = LabelStyle.HGVS_P
    title: str = ""
    with_reported: bool = True

    @classmethod
    def parse(
        cls, transcript: str, labels: str, title: str, *, with_reported: bool
    ) -> FigureOptions:
        """Return options of the user's words."""
        return cls(transcript, LabelStyle(labels), title, with_reported)

    def check(self, toolkit: Toolkit) -> None:
        """Raise what :func:`figure_content` would raise, before any work is done."""
        Artist(toolkit, self.transcript)


@frozen
class FigureOutput:
    """Where a figure goes.

    Args:
        path: The file, or None for standard output.
        kind: ``svg``, ``png`` or ``pdf``.
        size: The size.
        dpi: Dots per inch of a PNG.
    """

    path: Path | None
    kind: str
    size: FigureSize
    dpi: int

    @classmethod
    def parse(cls, output: Path | None, kind: str | None, size: str, dpi: int) -> FigureOutput:
        """Read the user's words.

        Raises:
            UsageError: If they say nothing that can be written, or matplotlib is needed for it and
                not installed.
        """
        path = None if output == Path("-") else output
        chosen = figure_kind(path, kind)
        if chosen != "svg":
            require_matplotlib(chosen)
        return cls(path, chosen, FigureSize.parse(size), dpi)

    def write(self, content: FigureContent) -> tuple[str, ...]:
        """Write a figure and return cautions, as :func:`foxp3tool.formats.figure.write_figure`."""
        return write_figure(content, self.path, self.kind, self.size, self.dpi)


def figure_content(
    toolkit: Toolkit,
    entries: Iterable[Sequence[AnnotatedRow]] | None,
    options: FigureOptions | None = None,
) -> FigureContent:
    """Return what a figure of these variants shows; nothing of them is lost.

    Args:
        toolkit: The engine.
        entries: The rows of each allele of a VCF, or of each description of a list, annotated on
            the transcript shown. ``rows`` of a variant are their numbers, all rows counted from
            0. None draws the reported mutations in front.
        options: What is shown besides.

    Raises:
        UsageError: If there is no such transcript, or it has no protein.
    """
    options = options or FigureOptions()
    artist = Artist(toolkit, options.transcript)
    reported = artist.reported() if options.with_reported else ()
    collected = Collected(artist)
    for rows in entries or ():
        collected.add(rows)
    if entries is None:
        variants, reported = reported, ()
    else:
        variants = collected.variants
    remarks = [*artist.remarks, *collected.remarks]
    if entries is not None and not variants and not collected.unplaced:
        remarks.append(f"In what was read there is no variant of {artist.gene.symbol}.")
    return FigureContent(
        artist.gene,
        variants,
        reported,
        tuple(collected.unplaced),
        tuple(remarks),
        options.title,
        _summary(variants, reported, is_catalog=entries is None),
        options.labels,
        collected.counted,
        _source(toolkit, artist.gene),
    )


@frozen
class Drawn:
    """What became of a figure.

    Args:
        summary: How many of what were drawn.
        lost: What was not drawn, each with its reason.
        cautions: What is not shown as it is.
    """

    summary: str
    lost: tuple[str, ...]
    cautions: tuple[str, ...] = ()


def draw(
    toolkit: Toolkit,
    entries: Iterable[Sequence[AnnotatedRow]] | None,
    options: FigureOptions,
    output: FigureOutput,
) -> Drawn:
    """Write a figure; arguments and errors as for :func:`figure_content` and ``output.write``."""
    content = figure_content(toolkit, entries, options)
    cautions = output.write(content)
    lost = tuple(f"{one.text}: {one.reason}" for one in content.unplaced)
    return Drawn(content.summary, lost, cautions)


def gene_content(toolkit: Toolkit, transcript: str = "mane") -> FigureContent:
    """Return the gene without any variants: protein, features, exons, gene strip.

    Raises:
        UsageError: As :func:`figure_content`.
    """
    content = figure_content(toolkit, [], FigureOptions(transcript, with_reported=False))
    return replace(content, summary="", remarks=())


def draw_gene(toolkit: Toolkit, output: FigureOutput, transcript: str = "mane") -> None:
    """Write a figure of the gene without any variants; errors as for :func:`draw`."""
    output.write(gene_content(toolkit, transcript))


def _summary(
    variants: Sequence[FigureVariant], reported: Sequence[FigureVariant], *, is_catalog: bool
) -> str:
    if is_catalog:
        return _number(len(variants), "reported IPEX mutation")
    number = number_of(variants)
    together = len(variants) - number
    told = [_number(number, "variant")]
    if together:
        told.append(f"{_number(together, 'further mark')} of several of them read together")
    if reported:
        told.append(_number(len(reported), "reported IPEX mutation"))
    return ", ".join(told)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _source(toolkit: Toolkit, gene: FigureGene) -> str:
    bundle = toolkit.bundle
    names = " / ".join(name for name in (gene.transcript, gene.protein) if name)
    return (
        f"foxp3tool {__version__}; reference data {bundle.manifest.data_version}; catalog "
        f"{toolkit.catalog_used}; {gene.symbol} {names}. {RESEARCH_USE}"
    )
