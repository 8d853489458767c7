"""Identifiers of GA4GH VRS 2: an allele is named by the digest of what it says.

The rules are those of the Variation Representation Specification 2.0, "Computed Identifiers" and
"Normalization" (https://vrs.ga4gh.org/en/2.0/conventions/). An allele is a location on a sequence
and the state there. The state is spelled out, or is a length where the bases follow from the
reference: a deletion, or an insertion that goes on with the repeat it lies in.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from typing import Final

from foxp3tool.model.variant import Edit

PREFIX: Final = "ga4gh:VA."
_DIGEST_BYTES: Final = 24
_CANONICAL: Final = json.JSONEncoder(separators=(",", ":"), sort_keys=True)
"""Serialises as RFC 8785 does, as far as text in ASCII and integers go."""


def sha512t24u(content: bytes) -> str:
    """Return the digest of GA4GH: the first 24 bytes of SHA-512, in URL-safe base 64.

    Example:
        >>> sha512t24u(b"ACGT")
        'aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2'
    """
    digest = hashlib.sha512(content).digest()[:_DIGEST_BYTES]
    return urlsafe_b64encode(digest).decode("ascii")


def format_vrs(refget: str, edit: Edit) -> str:
    """Return the VRS 2 identifier of an allele.

    Args:
        refget: Refget accession of the sequence that the edit's positions count on, ``SQ.`` and the
            sequence's digest.
        edit: The edit over the whole stretch in which its placement is ambiguous; bases A, C, G, T.

    Example:
        >>> format_vrs("SQ.F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul", Edit(55181319, "A", "T"))
        'ga4gh:VA.Hy2XU_-rp4IMh6I_1NXNecBo8Qx8n0oE'
    """
    return f"{PREFIX}{_digest(allele_content(refget, edit))}"


def allele_content(refget: str, edit: Edit) -> dict[str, object]:
    """Return those members of the Allele that its digest is made from.

    The location stands for itself by its digest. See :func:`format_vrs` for the arguments.
    """
    location = _location(refget, edit.start, edit.end)
    return {"location": location, "state": _state(edit), "type": "Allele"}


def substitutions(refget: str, start: int, bases: str) -> Iterator[tuple[str, Edit]]:
    """Yield every single-base substitution of a stretch of sequence, after its identifier.

    Args:
        refget: As for :func:`format_vrs`.
        start: 0-based position of the first base.
        bases: The bases of the sequence, A, C, G and T.

    Example:
        >>> sum(1 for _ in substitutions("SQ.F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul", 10, "ACG"))
        9
    """
    contents = {
        base: _CANONICAL.encode(
            {"location": "%s", "state": _state(Edit(0, "", base)), "type": "Allele"}
        )
        for base in "ACGT"
    }
    for position, base in enumerate(bases, start):
        location = _location(refget, position, position + 1)
        for new, content in contents.items():
            if new != base:
                digest = sha512t24u((content % location).encode("ascii"))
                yield f"{PREFIX}{digest}", Edit(position, base, new)


def _location(refget: str, start: int, end: int) -> str:
    """Return the digest of a SequenceLocation."""
    return _digest(
        {
            "end": end,
            "sequenceReference": {"refgetAccession": refget, "type": "SequenceReference"},
            "start": start,
            "type": "SequenceLocation",
        }
    )


def _state(edit: Edit) -> dict[str, object]:
    """Return the digest's part of a LiteralSequenceExpression or ReferenceLengthExpression.

    The bases of the latter follow from the reference, so they are not part of the digest.
    """
    unit = _repeat_unit(edit)
    if unit is None:
        return {"sequence": edit.inserted, "type": "LiteralSequenceExpression"}
    return {
        "length": len(edit.inserted),
        "repeatSubunitLength": unit,
        "type": "ReferenceLengthExpression",
    }


def _repeat_unit(edit: Edit) -> int | None:
    """Return the number of reference bases that the new ones repeat; None if they do not.

    That of a deletion is the number of bases it takes out, be its placement ambiguous or not. That
    of an insertion is the greatest factor of the number of bases it puts in of which the stretch
    holds a whole turn, so a run of one base may have a unit of several.
    """
    old, new = edit.deleted, edit.inserted
    if old == new:
        return len(old)
    if old.startswith(new):
        return len(old) - len(new)
    if not old or not new.startswith(old):
        return None
    gained = len(new) - len(old)
    for size in range(min(gained, len(old)), 0, -1):
        if gained % size == 0 and new[size:] == new[:-size]:
            return size
    return None


def _digest(content: Mapping[str, object]) -> str:
    return sha512t24u(_CANONICAL.encode(content).encode("ascii"))
