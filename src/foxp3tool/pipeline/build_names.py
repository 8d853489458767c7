"""The names by which a user may call a genome build, the same for commands and from Python."""

from __future__ import annotations

from foxp3tool.errors import UsageError
from foxp3tool.notation.builds import build_called


def build_named(name: object) -> str | None:
    """Return the build that a user names, or None if the build is to be told from the input.

    Args:
        name: ``GRCh37`` (``hg19``, ``b37``) or ``GRCh38`` (``hg38``, ``b38``), in any case and
            with or without a patch release; None or ``auto`` for no build.

    Raises:
        UsageError: If there is no such build; it tells the names that there are.

    Example:
        >>> build_named("hg19"), build_named("GRCh38.p14"), build_named("auto")
        ('GRCh37', 'GRCh38', None)
    """
    if name is None or (isinstance(name, str) and name.lower() == "auto"):
        return None
    found = build_called(name) if isinstance(name, str) else None
    if found is None:
        raise UsageError(
            f"there is no build {name!r}",
            remedy="choose auto, GRCh37 (hg19, b37) or GRCh38 (hg38, b38)",
        )
    return found
