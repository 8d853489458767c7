"""Tell an identifier of a database from other text.

An identifier is the whole text; nothing is picked out of a sentence. What it means is for a catalog
to say. The forms are those that the databases print: dbSNP ``rs122467170``, ClinVar
``VCV000011410.12`` and its VariationID ``11410``, UniProt ``VAR_011332``, OMIM ``300292.0001``, and
the addresses of their pages; and VRS Allele ids, ``ga4gh:VA.`` and 32 characters.
"""

from __future__ import annotations

import re
from typing import Final

from foxp3tool.model.issue import IssueCode
from foxp3tool.model.parsed import IdentifierDescription, IdentifierKind
from foxp3tool.notation.errors import NotationError
from foxp3tool.notation.patterns import Pattern

_FLAGS: Final = re.IGNORECASE | re.ASCII
_GAP: Final = r"[\s:=#]*"
_NUMBER: Final = r"0*(?P<id>[1-9][0-9]*)"
_VERSION: Final = r"(?:\.(?P<version>[0-9]+))?"
_CLINVAR: Final = rf"(?:ClinVar{_GAP})?"
_REFSEQ: Final = r"(?:A[CP]|N[CGMPRTWZ]|WP|X[MPR]|YP)_"

_FORMS: Final = tuple(
    (kind, Pattern(pattern, _FLAGS))
    for kind, pattern in (
        (IdentifierKind.DBSNP, rf"(?:dbSNP{_GAP})?rs{_GAP}{_NUMBER}"),
        (IdentifierKind.CLINVAR_VARIATION, rf"{_CLINVAR}VCV{_GAP}{_NUMBER}{_VERSION}"),
        (IdentifierKind.CLINVAR_VARIATION, rf"{_CLINVAR}Variation[\s_]?ID{_GAP}{_NUMBER}"),
        (IdentifierKind.CLINVAR_VARIATION, rf"ClinVar[\s:=#]{_GAP}(?:ID{_GAP})?{_NUMBER}"),
        (IdentifierKind.CLINVAR_ALLELE, rf"{_CLINVAR}Allele[\s_]?ID{_GAP}{_NUMBER}"),
        (IdentifierKind.CLINVAR_CONDITION, rf"{_CLINVAR}(?P<id>RCV[0-9]+){_VERSION}"),
        (IdentifierKind.CLINVAR_SUBMISSION, rf"{_CLINVAR}(?P<id>SCV[0-9]+){_VERSION}"),
        (
            IdentifierKind.CATALOG,
            r"(?P<id>[A-Z][A-Z0-9]*-IPEX-[0-9]{1,9}|CLINVAR-[1-9][0-9]{0,9}(?:\.[0-9]+)?)",
        ),
        (IdentifierKind.UNIPROT, rf"(?:UniProt(?:KB)?{_GAP})?(?P<id>VAR_[0-9]{{6,}})"),
        (IdentifierKind.OMIM, rf"(?:O?MIM{_GAP})?(?P<id>[1-9][0-9]{{5}}[.#][0-9]{{4}})"),
        (IdentifierKind.HGMD, rf"(?:HGMD{_GAP})?(?P<id>[BCH][DEGIMNPRSX][0-9]{{6,7}})"),
        # An accession of RefSeq without its version has the form of a LOVD id.
        (
            IdentifierKind.LOVD,
            rf"(?:LOVD{_GAP})?(?!{_REFSEQ})(?P<id>[A-Z][A-Z0-9]*_[0-9]{{6}})",
        ),
        # The number of ten digits that LOVD gives to a variant; no other begins with a zero.
        (IdentifierKind.LOVD, rf"(?:LOVD{_GAP})?#?(?P<id>0[0-9]{{9}})"),
        (IdentifierKind.CLINGEN, rf"(?:ClinGen{_GAP})?(?P<id>CA[0-9]{{5,}})"),
        (IdentifierKind.COSMIC, rf"(?:COSMIC{_GAP})?(?P<id>COS[MV][0-9]+)"),
    )
)

# A number that says nothing of its database: as ClinVar writes its VariationID, or with the zeros
# of a VCV accession.
_BARE: Final = Pattern(r"[1-9][0-9]*|0[0-9]{8}")

_NCBI: Final = r"(?:www\.)?ncbi\.nlm\.nih\.gov/"
_ADDRESSES: Final = tuple(
    (prefix, Pattern(rf"(?:https?://)?{pattern}/?(?:[?#&].*)?", _FLAGS))
    for prefix, pattern in (
        ("ClinVar:", rf"{_NCBI}clinvar/variation/(?P<id>[1-9][0-9]*)"),
        ("", rf"{_NCBI}clinvar/(?:variation/)?(?P<id>[VRS]CV[0-9]+(?:\.[0-9]+)?)"),
        ("rs", rf"{_NCBI}snp/(?:rs)?(?P<id>[1-9][0-9]*)"),
        ("rs", rf"{_NCBI}(?:projects/)?SNP/snp_ref\.cgi\?(?:\S*&)?rs=(?:rs)?(?P<id>[1-9][0-9]*)"),
        ("", rf"{_NCBI}(?:clinvar|snp)/?\?(?:\S*&)?term=(?P<id>rs[1-9][0-9]*|[VRS]CV[0-9]+)"),
        ("", r"gnomad\.broadinstitute\.org/variant/(?P<id>rs[1-9][0-9]*)"),
        ("", r"[a-z0-9]+\.ensembl\.org/[^?\s]*\?(?:\S*[;&])?v=(?P<id>rs[1-9][0-9]*)(?:;\S*)?"),
        ("", r"(?:web|www)\.expasy\.org/variant_pages/(?P<id>VAR_[0-9]+)(?:\.html)?"),
        ("", r"(?:www\.)?omim\.org/entry/(?P<id>[1-9][0-9]{5}#[0-9]{4})"),
        ("", r"databases\.lovd\.nl/shared/variants/(?P<id>0[0-9]{9})"),
    )
)
_ANY_ADDRESS: Final = Pattern(r"https?://|www\.", _FLAGS)

# GA4GH VRS: type and digest are case-sensitive.
_VRS: Final = Pattern(
    r"(?:https?://\S*?/)?(?:(?P<prefix>(?i:ga4gh|refget|vrs))(?i::|%3A))?(?P<type>[A-Z]{2,3})\."
    r"(?P<digest>[0-9A-Za-z_-]*)/?(?:[?#]\S*)?",
    re.ASCII,
)
_VRS_DIGEST: Final = 32
_VRS_TYPES: Final = {
    "SQ": "of a sequence",
    "SL": "of a place on a sequence",
    "CPB": "of several alleles together",
    "CN": "of a copy number",
    "CX": "of a change of copy number",
    "AJ": "of two joined sequences",
    "TM": "of the end of a sequence",
    "DM": "of a derived molecule",
}
_LEADING: Final = Pattern(
    r"(?:rs[1-9][0-9]*|[VRS]CV[0-9]+(?:\.[0-9]+)?|VAR_[0-9]{6,}|[A-Z][A-Z0-9]*-IPEX-[0-9]+"
    r"|(?:ga4gh:)?VA\.[A-Z0-9_-]{32})(?=[^A-Z0-9])",
    _FLAGS,
)


# How most names begin, and no identifier does; it spares them all the forms above.
_NAME: Final = Pattern(
    r"(?:(?:[NX][CGMPR]_[0-9.]+|ENS[A-Z]*[0-9.]+)[:(]|[cgnpr]\.)|(?:chr)?[0-9XYM]{1,2}[-:][0-9]"
)


def read_identifier(text: str) -> IdentifierDescription | None:
    """Read an identifier.

    Args:
        text: The whole text, without blanks around it.

    Returns:
        The identifier, or None if the text is something else.

    Raises:
        NotationError: If something follows an identifier, or the text is an address without one.

    Example:
        >>> read_identifier("VCV000011410.12").value
        '11410'
        >>> read_identifier("c.1150G>A") is None
        True
    """
    if _NAME.match(text):
        return None
    if _BARE.fullmatch(text):
        number = text.lstrip("0")
        if number:
            kind = IdentifierKind.CLINVAR_VARIATION
            return IdentifierDescription(kind, number, text, is_bare=True)
        return None
    plain = text.removeprefix("<").removesuffix(">") if text.startswith("<") else text
    found = _read_vrs(plain, text)
    if found is not None:
        return found
    for prefix, address in _ADDRESSES:
        match = address.fullmatch(plain)
        if match is not None:
            return _by_form(prefix + match["id"], text)
    if _ANY_ADDRESS.match(plain):
        raise NotationError(
            IssueCode.HGVS_UNPARSED,
            "no identifier is read from this address",
            text=text,
            offset=0,
            remedy="paste the identifier or the HGVS name that the page shows",
        )
    found = _by_form(text, text)
    if found is None:
        _refuse_company(text)
    return found


def _read_vrs(plain: str, text: str) -> IdentifierDescription | None:
    """Read a VRS Allele id, with or without its prefix, or the address that ends with it.

    Raises:
        NotationError: If it is the id of something else, or is not whole.
    """
    match = _VRS.fullmatch(plain)
    if match is None:
        return None
    kind, size = match["type"], len(match["digest"])
    is_digest = size == _VRS_DIGEST
    if kind == "VA" and is_digest:
        value = f"ga4gh:VA.{match['digest']}"
        return IdentifierDescription(IdentifierKind.VRS, value, text)
    if match["prefix"] is None and not (is_digest and kind in _VRS_TYPES):
        return None
    if kind != "VA":
        what = _VRS_TYPES.get(kind, f"of a type {kind} that is not known")
        message = f"the VRS id is {what}, not that of an allele"
    else:
        message = f"a VRS Allele id has {_VRS_DIGEST} characters behind VA., this one has {size}"
    raise NotationError(
        IssueCode.HGVS_UNPARSED,
        message,
        text=text,
        offset=text.find(f"{kind}."),
        remedy="give the id of the allele as a whole, such as "
        "ga4gh:VA.dbEyX09R1Ud6YBqqO3SYra5AZvZGsHsM, or its HGVS, SPDI or VCF name",
    )


def _by_form(identifier: str, text: str) -> IdentifierDescription | None:
    for kind, form in _FORMS:
        match = form.fullmatch(identifier)
        if match is not None:
            value = _one_spelling(kind, match["id"])
            return IdentifierDescription(kind, value, text, match.groupdict().get("version"))
    return None


def _one_spelling(kind: IdentifierKind, identifier: str) -> str:
    identifier = identifier.upper()
    if kind is IdentifierKind.DBSNP:
        return f"rs{identifier}"
    if kind is IdentifierKind.OMIM:
        return identifier.replace("#", ".")
    # Ids that a renewal gave hold a VariationID, which has no leading zeros.
    if kind is IdentifierKind.CATALOG and not identifier.startswith("CLINVAR-"):
        stem, _, number = identifier.rpartition("-")
        return f"{stem}-{int(number):04}"
    return identifier


def _refuse_company(text: str) -> None:
    """Refuse an identifier with something behind it, which may contradict it.

    Raises:
        NotationError: If the text begins with an identifier.
    """
    match = _LEADING.match(text)
    if match is not None:
        raise NotationError(
            IssueCode.HGVS_UNPARSED,
            f"something follows the identifier {match[0]}",
            text=text,
            offset=match.end(),
            cause="an allele, a second identifier or a remark",
            remedy=f"look up {match[0]} by itself, and what follows it as well if it is a name",
        )
