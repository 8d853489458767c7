"""Annotate several VCF files into one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import AnnotateReport, VcfAnnotation
from foxp3tool.pipeline.rejects import Rejects
from foxp3tool.pipeline.samples import SampleOptions
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import Toolkit


def files_rows(  # noqa: PLR0913 - one option each, by name
    toolkit: Toolkit,
    names: Sequence[str],
    reports: dict[str, AnnotateReport],
    *,
    assembly: str | None,
    transcripts: str,
    details: bool,
    sources: Sequence[AlleleSource],
    samples: SampleOptions,
    rejects: Rejects | None,
    progress: Callable[[str], Callable[[int], None]] | None = None,
) -> Iterator[AnnotatedRow]:
    """Yield the rows of files, one file after the other.

    Args:
        toolkit: The engine.
        names: Paths or addresses, or ``-`` for standard input.
        reports: Takes the report of each file when it is opened.
        assembly: As for :class:`VcfAnnotation`, as are the others.
        transcripts: Which transcripts.
        details: Whether all predictions are wanted.
        sources: Sources that will be asked.
        samples: What is told of the samples.
        rejects: Takes malformed records, if given; for one file only.
        progress: Gives for the name of a file what is called with the bytes that were read.

    Raises:
        InputError: As :class:`VcfAnnotation`, at the first file that cannot be annotated.
    """
    for name in names:
        with VcfAnnotation(
            toolkit,
            name,
            assembly=assembly,
            transcripts=transcripts,
            reject=rejects.add if rejects else None,
            details=details,
            sources=sources,
            samples=samples,
            is_one_of_several=len(names) > 1,
            progress=progress(name) if progress else None,
        ) as run:
            if rejects is not None:
                rejects.write_header(run.header_lines)
            reports[name] = run.report
            yield from run.rows()
