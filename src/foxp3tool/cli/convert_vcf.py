"""The part of ``foxp3tool convert`` that takes a VCF and gives it on the other build."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from foxp3tool.cli.common import load_toolkit, refuse_overwriting, say, say_source
from foxp3tool.errors import counted

if TYPE_CHECKING:
    from foxp3tool.errors import InputError
    from foxp3tool.pipeline.convert_vcf import ConversionReport

_NAME: Final = "convert"
_STDIN: Final = "-"
_ENDINGS: Final = (".vcf", ".vcf.gz", ".bcf")


def vcf_named(variants: tuple[str, ...], listed: str | None) -> str | None:
    """Return the VCF that is to be converted, if one is named; refuse several.

    What stands in place of variants is a file if it is called like a VCF, or if there is a file of
    that name that holds one.
    """
    from foxp3tool.pipeline.convert import is_vcf

    if listed is not None:
        return listed if is_vcf(listed) else None
    files = [
        name
        for name in variants
        if name.lower().endswith(_ENDINGS)
        or ((name == _STDIN or Path(name).is_file()) and is_vcf(name))
    ]
    if files and len(variants) > 1:
        raise click.UsageError("one VCF at a time: its header is for one build")
    return files[0] if files else None


def convert_vcf(
    source: str,
    forms: str | None,
    *,
    assembly: str | None,
    output: Path | None,
    rejects: Path | None,
    form: str | None,
    quiet: bool,
    reference: Path | None,
) -> bool:
    """Convert a VCF; return whether there is something that ``--strict`` does not let pass."""
    from foxp3tool.pipeline.convert import VCF_FORMS
    from foxp3tool.pipeline.convert_vcf import VcfConversion
    from foxp3tool.pipeline.indexed_files import vcf_target, write_vcf_lines
    from foxp3tool.pipeline.rejects import open_rejects

    if forms not in VCF_FORMS:
        raise click.UsageError(
            f"a VCF is converted to one of {', '.join(VCF_FORMS)} (--to). For names of its "
            "variants: foxp3tool annotate --columns hgvs_c,hgvs_p"
        )
    if output is not None and rejects is not None and output.resolve() == rejects.resolve():
        raise click.UsageError("--output and --rejects name the same file")
    refuse_overwriting(source, output, rejects)
    path = vcf_target(form, output, f"--to {forms}")

    def tell(error: InputError) -> None:
        if not quiet:
            say(_NAME, f"put aside: {error}")

    toolkit = load_toolkit(reference)
    with ExitStack() as stack:
        aside = stack.enter_context(open_rejects(rejects, tell))
        run = stack.enter_context(
            VcfConversion(
                toolkit, source, assembly=assembly, target=VCF_FORMS[forms], rejects=aside
            )
        )
        told = write_vcf_lines(run.lines(), path)
    for without_index in told:
        say(_NAME, f"caution: {without_index}")
    report = run.report
    caution = report.decision.caution if report.decision else None
    if caution:
        say(_NAME, f"caution: {caution}")
    if not quiet:
        _summarise(report)
    say_source(_NAME, toolkit, quiet=quiet)
    return bool(report.not_converted or report.rejected or caution)


def _summarise(report: ConversionReport) -> None:
    decision = report.decision
    if decision is not None:
        say(_NAME, f"{decision.assembly or 'genome build not needed'}: {decision.reason}")
    aside = ", ".join(f"{code} {number}" for code, number in sorted(report.not_converted.items()))
    malformed = counted(report.rejected, "malformed record")
    rejected = f"; {malformed} put aside" if report.rejected else ""
    say(
        _NAME,
        f"{counted(report.records, 'record')} read{rejected}; {report.converted} converted to "
        f"{report.target}, {report.renumbered} of them with other allele numbers; put aside "
        f"because they cannot be converted: {aside or 'none'}",
    )
