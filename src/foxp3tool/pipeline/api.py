"""The functions of the Python interface: one call for what a command does.

They use the installed bundle with the renewed catalog, if there is one, which is loaded once. Rows
are :class:`~foxp3tool.model.annotation.AnnotatedRow`, plain values whose parts have names; what a
text or a record is refused for stands in ``row.issues``, as in the table of the command line.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from os import PathLike, fspath

from foxp3tool.errors import UsageError
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.annotate import VcfAnnotation
from foxp3tool.pipeline.convert import FORMS, columns_of_forms
from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
from foxp3tool.pipeline.row_columns import Columns, columns_for
from foxp3tool.pipeline.samples import SampleOptions
from foxp3tool.pipeline.toolkit import Toolkit


@cache
def current_toolkit() -> Toolkit:
    """Return the installed bundle with the renewed catalog, loaded once.

    Raises:
        ReferenceDataError: If the bundle or the renewed catalog cannot be used.
    """
    return Toolkit.current()


def lookup(
    *texts: str,
    transcripts: str = "mane",
    assembly: str | None = None,
    details: bool = True,
    toolkit: Toolkit | None = None,
) -> list[AnnotatedRow]:
    """Look up variants by name, as ``foxp3tool lookup`` does.

    Args:
        texts: Names in any notation that is read; see docs/notations.md.
        transcripts: ``mane``, ``refseq``, ``all`` or accessions joined by commas; a row for each.
        assembly: ``GRCh37`` (``hg19``, ``b37``) or ``GRCh38`` (``hg38``, ``b38``), for names that
            tell no build; default, and ``auto``: GRCh38.
        details: Work out what only the full columns show.
        toolkit: The engine; default: :func:`current_toolkit`.

    Returns:
        The rows, in the order of the texts. A text that cannot be answered is one row without a
        ``variant``, whose ``issues`` say why.

    Raises:
        UsageError: If a transcript is not bundled, there is no such build, or a name is no text.

    Example:
        >>> (row,) = lookup("c.1150G>A")
        >>> row.transcript.hgvs_p, row.match.grade.value, [e.id for e in row.match.ipex]
        ('NP_054728.2:p.(Ala384Thr)', 'exact', ['FOXP3-IPEX-0127'])
        >>> (row,) = lookup("c.1150C>A")
        >>> row.variant is None, row.issues[0].code.name
        (True, 'REF_MISMATCH')
    """
    for text in texts:
        if not isinstance(text, str):
            raise UsageError(
                f"{text!r} is no text", remedy="give names one by one; of a list: lookup(*names)"
            )
    engine = toolkit or current_toolkit()
    return list(
        lookup_rows(
            engine,
            texts,
            transcripts=transcripts,
            assembly=engine.check_assembly(assembly),
            report=LookupReport(),
            details=details,
        )
    )


def annotate_file(
    path: str | PathLike[str],
    *,
    transcripts: str = "mane",
    assembly: str | None = None,
    details: bool = True,
    samples: SampleOptions | None = None,
    toolkit: Toolkit | None = None,
) -> Iterator[AnnotatedRow]:
    """Annotate a VCF or BCF, as ``foxp3tool annotate`` does; rows are made as they are taken.

    Use :class:`VcfAnnotation` for counts and cautions, or for malformed records to be put aside.

    Args:
        path: A file, an address that htslib can read, or ``-`` for standard input.
        transcripts: As for :func:`lookup`.
        assembly: As for :func:`lookup`; default: told from the file, and never guessed.
        details: As for :func:`lookup`.
        samples: What is told of the samples; default: nothing.
        toolkit: As for :func:`lookup`.

    Yields:
        A row for each ALT allele near the gene and each transcript, in the order of the file.

    Raises:
        InputError: If the file cannot be read, its build is wrong or cannot be told, or a record
            is malformed.
        UsageError: As for :func:`lookup`.

    Example:
        >>> rows = list(annotate_file("examples/ipex_demo.GRCh38.vcf"))
        >>> len(rows), sum(row.match.grade.value == "exact" for row in rows)
        (53, 23)
    """
    engine = toolkit or current_toolkit()
    with VcfAnnotation(
        engine,
        fspath(path),
        assembly=engine.check_assembly(assembly),
        transcripts=transcripts,
        details=details,
        samples=samples,
    ) as run:
        yield from run.rows()


def convert(
    text: str, to: str, *, assembly: str | None = None, toolkit: Toolkit | None = None
) -> list[str]:
    """Return another name of a variant, as ``foxp3tool convert`` does.

    Args:
        text: A name in any notation that is read.
        to: A form, such as ``hgvs_c``, ``hgvs_g_grch37``, ``spdi``, ``vrs``; see
            docs/conversion.md.
        assembly: As for :func:`lookup`.
        toolkit: As for :func:`lookup`.

    Returns:
        One name for each allele that the text may mean; empty text where an allele has no such
        name.

    Raises:
        NotationError: If the text cannot be answered; it says why, and knows the place.
        UsageError: If there is no such form.

    Example:
        >>> convert("NC_000023.10:g.49107941C>T", "hgvs_g_grch38")
        ['NC_000023.11:g.49251480C>T']
    """
    if to not in list(FORMS):
        raise UsageError(f"there is no form {to!r}", remedy=f"choose of {', '.join(FORMS)}")
    engine, report = toolkit or current_toolkit(), LookupReport()
    rows = lookup_rows(
        engine,
        [text],
        transcripts="mane",
        assembly=engine.check_assembly(assembly),
        report=report,
    )
    column = columns_of_forms(to)[0]
    names = [column.value(row) for row in rows]
    for _, error in report.failed:
        raise error
    return names


def cells(row: AnnotatedRow, columns: Columns = "standard") -> dict[str, str]:
    """Return a row as the table shows it.

    Args:
        row: A row.
        columns: As for :func:`to_frame`.

    Returns:
        The text of each column by its name; the empty text is a missing value.

    Raises:
        UsageError: If there is no such column, or one is named twice.

    Example:
        >>> cells(lookup("c.1150G>A")[0], "hgvs_c,exon,ipex_match")
        {'hgvs_c': 'NM_014009.4:c.1150G>A', 'exon': '12/12', 'ipex_match': 'exact'}
    """
    return {column.name: column.value(row) for column in columns_for(columns, (row,))}
