"""A source, or a record elsewhere, with its address."""

from __future__ import annotations

from foxp3tool.model.frozen import frozen


@frozen
class Link:
    """A source or a record elsewhere.

    Args:
        text: What is printed, such as ``PMID:11137993``; it identifies the source by itself.
        url: Its address; empty if it has none.
    """

    text: str
    url: str = ""
