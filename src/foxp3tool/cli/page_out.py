"""HTML out of ``annotate`` and ``lookup``: the page is that of ``foxp3tool report``."""

from __future__ import annotations

from typing import Any, Final

import click
from click.core import ParameterSource

PAGE: Final = "html"


def write_page(ctx: click.Context, **read: Any) -> None:
    """Let ``report`` do the work, with what the user gave to another command.

    Args:
        ctx: The command that was asked.
        read: What is read, as parameters of ``report``.

    Raises:
        click.UsageError: If an option was given that ``report`` does not have.
    """
    from foxp3tool.cli.report import report

    known = {param.name: param for param in report.params}
    given: dict[str, Any] = {}
    for param in ctx.command.params:
        name = str(param.name)
        if name in (*read, "form") or not _is_stated(ctx, name):
            continue
        if name not in known:
            raise click.UsageError(
                f"{param.opts[-1]} has no meaning for a page; leave it out, or write another "
                "format",
                ctx,
            )
        given[name] = ctx.params[name]
        kind = known[name].type
        if isinstance(kind, click.Choice) and given[name] not in kind.choices:
            raise click.UsageError(
                f"{param.opts[-1]} {given[name]} is for tables; a page has "
                f"{', '.join(map(str, kind.choices))}",
                ctx,
            )
    ctx.invoke(report, **given, **read)


def _is_stated(ctx: click.Context, name: str) -> bool:
    """Tell whether the user gave a parameter, on the command line or in the environment."""
    return ctx.get_parameter_source(name) in (
        ParameterSource.COMMANDLINE,
        ParameterSource.ENVIRONMENT,
    )
