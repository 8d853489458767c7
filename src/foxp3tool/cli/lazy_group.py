"""A command group that imports a command when it is asked for, so that starting stays cheap."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class LazyGroup(click.Group):
    """A group some of whose commands are not imported yet.

    Args:
        places: Where each command is found, by its name: module and attribute, joined by a colon.
    """

    def __init__(self, *args: Any, places: Mapping[str, str], **options: Any) -> None:
        """Keep the places for later."""
        super().__init__(*args, **options)
        self._places = places

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *self._places})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing it if need be; None if there is none of that name."""
        place = self._places.get(cmd_name)
        if place is not None and cmd_name not in self.commands:
            module, _, attribute = place.partition(":")
            self.add_command(getattr(import_module(module), attribute), cmd_name)
        return super().get_command(ctx, cmd_name)


def subcommands(command: click.Command) -> list[click.Command]:
    """Return the commands of a group in the order of its help; none for a plain command."""
    if not isinstance(command, click.Group):
        return []
    context = click.Context(command)
    found = (command.get_command(context, name) for name in command.list_commands(context))
    return [one for one in found if one is not None]
