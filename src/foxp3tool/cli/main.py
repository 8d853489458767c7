"""The entry point: the command group and the one place where exit codes are made."""

from __future__ import annotations

import os
import signal
import sys
from typing import Final

import click

from foxp3tool._version import __version__
from foxp3tool.cli.completion import COMPLETE_VARIABLE, complete
from foxp3tool.cli.exit_codes import ExitCode
from foxp3tool.cli.lazy_group import LazyGroup
from foxp3tool.errors import ClosedPipeError, Foxp3ToolError, UsageError, legible

_SETTINGS = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_SIGNALLED: Final = 128
_COMMANDS: Final = {
    "annotate": "foxp3tool.cli.annotate:annotate",
    "catalog": "foxp3tool.cli.catalog:catalog_group",
    "check": "foxp3tool.cli.check:check",
    "completion": "foxp3tool.cli.completion:completion",
    "convert": "foxp3tool.cli.convert:convert",
    "gene": "foxp3tool.cli.gene:gene",
    "lookup": "foxp3tool.cli.lookup:lookup",
    "plot": "foxp3tool.cli.plot:plot",
    "report": "foxp3tool.cli.report:report",
    "reference": "foxp3tool.cli.reference:reference_group",
    "sequence": "foxp3tool.cli.sequence:sequence",
}


@click.group(cls=LazyGroup, places=_COMMANDS, context_settings=_SETTINGS)
@click.version_option(__version__, prog_name="foxp3tool")
def main() -> None:
    """Annotate FOXP3 variants and flag the mutations reported in IPEX syndrome.

    Works offline with bundled reference data for GRCh37 and GRCh38. Results go to standard
    output, everything else to standard error.

    \b
    Examples:
      foxp3tool annotate family.vcf.gz > family.tsv
      foxp3tool lookup 'c.1150G>A'
      foxp3tool convert 'NC_000023.10:g.49107941C>T' --to hgvs_g_grch38
      foxp3tool catalog list --assertion ipex
      foxp3tool plot family.vcf.gz -o family.svg
      foxp3tool sequence 'c.1150G>A' --format bracket
      foxp3tool gene
      foxp3tool reference info

    Research use only; not a diagnosis.
    """


def run() -> None:
    """Run the command line and leave with the exit code that tells how it went."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        # Under nohup a hang-up is ignored, and stays so.
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop)
    sys.exit(_run())


def _stop(number: int, _frame: object) -> None:
    """Leave as a shell tells of a signal; what is half written is removed on the way."""
    raise SystemExit(_SIGNALLED + number)


def _run() -> int:
    asked = os.environ.get(COMPLETE_VARIABLE)
    if asked:
        return complete(main, asked)
    try:
        # Not main.main(): Click would turn a closed pipe into exit code 1.
        with main.make_context("foxp3tool", sys.argv[1:]) as context:
            main.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.ClickException as error:
        _with_minus_sign(error).show()
        return ExitCode.USAGE
    except (ClosedPipeError, BrokenPipeError):
        _drop_standard_output()
        return ExitCode.CLOSED_PIPE
    except Foxp3ToolError as error:
        _drop_standard_output()
        click.echo(legible(f"foxp3tool: error: {error}"), err=True)
        return ExitCode.USAGE if isinstance(error, UsageError) else ExitCode.DATA_ERROR
    except OSError as error:
        _drop_standard_output()
        click.echo(legible(f"foxp3tool: error: {error.strerror or error}"), err=True)
        return ExitCode.DATA_ERROR
    except (KeyboardInterrupt, click.Abort):
        click.echo("foxp3tool: interrupted", err=True)
        return ExitCode.INTERRUPTED
    return ExitCode.DONE


def _with_minus_sign(error: click.ClickException) -> click.ClickException:
    """Say how to give a name that begins with a minus sign, which is taken for an option."""
    if not isinstance(error, click.NoSuchOption) or not error.option_name[1:].isdigit():
        return error
    name = next((text for text in sys.argv[1:] if text.startswith(error.option_name)), None)
    if name is None:
        return error
    return click.UsageError(
        f"{name} begins like an option; put -- before names that begin with a minus sign, as "
        f"in: -- '{name}'",
        error.ctx,
    )


def _drop_standard_output() -> None:
    """Hand over what was written, or drop it if that fails, so that leaving cannot fail again."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
