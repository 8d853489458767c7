"""Run the command line in this process or as the installed command."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from unittest.mock import patch

from foxp3tool.cli.main import run as run_main

COMMAND = str(Path(sysconfig.get_path("scripts")) / "foxp3tool")
TIMEOUT = 30
"""Seconds after which a command is taken to hang; each needs well under one."""


@dataclass(frozen=True)
class Result:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def table(self) -> list[dict[str, str]]:
        """The rows of the table on standard output, by column."""
        return read_table(self.out)

    def no_traceback(self) -> Result:
        """Check that no bug's traceback was printed; return the result."""
        assert "Traceback" not in self.err, self.err
        assert "Traceback" not in self.out, self.out
        return self


class Run(Protocol):
    """Signature of :func:`run_in_process`."""

    def __call__(self, *args: object, stdin: bytes = ...) -> Result: ...


class Start(Protocol):
    """Signature of :func:`run_installed`."""

    def __call__(
        self, *args: object, stdin: bytes = ..., env: Mapping[str, str] | None = ...
    ) -> Result: ...


def read_table(text: str) -> list[dict[str, str]]:
    """Read a table with a header line; a row of another length is a fault, no text no row."""
    if not text:
        return []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE)
    header, *rows = list(reader)
    return [dict(zip(header, row, strict=True)) for row in rows]


class _Bytes(io.TextIOWrapper):
    """A text stream over bytes in memory, as sys.stdout is one over a file."""

    def __init__(self, data: bytes = b"") -> None:
        super().__init__(io.BytesIO(data), encoding="utf-8", newline="", write_through=True)

    def text(self) -> str:
        buffer = self.buffer
        assert isinstance(buffer, io.BytesIO)
        return buffer.getvalue().decode("utf-8")


def run_in_process(*args: object, stdin: bytes = b"") -> Result:
    """Run the entry point with these arguments and streams."""
    out, err = _Bytes(), _Bytes()
    argv = ["foxp3tool", *map(str, args)]
    code = -1
    with (
        patch.object(sys, "argv", argv),
        patch.object(sys, "stdin", _Bytes(stdin)),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            run_main()
        except SystemExit as leave:
            code = leave.code if isinstance(leave.code, int) else 0
    return Result(code, out.text(), err.text())


def run_installed(
    *args: object, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> Result:
    """Run the installed command; ``env`` is added to the environment."""
    done = subprocess.run(
        [COMMAND, *map(str, args)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=TIMEOUT,
        env={**os.environ, **(env or {})},
    )
    return Result(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))
