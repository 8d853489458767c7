"""``foxp3tool reference info`` and ``foxp3tool reference verify``."""

from __future__ import annotations

from pathlib import Path

import click

from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.options import reference_option


@click.group("reference")
def reference_group() -> None:
    """Describe and check the bundled reference data.

    \b
    Examples:
      foxp3tool reference info
      foxp3tool reference verify --fasta GRCh38.fa

    Research use only; not a diagnosis.
    """


@reference_group.command("info")
@reference_option
def info(reference: Path | None) -> None:
    """Print versions, genome builds, sources and what is known to be open.

    \b
    Example:
      foxp3tool reference info

    Exit status: 0 done; 1 the data cannot be read; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.describe import describe_bundle
    from foxp3tool.pipeline.toolkit import Toolkit

    for line in describe_bundle(Toolkit.load(reference).bundle):
        click.echo(line)


@reference_group.command("verify")
@click.option(
    "--fasta",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="GENOME.fa",
    help="Also compare the bundled bases with this genome (FASTA with index, either build; the X "
    "chromosome may be called X, chrX or by its accession).",
)
@reference_option
@click.pass_context
def verify(ctx: click.Context, fasta: Path | None, reference: Path | None) -> None:
    """Recompute what the reference data says of sequence and names.

    Checks splice sites, reading frames, proteins, features, every reported mutation's REF and names
    on both builds, and the conversion between the builds. What papers say cannot be recomputed.
    With --fasta the bundled sequence is compared with your own genome base by base.

    \b
    Examples:
      foxp3tool reference verify
      foxp3tool reference verify --fasta GRCh38.fa

    Exit status: 0 all checks passed; 1 at least one failed; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from foxp3tool.pipeline.toolkit import Toolkit
    from foxp3tool.pipeline.verification import verify_bundle, verify_genome

    toolkit = Toolkit.load(reference)
    click.echo(f"ok    {toolkit.bundle.location}: schema version, checksums and structure")
    failed = False
    checks = [verify_bundle(toolkit)]
    if fasta is not None:
        checks.append(verify_genome(toolkit, fasta))
    for group in checks:
        for check in group:
            click.echo(f"{'ok   ' if check.passed else 'FAIL '} {check.name}")
            failed = failed or not check.passed
            for fault in check.faults:
                click.echo(f"      {fault}")
    if failed:
        ctx.exit(ExitCode.DATA_ERROR)
