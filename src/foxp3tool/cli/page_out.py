"""HTML out of ``annotate`` and ``lookup``: the page is that of ``foxp3tool report``."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from foxp3tool.errors import UsageError

PAGE: Final = "html"
PAGE_ENDINGS: Final = (".html", ".htm")


def wants_page(form: str | None, output: Path | None) -> bool:
    """Tell whether a page is to be written, by ``--format`` and the ending of ``--output``.

    Raises:
        UsageError: If they contradict each other.
    """
    if output is None or output == Path("-"):
        return form == PAGE
    is_page = output.suffix.lower() in PAGE_ENDINGS
    if form == PAGE and not is_page:
        raise UsageError(
            f"--output {output}: the ending is not that of --format {PAGE}",
            remedy=f"end the name with {' or '.join(PAGE_ENDINGS)}, or leave --format out",
        )
    if is_page and form not in (None, PAGE):
        raise UsageError(
            f"--output {output}: the ending is that of a page, not of --format {form}",
            remedy="leave --format out, or change the ending",
        )
    return is_page


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
        if isinstance(kind, click.Choice):  # a report has fewer choices
            kind.convert(given[name], known[name], ctx)
    ctx.invoke(report, **given, **read)


def _is_stated(ctx: click.Context, name: str) -> bool:
    """Tell whether the user gave a parameter, on the command line or in the environment."""
    return ctx.get_parameter_source(name) in (
        ParameterSource.COMMANDLINE,
        ParameterSource.ENVIRONMENT,
    )
