"""Write the manual pages in man/ from the help texts of the commands.

``--check`` writes nothing and fails if a page is not what the commands say.
"""

from __future__ import annotations

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from foxp3tool._version import __version__
from foxp3tool.cli.lazy_group import subcommands
from foxp3tool.cli.main import main as command_group

MAN = Path(__file__).resolve().parents[1] / "man"
KEPT = "\b"
"""Stands at the beginning of a paragraph that Click does not wrap."""
RESEARCH_USE = "Research use only"


def escaped(text: str) -> str:
    """Return text that troff prints as it is.

    A minus sign that may be copied into a shell is no hyphen, and a line may not begin with a
    control character.
    """
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("^", "\\(ha")
    text = text.replace("~", "\\(ti").replace("`", "\\(ga").replace("'", "\\(aq")
    return re.sub(r"^\.", r"\\&.", text, flags=re.MULTILINE)


def paragraphs(command: click.Command) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a help text, each with whether it is kept as it stands."""
    help_text = inspect.cleandoc(command.help or "")
    for part in re.split(r"\n\s*\n", help_text):
        lines = part.split("\n")
        kept = lines[0].strip() == KEPT
        yield kept, "\n".join(lines[1:] if kept else lines)


def options(command: click.Command, context: click.Context) -> Iterator[str]:
    """Yield the options as tagged paragraphs."""
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record is None or not isinstance(parameter, click.Option):
            continue
        names, told = record
        yield ".TP"
        yield f"\\fB{escaped(names)}\\fR"
        yield escaped(" ".join(told.split()))


def examples(text: str) -> Iterator[str]:
    """Yield a paragraph of examples without its title, as it stands."""
    yield ".nf"
    yield from (escaped(line.strip()) for line in text.split("\n")[1:])
    yield ".fi"


def page(path: tuple[str, ...], command: click.Command) -> str:
    """Return the manual page of one command."""
    context = click.Context(
        command,
        info_name=" ".join(path),
        help_option_names=command_group.context_settings["help_option_names"],
    )
    name = "-".join(path)
    short = command.get_short_help_str(limit=200).rstrip(".")
    usage = " ".join([*path, *command.collect_usage_pieces(context)])
    lines = [
        '.\\" Made from the commands by `make man`; edit the commands, not this page.',
        f'.TH "{name.upper()}" "1" "" "foxp3tool {__version__}" "foxp3tool"',
        ".nh",
        ".ad l",
        ".SH NAME",
        f"{escaped(name)} \\- {escaped(short)}",
        ".SH SYNOPSIS",
        escaped(usage),
        ".SH DESCRIPTION",
    ]
    sections: dict[str, list[str]] = {"EXAMPLES": [], "EXIT STATUS": [], "NOTES": []}
    for kept, text in paragraphs(command):
        flat = escaped(" ".join(text.split()))
        if kept and text.lstrip().startswith("Example"):
            sections["EXAMPLES"] += examples(text)
        elif kept:
            lines += [".nf", *map(escaped, text.split("\n")), ".fi", ".PP"]
        elif text.startswith("Exit status:"):
            sections["EXIT STATUS"].append(escaped(" ".join(text.split()[2:])))
        elif text.startswith(RESEARCH_USE):
            sections["NOTES"].append(flat)
        else:
            lines += [flat, ".PP"]
    lines += [".SH OPTIONS", *options(command, context)]
    children = subcommands(command)
    if children:
        lines.append(".SH COMMANDS")
        for child in children:
            lines += [".TP", f"\\fB{escaped(f'{name}-{child.name}')}\\fR(1)"]
            lines.append(escaped(child.get_short_help_str(limit=200)))
    for title, content in sections.items():
        lines += [f".SH {title}", *content] if content else []
    also = ["foxp3tool", *("-".join(path[:end]) for end in range(2, len(path)))]
    if len(path) > 1:
        lines += [".SH SEE ALSO", ", ".join(f"\\fB{escaped(one)}\\fR(1)" for one in also)]
    return "\n".join(lines) + "\n"


def pages(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield file name and text of every page."""
    yield f"{'-'.join(path)}.1", page(path, command)
    for child in subcommands(command):
        yield from pages(child, (*path, str(child.name)))


def main() -> int:
    """Write or check the pages; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="only compare")
    check = parser.parse_args().check
    made = dict(pages(command_group, ("foxp3tool",)))
    there = {path.name: path.read_text(encoding="utf-8") for path in MAN.glob("*.1")}
    stale = sorted(name for name in made.keys() | there.keys() if made.get(name) != there.get(name))
    if check:
        if stale:
            print(f"man/ is not what the commands say: {', '.join(stale)}; run make man")
        return 1 if stale else 0
    MAN.mkdir(exist_ok=True)
    for name in there.keys() - made.keys():
        (MAN / name).unlink()
    for name, text in made.items():
        (MAN / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
