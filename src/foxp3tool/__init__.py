"""Annotate FOXP3 variants and flag the mutations reported in IPEX syndrome.

For research use; not a diagnosis.
"""

from foxp3tool._version import __version__

__all__ = ["__version__"]
