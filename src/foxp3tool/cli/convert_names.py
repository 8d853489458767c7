"""The part of ``foxp3tool convert`` that takes names, one by one or in a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from foxp3tool.cli.common import say, say_failed
from foxp3tool.cli.lists import tell_of_list

if TYPE_CHECKING:
    from foxp3tool.pipeline.names_to_vcf import NamedRows
    from foxp3tool.pipeline.toolkit import Toolkit

_NAME: Final = "convert"
_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class NamesWanted:
    """What names are converted to.

    Args:
        forms: The forms, separated by commas.
        assembly: Build for names that tell none; None for the default build.
        transcripts: As for :meth:`Toolkit.select_transcripts`.
        output: The file, or None for standard output.
        form: Format of a table, None if the ending of the file tells.
        header: Whether a table has a header line.
    """

    forms: str
    assembly: str | None
    transcripts: str
    output: Path | None
    form: str | None
    header: bool

    def vcf_build(self, toolkit: Toolkit) -> str | None:
        """Return the build of the VCF that is wanted; None if a table is wanted."""
        from foxp3tool.pipeline.convert import VCF_FORMS

        if self.forms not in VCF_FORMS:
            if self.form == "vcf":
                raise click.UsageError(
                    f"--format vcf goes with --to vcf, vcf_grch37 or vcf_grch38; --to {self.forms} "
                    "is a table"
                )
            return None
        if not self.header:
            raise click.UsageError("--no-header is for tables; a VCF has its header")
        return VCF_FORMS[self.forms] or self.assembly or toolkit.gene.assembly


def convert_names(toolkit: Toolkit, texts: list[str], wanted: NamesWanted) -> tuple[bool, bool]:
    """Convert names; return whether all could be, and whether something is to be known of one."""
    from foxp3tool.pipeline.convert import columns_of_forms, write_converted
    from foxp3tool.pipeline.lookup import LookupReport, lookup_answers
    from foxp3tool.pipeline.write import table_target

    columns = columns_of_forms(wanted.forms)
    toolkit.check_transcripts(wanted.transcripts)
    report = LookupReport()
    answers = lookup_answers(
        toolkit,
        texts,
        transcripts=wanted.transcripts,
        assembly=wanted.assembly,
        report=report,
    )
    lost: list[str] = []
    build = wanted.vcf_build(toolkit)
    if build is not None:
        from foxp3tool.pipeline.names_to_vcf import NamedRows

        lost = _as_vcf(toolkit, starmap(NamedRows, answers), build, wanted)
    else:
        rows = chain.from_iterable(rows for _, rows in answers)
        target = table_target(wanted.form, wanted.output, header=wanted.header)
        for told in write_converted(rows, columns, target, toolkit):
            say(_NAME, f"caution: {told}")
    for text, error in report.failed:
        say_failed(_NAME, text, error)
    _tell_of_lost(lost)
    return not (report.failed or lost), bool(report.issues)


def convert_list(
    toolkit: Toolkit, source: str, column: str | None, wanted: NamesWanted, *, quiet: bool
) -> tuple[bool, bool]:
    """Convert a list; return as :func:`convert_names`."""
    from foxp3tool.pipeline.convert import columns_of_forms, list_target, write_converted_list
    from foxp3tool.pipeline.lists import ListLookup

    columns = columns_of_forms(wanted.forms)
    lost: list[str] = []
    build = wanted.vcf_build(toolkit)
    with ListLookup(
        toolkit,
        source,
        column=column,
        assembly=wanted.assembly,
        transcripts=wanted.transcripts,
    ) as run:
        if build is not None:
            from foxp3tool.pipeline.names_to_vcf import named_rows

            lost = _as_vcf(toolkit, named_rows(run), build, wanted)
        else:
            target = list_target(run, wanted.form, wanted.output, header=wanted.header)
            for told in write_converted_list(run, columns, target, toolkit):
                say(_NAME, f"caution: {told}")
    tell_of_list(_NAME, run, quiet=quiet)
    _tell_of_lost(lost)
    return not (run.report.failed or lost), bool(run.report.issues)


def _as_vcf(
    toolkit: Toolkit, names: Iterable[NamedRows], build: str, wanted: NamesWanted
) -> list[str]:
    """Write names as a VCF, and return those that have no record."""
    from foxp3tool.pipeline.indexed_files import vcf_target
    from foxp3tool.pipeline.names_to_vcf import write_names_as_vcf

    path = vcf_target(wanted.form, wanted.output, f"--to {wanted.forms}")
    lost, told = write_names_as_vcf(toolkit, names, build, path)
    for caution in told:
        say(_NAME, f"caution: {caution}")
    return lost


def _tell_of_lost(lost: list[str]) -> None:
    if lost:
        names = ", ".join(lost[:_SHOWN]) + (", ..." if len(lost) > _SHOWN else "")
        say(_NAME, f"{len(lost)} without a record; the header of the VCF says why: {names}")
