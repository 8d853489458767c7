"""What the exit status says; a promise to scripts."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of every command."""

    DONE = 0
    DATA_ERROR = 1
    USAGE = 2
    ROW_ISSUES = 3
    INTERRUPTED = 130
    CLOSED_PIPE = 141
