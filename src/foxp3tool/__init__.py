"""Annotate FOXP3 variants and flag the mutations reported in IPEX syndrome.

For research use; not a diagnosis. Public names are loaded when they are first used, so that
``import foxp3tool`` costs next to nothing.

Example:
    >>> import foxp3tool
    >>> (row,) = foxp3tool.lookup("c.1150G>A")
    >>> row.transcript.hgvs_p
    'NP_054728.2:p.(Ala384Thr)'
    >>> foxp3tool.convert("c.1150G>A", "hgvs_g_grch37")
    ['NC_000023.10:g.49107941C>T']
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from foxp3tool._version import __version__

if TYPE_CHECKING:
    from foxp3tool.errors import (
        Foxp3ToolError,
        InputError,
        OutputError,
        ReferenceDataError,
        UsageError,
    )
    from foxp3tool.model.annotation import AnnotatedRow
    from foxp3tool.model.issue import Issue, IssueCode
    from foxp3tool.notation.errors import NotationError
    from foxp3tool.pipeline.annotate import VcfAnnotation
    from foxp3tool.pipeline.api import annotate_file, cells, convert, lookup
    from foxp3tool.pipeline.frame import to_frame
    from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
    from foxp3tool.pipeline.samples import SampleMode, SampleOptions
    from foxp3tool.pipeline.toolkit import Toolkit

_HOMES: Final = {
    "AnnotatedRow": "foxp3tool.model.annotation",
    "Foxp3ToolError": "foxp3tool.errors",
    "InputError": "foxp3tool.errors",
    "Issue": "foxp3tool.model.issue",
    "IssueCode": "foxp3tool.model.issue",
    "LookupReport": "foxp3tool.pipeline.lookup",
    "NotationError": "foxp3tool.notation.errors",
    "OutputError": "foxp3tool.errors",
    "ReferenceDataError": "foxp3tool.errors",
    "SampleMode": "foxp3tool.pipeline.samples",
    "SampleOptions": "foxp3tool.pipeline.samples",
    "Toolkit": "foxp3tool.pipeline.toolkit",
    "UsageError": "foxp3tool.errors",
    "VcfAnnotation": "foxp3tool.pipeline.annotate",
    "annotate_file": "foxp3tool.pipeline.api",
    "cells": "foxp3tool.pipeline.api",
    "convert": "foxp3tool.pipeline.api",
    "lookup": "foxp3tool.pipeline.api",
    "lookup_rows": "foxp3tool.pipeline.lookup",
    "to_frame": "foxp3tool.pipeline.frame",
}
__all__ = [
    "AnnotatedRow",
    "Foxp3ToolError",
    "InputError",
    "Issue",
    "IssueCode",
    "LookupReport",
    "NotationError",
    "OutputError",
    "ReferenceDataError",
    "SampleMode",
    "SampleOptions",
    "Toolkit",
    "UsageError",
    "VcfAnnotation",
    "__version__",
    "annotate_file",
    "cells",
    "convert",
    "lookup",
    "lookup_rows",
    "to_frame",
]


def __getattr__(name: str) -> Any:
    """Import a public name's module when the name is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'foxp3tool' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    """Return the public names, also those that are not loaded yet."""
    return list(__all__)
