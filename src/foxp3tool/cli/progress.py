"""A progress bar on the terminal, for files that take longer than a second."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from foxp3tool.errors import columns, printable

_PATIENCE: Final = 1.0
"""Seconds before a bar is shown."""
_BAR: Final = 36
_LEAST_BAR: Final = 8
_LEAST_NAME: Final = 8
_WITH_TIME: Final = 60
"""Columns of a terminal from which on the time that is left is shown."""
_CUT: Final = "..."


class Progress:
    """Bars for the files of one command, one after the other; to be closed at the end.

    Nothing is shown of standard input and other streams, whose size is not known, nor on a
    terminal that is too narrow for any bar.

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
            columns_there = _terminal_width()
            label, width = fitted(self._command, name, columns_there)
            if not width:
                self._size = 0
                return
            self._bar = click.progressbar(
                length=self._size, label=label, file=sys.stderr, width=width,
                show_eta=columns_there >= _WITH_TIME,
            )  # fmt: skip
            self._bar.__enter__()
        self._bar.update(min(taken, self._size) - self._bar.pos)


def fitted(command: str, name: str, width: int) -> tuple[str, int]:
    """Return label and width of a bar that fits one line, so that each frame replaces the last.

    Args:
        command: Name of the command.
        name: The file; where the line is short its folder is left out, and then its beginning.
        width: Columns of the terminal.

    Returns:
        The label, and how wide the bar is; 0 if there is no room for any.
    """
    shown, last = printable(name), printable(Path(name).name)
    beside = "  []  100%  00d 00:00:00" if width >= _WITH_TIME else "  []  100%"
    # The last column stays free: some terminals go on to the next line from there.
    room = width - len(beside) - 1
    for label in (f"foxp3tool {command}: {shown}", f"foxp3tool {command}: {last}", last):
        bar = min(_BAR, room - columns(label))
        if bar >= _LEAST_BAR:
            return label, bar
    bar = min(_LEAST_BAR, room)
    if bar < _LEAST_BAR:
        return "", 0
    left = room - bar - len(_CUT)
    if left < _LEAST_NAME:
        return "", bar
    while columns(last) > left:
        last = last[1:]
    return _CUT + last, bar


def _terminal_width() -> int:
    """Return the columns of the terminal that standard error is, or what COLUMNS says."""
    if not os.environ.get("COLUMNS"):
        try:
            return os.get_terminal_size(sys.stderr.fileno()).columns or 80
        except (OSError, ValueError):
            pass
    return shutil.get_terminal_size().columns


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
    """Tell whether a bar may be shown: somebody looks at standard error, and did not say no.

    A bar is drawn by moving the cursor, which a dumb terminal cannot do.
    """
    if quiet or no_progress or os.environ.get("TERM") in ("dumb", "unknown"):
        return False
    return sys.stderr is not None and sys.stderr.isatty()
