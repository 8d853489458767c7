"""Convert variants from one notation to others: names out, and the list's own cells kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from foxp3tool.errors import UsageError
from foxp3tool.formats.column import Column
from foxp3tool.formats.columns import COLUMNS, each_once
from foxp3tool.formats.enriched import source_fields, source_rows, write_with_source
from foxp3tool.formats.lists import ListEntry
from foxp3tool.formats.output import open_output
from foxp3tool.formats.table_form import TableForm, Target
from foxp3tool.formats.tables import LineMaker, fields_of
from foxp3tool.formats.vcf_text import holds_vcf
from foxp3tool.model.annotation import AnnotatedRow
from foxp3tool.pipeline.lists import ListLookup
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.write import TableOptions, table_target, write, write_cells

FORMS: Final = {
    "hgvs_g": "hgvs_g",
    "hgvs_g_grch37": "hgvs_g_grch37",
    "hgvs_g_grch38": "hgvs_g_grch38",
    "hgvs_refseqgene": "hgvs_refseqgene",
    "hgvs_c": "hgvs_c",
    "hgvs_n": "hgvs_n",
    "hgvs_p": "hgvs_p",
    "gnomad": "normalized",
    "gnomad_grch37": "grch37",
    "gnomad_grch38": "grch38",
    "spdi": "spdi",
    "vrs": "vrs_id",
    "legacy": "exon_legacy",
}
"""The forms that can be asked for, each with the column of the table that holds it."""

VCF_FORMS: Final = {"vcf": None, "vcf_grch37": "GRCh37", "vcf_grch38": "GRCh38"}
"""Forms that make a VCF if asked for alone, else four columns; each with the build it names."""

_BY_NAME: Final = {column.name: column for column in COLUMNS}


def is_vcf(name: str) -> bool:
    """Tell whether a file, or standard input (``-``), holds a VCF or BCF; takes nothing from it."""
    return holds_vcf(name)


def columns_of_forms(forms: str) -> tuple[Column, ...]:
    """Return the columns of forms separated by commas, headed so, and the column of issues.

    Raises:
        UsageError: For an unknown form; it names those that there are. For one named twice.
    """
    chosen: list[Column] = []
    for form in (part.strip() for part in forms.split(",")):
        if form in VCF_FORMS:
            chosen += _vcf_columns(form)
        elif form in FORMS:
            chosen.append(replace(_BY_NAME[FORMS[form]], name=form))
        else:
            raise UsageError(
                f"--to: there is no form {form!r}",
                remedy=f"choose of {', '.join((*FORMS, *VCF_FORMS))}",
            )
    return each_once((*chosen, _BY_NAME["issues"]))


def _vcf_columns(form: str) -> list[Column]:
    """Return the four columns of an allele in VCF terms."""
    allele = _BY_NAME[form.removeprefix("vcf_") if form != "vcf" else "normalized"]
    suffix = form.removeprefix("vcf")

    def cell(place: int) -> Callable[[AnnotatedRow], str]:
        return lambda row: _part(allele.value(row), place)

    return [
        replace(allele, name=f"{name}{suffix}", value=cell(place))
        for place, name in enumerate(("chrom", "pos", "ref", "alt"))
    ]


def _part(alleles: str, place: int) -> str:
    """Return one part of ``X-49251480-C-T``; of several alleles joined by ``|``, of each."""
    return "|".join(allele.split("-")[place] for allele in alleles.split("|")) if alleles else ""


def write_converted(
    rows: Iterable[AnnotatedRow], columns: tuple[Column, ...], target: Target, toolkit: Toolkit
) -> tuple[str, ...]:
    """Write a table of what was given and of the forms asked for; as :func:`write`.

    Raises:
        OutputError: If the file cannot be written; then there is none.
    """
    named = replace(_BY_NAME["id"], name="input")
    return write(rows, TableOptions((named, *columns), target), toolkit)


def list_target(run: ListLookup, form: str | None, output: Path | None, *, header: bool) -> Target:
    """Return where and how a list is written; if nothing is said, divided as it is.

    Raises:
        UsageError: As :func:`choose_target`, or if a binary form would reach a terminal.
    """
    if form is None and (output is None or output == Path("-")):
        form = _form_of_list(run).value
    return table_target(form, output, header=header)


def _form_of_list(run: ListLookup) -> TableForm:
    return TableForm.CSV if run.reader.shape.delimiter in (",", ";") else TableForm.TSV


def write_converted_list(
    run: ListLookup, columns: tuple[Column, ...], target: Target, toolkit: Toolkit
) -> tuple[str, ...]:
    """Write each record of a list as it is, followed by the forms asked for; none is lost.

    In the form of the list its cells are divided as there, and blank lines and comments stay; in
    another form they are left out.

    Returns:
        What is to be known of the file.

    Raises:
        InputError: If the list is damaged.
        OutputError: If the file cannot be written; then there is none.
    """
    shape = run.reader.shape
    names = [column.name for column in columns]
    if target.form is _form_of_list(run):
        with open_output(target.path, is_compressed=target.is_compressed) as stream:
            write_with_source(shape, _cells(run, columns), names, stream, header=target.has_header)
        return ()
    fields = source_fields(shape, fields_of(columns))
    rows = source_rows(shape, _cells(run, columns), len(columns))
    return write_cells(fields, rows, target, toolkit)


def _cells(
    run: ListLookup, columns: tuple[Column, ...]
) -> Iterator[tuple[ListEntry, list[list[str]]]]:
    lines = LineMaker(columns)
    for entry, rows in run.answers():
        yield entry, [lines.line(row).rstrip("\n").split("\t") for row in rows]
