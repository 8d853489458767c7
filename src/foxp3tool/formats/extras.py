"""Packages that come with an extra: asked for before any work is done."""

from __future__ import annotations

from importlib.util import find_spec

from foxp3tool.errors import UsageError


def require(package: str, extra: str, what: str, *, otherwise: str = "") -> None:
    """Refuse what cannot be written without a package, if that is not installed.

    Args:
        package: The package, by the name that is imported.
        extra: The extra of foxp3tool that brings it.
        what: What needs it, as the begin of a sentence: ``a report``.
        otherwise: What can be done without it.

    Raises:
        UsageError: If it is not installed; it names the extra.
    """
    if find_spec(package) is None:
        raise UsageError(
            f"{what} needs {package}, which is not installed",
            remedy=f"python3 -m pip install 'foxp3tool[{extra}]'"
            + (f", or {otherwise}" if otherwise else ""),
        )
