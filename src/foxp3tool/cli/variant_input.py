"""What the commands have in common that read VCF files, a list or names: plot and report."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeVar

import click

from foxp3tool.cli.common import argument_text, refuse_doubled, refuse_overwriting, say_failed
from foxp3tool.cli.completion import complete_files
from foxp3tool.cli.completion_values import complete_variants
from foxp3tool.cli.lists import tell_of_list
from foxp3tool.cli.progress import progress_bars

if TYPE_CHECKING:
    from foxp3tool.errors import Foxp3ToolError
    from foxp3tool.pipeline.lists import ListLookup
    from foxp3tool.pipeline.vcf_input import ProgressOf

F = TypeVar("F", bound=Callable[..., Any])

_STDIN: Final = "-"


def input_options(verb: str) -> Callable[[F], F]:
    """Return what adds INPUT, ``--variant``, ``--input`` and ``--column``.

    Args:
        verb: What the command does with variants, such as ``Draw``.
    """
    every = (
        click.argument("inputs", metavar="[INPUT]...", nargs=-1, shell_complete=complete_files),
        click.option(
            "--variant",
            "variants",
            multiple=True,
            metavar="NAME",
            shell_complete=complete_variants,
            help=f"{verb} a variant given by name, as for lookup; may be given several times.",
        ),
        click.option(
            "--input",
            "listed",
            metavar="FILE",
            shell_complete=complete_files,
            help=f"{verb} the variants of a list: one a line, or a column of a CSV or TSV table.",
        ),
        click.option(
            "--column", metavar="NAME|NUMBER", help="The column of --input with the variants."
        ),
    )

    def add(command: F) -> F:
        for decorator in reversed(every):
            command = decorator(command)
        return command

    return add


class VariantReader(Protocol):
    """What takes variants from wherever they come."""

    def add_file(self, name: str, *, is_one_of_several: bool = False) -> None:
        """Read a VCF or BCF."""

    def add_list(self, name: str, column: str | None) -> ListLookup:
        """Look up the texts of a list."""

    def add_names(self, texts: Iterable[str]) -> Sequence[tuple[str, Foxp3ToolError]]:
        """Look up texts; return those that cannot be answered, each with its error."""


Reader = TypeVar("Reader", bound=VariantReader)


@dataclass(frozen=True)
class GivenVariants:
    """Which variants a command is to read: files, a list, or names; one of the three.

    Args:
        files: VCF files; ``-`` is standard input.
        names: Names.
        listed: A list.
        column: Its column.
    """

    files: tuple[str, ...]
    names: tuple[str, ...]
    listed: str | None
    column: str | None

    @classmethod
    def checked(
        cls,
        ctx: click.Context,
        inputs: tuple[str, ...],
        variants: tuple[str, ...],
        listed: str | None,
        column: str | None,
    ) -> GivenVariants:
        """Return what was given; refuse what contradicts itself."""
        ways = [
            name
            for name, given in (
                ("INPUT", bool(inputs)),
                ("--variant", bool(variants)),
                ("--input", listed is not None),
            )
            if given
        ]
        if len(ways) > 1:
            rest = "both" if len(ways) == 2 else "all of them"
            raise click.UsageError(f"give either {' or '.join(ways)}, not {rest}", ctx)
        if column is not None and listed is None:
            raise click.UsageError("--column is for a list; give one with --input", ctx)
        refuse_doubled(inputs)
        return cls(inputs, tuple(map(argument_text, variants)), listed, column)

    def __bool__(self) -> bool:
        """Tell whether anything is given."""
        return bool(self.files or self.names or self.listed is not None)

    @property
    def has_samples(self) -> bool:
        """Whether it can have samples, as names cannot."""
        return not self.names and self.listed is None

    def refuse_terminal(self, ctx: click.Context) -> None:
        """Refuse to wait for a VCF that somebody would have to type."""
        if _STDIN in self.files and sys.stdin is not None and sys.stdin.isatty():
            raise click.UsageError("no input: name a VCF file, pipe one in, or give --variant", ctx)

    def refuse_overwriting(self, *results: Path | None) -> None:
        """Refuse to replace an input by a result."""
        for name in (*self.files, *([self.listed] if self.listed else ())):
            refuse_overwriting(name, *results)

    def read(
        self,
        command: str,
        make: Callable[[ProgressOf | None], Reader],
        *,
        quiet: bool,
        no_progress: bool,
    ) -> tuple[Reader, int]:
        """Hand everything to a reader, and tell what became of a list or of names.

        Args:
            command: Name of the command, for messages.
            make: Makes the reader; it is given what makes progress bars.
            quiet: Whether only what failed is told.
            no_progress: Whether there are no bars.

        Returns:
            The reader, and how many names could not be answered.
        """
        run = None
        failed: Sequence[tuple[str, Foxp3ToolError]] = ()
        # Messages come when the bar is gone.
        with progress_bars(command, quiet=quiet, no_progress=no_progress) as progress:
            reader = make(progress)
            for name in self.files:
                reader.add_file(name, is_one_of_several=len(self.files) > 1)
            if self.listed is not None:
                run = reader.add_list(self.listed, self.column)
            elif self.names:
                failed = reader.add_names(self.names)
        if run is not None:
            tell_of_list(command, run, quiet=quiet)
            return reader, run.report.failed
        for text, error in failed:
            say_failed(command, text, error)
        return reader, len(failed)
