"""``foxp3tool completion``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMPLETE_VARIABLE: Final = "_FOXP3TOOL_COMPLETE"
"""Environment variable by which a shell asks what could stand at the cursor."""
_HINTS: Final = {
    "bash": (
        "# Tab completion of foxp3tool for bash 4.4 or later. To have it in every new shell:",
        "#   mkdir -p ~/.local/share/bash-completion/completions",
        "#   foxp3tool completion bash > ~/.local/share/bash-completion/completions/foxp3tool",
        "# (needs the package bash-completion), or add this line to ~/.bashrc:",
        '#   eval "$(foxp3tool completion bash)"',
    ),
    "zsh": (
        "# Tab completion of foxp3tool for zsh. To have it in every new shell:",
        "#   mkdir -p ~/.zfunc; foxp3tool completion zsh > ~/.zfunc/_foxp3tool",
        "# and put these lines into ~/.zshrc:",
        "#   fpath+=~/.zfunc",
        "#   autoload -Uz compinit && compinit",
    ),
    "fish": (
        "# Tab completion of foxp3tool for fish. To have it in every new shell:",
        "#   foxp3tool completion fish > ~/.config/fish/completions/foxp3tool.fish",
    ),
}


@click.command("completion")
@click.argument("shell", type=click.Choice(sorted(_HINTS)))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print the script that lets a shell complete commands, options and their values.

    How to install it stands in its first lines.

    \b
    Examples:
      foxp3tool completion bash
      eval "$(foxp3tool completion bash)"
      foxp3tool completion zsh > ~/.zfunc/_foxp3tool
      foxp3tool completion fish > ~/.config/fish/completions/foxp3tool.fish

    Exit status: 0 done; 2 wrong usage.

    Research use only; not a diagnosis.
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"this version of Click has no script for {shell}", ctx)
    # The class as such checks the version of bash, which may not be on this machine.
    lines = found(ctx.find_root().command, {}, "foxp3tool", COMPLETE_VARIABLE)
    script = lines.source_template % lines.source_vars()
    first, _, rest = script.lstrip("\n").partition("\n")
    # zsh takes a file for a completion by its first line.
    head = [first, *_HINTS[shell]] if first.startswith("#compdef") else [*_HINTS[shell], first]
    click.echo("\n".join([*head, rest.rstrip("\n")]))


def complete(cli: click.Command, instruction: str) -> int:
    """Answer a shell that asks what could stand at the cursor; return the exit status.

    Args:
        cli: The whole command line.
        instruction: The value of :data:`COMPLETE_VARIABLE`.
    """
    from click.shell_completion import shell_complete

    return shell_complete(cli, {}, "foxp3tool", COMPLETE_VARIABLE, instruction)


def complete_files(
    ctx: click.Context,  # noqa: ARG001 - Click's signature
    param: click.Parameter,  # noqa: ARG001 - Click's signature
    incomplete: str,
) -> list[CompletionItem]:
    """Let the shell complete names of files, for parameters that also take something else."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]
