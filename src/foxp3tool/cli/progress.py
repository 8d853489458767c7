"""A progress bar on the terminal, for files that take longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

_PATIENCE: Final = 1.0
"""Seconds before a bar is shown."""


class Progress:
    """Bars for the files of one command, one after the other; to be closed at the end.

    Nothing is shown of standard input and other streams, whose size is not known.

    Args:
        command: Name of the command.
    """

    def __init__(self, command: str) -> None:
        """Begin with no file."""
        self._command = command
        self._name = ""
        self._size = 0
        self._since = 0.0
        self._bar: Any = None

    def of(self, name: str) -> Callable[[int], None]:
        """Return what is to be called with the bytes of a file that were read so far."""
        return partial(self._show, name)

    def close(self) -> None:
        """Take away what is shown."""
        if self._bar is not None:
            self._bar.__exit__(None, None, None)
            self._bar = None

    def _show(self, name: str, taken: int) -> None:
        if name != self._name:
            self.close()
            path = Path(name)
            self._name, self._since = name, time.monotonic()
            self._size = path.stat().st_size if path.is_file() else 0
        if not self._size:
            return
        if self._bar is None:
            if time.monotonic() - self._since < _PATIENCE:
                return
            label = f"foxp3tool {self._command}: {name}"
            self._bar = click.progressbar(length=self._size, label=label, file=sys.stderr)
            self._bar.__enter__()
        self._bar.update(min(taken, self._size) - self._bar.pos)


@contextmanager
def progress_bars(
    command: str, *, quiet: bool, no_progress: bool
) -> Iterator[Callable[[str], Callable[[int], None]] | None]:
    """Give the bars of a command while it reads, None where none is wanted."""
    if not wanted(quiet=quiet, no_progress=no_progress):
        yield None
        return
    bars = Progress(command)
    try:
        yield bars.of
    finally:
        bars.close()


def wanted(*, quiet: bool, no_progress: bool) -> bool:
    """Tell whether a bar may be shown: somebody looks at standard error, and did not say no."""
    return not quiet and not no_progress and sys.stderr is not None and sys.stderr.isatty()
