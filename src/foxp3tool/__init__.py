"""Annotate FOXP3 variants and flag the mutations reported in IPEX syndrome.

For research use; not a diagnosis. Public names are loaded when they are first used, so that
``import foxp3tool`` costs next to nothing.

Example:
    >>> import foxp3tool
    >>> toolkit = foxp3tool.Toolkit.load()
    >>> report = foxp3tool.LookupReport()
    >>> rows = foxp3tool.lookup_rows(
    ...     toolkit, ["c.1150G>A"], transcripts="mane", assembly=None, report=report
    ... )
    >>> next(rows).transcript.hgvs_p
    'NP_054728.2:p.(Ala384Thr)'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from foxp3tool._version import __version__

if TYPE_CHECKING:
    from foxp3tool.errors import Foxp3ToolError
    from foxp3tool.pipeline.annotate import VcfAnnotation
    from foxp3tool.pipeline.lookup import LookupReport, lookup_rows
    from foxp3tool.pipeline.toolkit import Toolkit

_HOMES: Final = {
    "Foxp3ToolError": "foxp3tool.errors",
    "LookupReport": "foxp3tool.pipeline.lookup",
    "Toolkit": "foxp3tool.pipeline.toolkit",
    "VcfAnnotation": "foxp3tool.pipeline.annotate",
    "lookup_rows": "foxp3tool.pipeline.lookup",
}
__all__ = [
    "Foxp3ToolError",
    "LookupReport",
    "Toolkit",
    "VcfAnnotation",
    "__version__",
    "lookup_rows",
]


def __getattr__(name: str) -> Any:
    """Import a public name's module when the name is first asked for (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'foxp3tool' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
