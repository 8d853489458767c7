"""Variants in the addresses of web pages: gnomAD, VarSome, Franklin and the like."""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.notation.patterns import Pattern
from foxp3tool.notation.rewriting import Rewriting

_SCHEME: Final = r"^(?:https?://)?(?:www\.)?"
_REST: Final = r"(?:[/?&][^\s]*)?$"
_VARIANT: Final = r"(?P<variant>[^?&#/\s][^?&#/]*)"
_BUILD: Final = r"(?P<build>GRCh3[78]|hg(?:19|38))"

_QUERY: Final = r"\?(?:[^\s#]*&)?"
_END: Final = r"(?:[&#][^\s]*)?$"
_FRANKLIN: Final = r"franklin\.genoox\.com/clinical-db/variant/snp(?:Tumor)?/"
_SPLICE_AI: Final = r"spliceailookup\.broadinstitute\.org/#variant="
_VALIDATOR: Final = rf"variantvalidator\.org/service/validate/{_QUERY}variant="

_PAGES: Final = tuple(
    (site, Pattern(_SCHEME + pattern, re.IGNORECASE))
    for site, pattern in (
        ("gnomad", rf"gnomad\.broadinstitute\.org/variant/{_VARIANT}{_REST}"),
        ("exac", rf"exac\.broadinstitute\.org/variant/{_VARIANT}{_REST}"),
        ("varsome", rf"varsome\.com/variant/{_BUILD}/{_VARIANT}{_REST}"),
        ("genebe", rf"genebe\.net/variant/{_BUILD}/{_VARIANT}{_REST}"),
        ("franklin", rf"{_FRANKLIN}{_VARIANT}(?:/{_BUILD})?{_REST}"),
        ("spliceai", rf"{_SPLICE_AI}{_VARIANT}&hg=(?P<build>19|37|38){_END}"),
        ("mutalyzer", rf"mutalyzer\.nl/(?:normalizer|mapper)/{_VARIANT}{_REST}"),
        ("clinvar", rf"ncbi\.nlm\.nih\.gov/clinvar/{_QUERY}term={_VARIANT}{_END}"),
        ("validator", rf"{_VALIDATOR}{_VARIANT}(?:&primary_assembly={_BUILD})?{_END}"),
    )
)
_DATA_SET: Final = Pattern(
    r"[?&]dataset=(?:gnomad_(?:sv_|cnv_)?r(?P<release>[0-9])|(?P<exac>exac))"
)
_HOSTS: Final = (
    "gnomad.", "exac.", "varsome.", "genebe.", "franklin.", "spliceailookup.", "mutalyzer.",
    "variantvalidator.", "/clinvar/?",
)  # fmt: skip


def read_address(found: Rewriting) -> bool:
    """Put the variant in the place of the address of a page that is about it.

    The build of the page is kept beside the variant. gnomAD's data sets say theirs: release 2 and
    ExAC are on GRCh37, later ones on GRCh38; without a data set the REF base has to tell.

    Example:
        >>> text = Rewriting("https://gnomad.broadinstitute.org/variant/X-49251480-C-T")
        >>> read_address(text), text.text
        (True, 'X-49251480-C-T')
    """
    if "/" not in found.text or not any(host in found.text for host in _HOSTS):
        return False
    for site, pattern in _PAGES:
        match = pattern.match(found.text)
        if match is not None:
            build = _build_of_page(site, match)
            put = match["variant"] + (f" {build}" if build else "")
            why = "the variant is taken from the address of a web page"
            return found.rewrite([(0, len(found.text), put)], why)
    return False


def _build_of_page(site: str, match: re.Match[str]) -> str | None:
    if site == "exac":
        return "GRCh37"
    if site == "gnomad":
        data_set = _DATA_SET.search(match.string)
        if data_set is None:
            return None
        return "GRCh37" if data_set["exac"] or data_set["release"] == "2" else "GRCh38"
    if site == "spliceai":
        return "GRCh38" if match["build"] == "38" else "GRCh37"
    return match.groupdict().get("build")
