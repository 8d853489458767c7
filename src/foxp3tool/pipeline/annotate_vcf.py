"""Annotate a VCF or BCF as a VCF: all records pass, those in the gene with their annotation.

The input is read twice. The first time settles the build and looks for faults, so that nothing is
written of a file that is refused; a stream is kept in a temporary file in between.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from foxp3tool._version import __version__
from foxp3tool.errors import InputError, UsageError
from foxp3tool.formats.output import cannot_write
from foxp3tool.formats.table_form import says_nothing
from foxp3tool.formats.vcf import Way
from foxp3tool.formats.vcf_annotated import AnnotatedVcf, declares_csq, has_csq
from foxp3tool.formats.vcf_files import VcfKind, kind_of, open_vcf_output
from foxp3tool.formats.vcf_index import is_remote
from foxp3tool.formats.vcf_text import STDIN
from foxp3tool.model.frozen import frozen
from foxp3tool.pipeline.annotate import AnnotateReport, VcfAnnotation, looked_at
from foxp3tool.pipeline.assembly import Decision
from foxp3tool.pipeline.rejects import Rejects
from foxp3tool.pipeline.sources import AlleleSource
from foxp3tool.pipeline.toolkit import RESEARCH_USE, Toolkit
from foxp3tool.pipeline.vcf_input import VcfInput

_COPIED: Final = 1 << 20
VCF_ENDINGS: Final = tuple(kind.value for kind in VcfKind)


@frozen
class VcfOptions:
    """How an annotated VCF is made.

    Args:
        output: The file, whose ending tells its kind; None for text on standard output.
        command: The command line, for the header.
        only_gene: Leave out the records outside the gene.
        assembly: The build that the user named, or None.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        tell: Called with cautions.
        progress: Called with the bytes of the file that were read, while it is written.
    """

    output: Path | None
    command: str
    only_gene: bool = False
    assembly: str | None = None
    transcripts: str = "mane"
    tell: Callable[[str], None] = lambda _: None
    progress: Callable[[int], None] | None = None


def wants_vcf(named: str | None, output: Path | None) -> bool:
    """Tell whether VCF is to be written, by ``--format`` and the ending of ``--output``.

    Whether the ending names another form that is written is for :func:`choose_target` to say.

    Raises:
        UsageError: If they contradict each other.
    """
    if output is None or output == Path("-"):
        return named == "vcf"
    kind = kind_of(output)
    if named == "vcf" and kind is None and not says_nothing(output):
        raise UsageError(
            f"--output {output}: the ending is not that of --format vcf",
            remedy="end the name with " + ", ".join(kind.value for kind in VcfKind),
        )
    if named not in (None, "vcf") and kind is not None:
        raise UsageError(
            f"--output {output}: the ending is that of a VCF, not of --format {named}",
            remedy=f"end the name with .{named}, or leave --format out",
        )
    return kind is not None or named == "vcf"


def annotate_vcf(
    toolkit: Toolkit,
    name: str,
    options: VcfOptions,
    *,
    sources: Sequence[AlleleSource] = (),
    rejects: Rejects | None = None,
) -> AnnotateReport:
    """Annotate a VCF or BCF as a VCF.

    Args:
        toolkit: The engine.
        name: A path, or ``-`` for standard input; an address only with ``only_gene``.
        options: What is wanted.
        sources: Sources that are asked for the alleles.
        rejects: Where malformed records go; None to stop at the first of them.

    Raises:
        InputError: If the file cannot be read, its build cannot be told, or a record is malformed.
        OutputError: If the result cannot be written; then there is no file.
        UsageError: If a transcript is not bundled, or all records of an address are wanted.
    """
    if is_remote(name) and not options.only_gene:
        raise UsageError(
            f"{name}: all its records would have to be fetched",
            remedy="give --only-gene, or fetch the file first",
        )
    toolkit.check_transcripts(options.transcripts)
    with readable_twice(name) as (path, shown):
        decision, has_other = _settled(toolkit, path, shown, options, ignore=rejects is not None)
        source = VcfInput(
            toolkit,
            path,
            reject=None if rejects is None else rejects.add,
            way=Way(
                passing=not options.only_gene,
                shown=shown,
                conformance=looked_at(),
                progress=options.progress,
            ),
            settled=decision,
        )
        with VcfAnnotation(
            toolkit, source, transcripts=options.transcripts, details=False, sources=sources
        ) as run:
            if rejects is not None:
                rejects.write_header(run.header_lines)
            columns = [column for source in sources for column in source.columns]
            made = AnnotatedVcf(run.header, columns, has_other=has_other)
            _write(run, toolkit, decision, options, made)
            return run.report


def _settled(
    toolkit: Toolkit, path: str, shown: str | None, options: VcfOptions, *, ignore: bool
) -> tuple[Decision, bool]:
    """Read a file for the first time: settle its build, and stop at a fault unless to be ignored.

    A file that appears complete or not at all may be written of what turns out to be damaged.

    Returns:
        The build, and whether records have an INFO/CSQ that the header does not declare.
    """
    way = Way(whole=options.output is None and not is_remote(path), shown=shown)
    reject = (lambda _error, _line: None) if ignore else None
    with VcfInput(toolkit, path, assembly=options.assembly, reject=reject, way=way) as first:
        decision = first.decide()
        is_declared, has_other = declares_csq(first.header), False
        for record in first.records():
            if not is_declared and has_csq(record):
                has_other = True
        return decision, has_other


def _write(
    run: VcfAnnotation,
    toolkit: Toolkit,
    decision: Decision,
    options: VcfOptions,
    made: AnnotatedVcf,
) -> None:
    if made.has_other:
        options.tell(
            f"INFO/CSQ of this file is of another program; ours is INFO/{made.csq_key} "
            f"(bcftools +split-vep -a {made.csq_key})"
        )
    made_by = (
        f'"foxp3tool {__version__}, bundle {toolkit.bundle.manifest.data_version}, catalog '
        f'{toolkit.catalog_used}, {decision.assembly or "no build"}. {RESEARCH_USE}"'
    )
    pieces = run.pieces()
    with open_vcf_output(options.output, options.tell) as write:
        write(made.header(made_by, options.command))
        for piece in pieces:
            if isinstance(piece, bytes):
                write(piece)
            elif not options.only_gene or run.is_inside(piece[0], decision.assembly):
                write(made.line(*piece))


@contextmanager
def readable_twice(name: str) -> Iterator[tuple[str, str | None]]:
    """Give a path that can be read twice, and what to call it: of a stream that of a copy.

    Raises:
        InputError: If standard input is closed.
        OutputError: If the copy cannot be written.
    """
    path = Path(name)
    is_stream = name == STDIN or (path.exists() and not path.is_file() and not path.is_dir())
    if not is_stream:
        yield name, None
        return
    if name == STDIN and sys.stdin is None:
        raise InputError("is closed", file="standard input")
    with tempfile.NamedTemporaryFile(prefix="foxp3tool.") as file:
        try:
            if name == STDIN:
                shutil.copyfileobj(sys.stdin.buffer, file, _COPIED)
            else:
                with path.open("rb") as stream:
                    shutil.copyfileobj(stream, file, _COPIED)
            file.flush()
        except OSError as error:
            raise cannot_write(f"a temporary file in {tempfile.gettempdir()}", error) from error
        yield file.name, "standard input" if name == STDIN else name
