"""Reading of the catalog's text columns: names, classifications, identifiers.

Everything here is text to text. A value that no rule knows raises ValueError, and the build
stops at its row.
"""

import datetime
import re

ONE_LETTER = {
    "Ala": "A",
    "Arg": "R",
    "Asn": "N",
    "Asp": "D",
    "Cys": "C",
    "Gln": "Q",
    "Glu": "E",
    "Gly": "G",
    "His": "H",
    "Ile": "I",
    "Leu": "L",
    "Lys": "K",
    "Met": "M",
    "Phe": "F",
    "Pro": "P",
    "Ser": "S",
    "Thr": "T",
    "Trp": "W",
    "Tyr": "Y",
    "Val": "V",
}
_RESIDUE = "|".join(ONE_LETTER)
HGVS_P = re.compile(
    rf"p\.\((?:Met1\?|Ter432=|(?P<residue>{_RESIDUE})(?P<position>[1-9]\d*)"
    rf"(?:{_RESIDUE}|Ter|=|del|(?:{_RESIDUE})?fs(?:Ter[1-9]\d*)?))\)"
)
HGVS_G = re.compile(r"NG_007392\.1:g\.(?P<first>[1-9]\d*)_(?P<last>[1-9]\d*)del")
# Texts of the source for "no protein name".
NO_PROTEIN_NAME = ("none (3'UTR)", "none (removes exon 1)")
UNKNOWN_EFFECT = "p.?"

CLINVAR_TERMS = (
    "Benign",
    "Likely benign",
    "Uncertain significance",
    "Likely pathogenic",
    "Pathogenic",
    "Conflicting",
    "Conflicting classifications of pathogenicity",
    "Likely risk allele",
)
REVIEW_NOT_STATED = "review status not in source"
REVIEW_STATUSES = (
    REVIEW_NOT_STATED,
    "no assertion criteria provided",
    "criteria provided, single submitter",
    "criteria provided, multiple submitters, no conflicts",
    "criteria provided, conflicting classifications",
    "single submitter (SS)",
    "multiple submitters (MS)",
)
_DATE = r"\d{4}-\d{2}-\d{2}"
_COPY = re.compile(
    rf"(?:(?:InterVar|tapes|queried) )?{_DATE}(?:; {_DATE})*"
    rf"|table added {_DATE}, release not stated|GeneBe copy, date not stated"
    rf"|copy used on {_DATE}, its own date not stated"
)
_CLINVAR = re.compile(
    r"(?P<significance>[^\[\];]+?)(?:; older copy says (?P<older>[^\[\];]+))? "
    r"\[(?P<qualifier>(?P<review>[^\[\];]+); (?P<copy>[^\[\]]+))\]"
)
# GeneBe counts submissions in brackets; the InterVar list names amino-acid changes.
_SIGNIFICANCE_REMARK = re.compile(r" \((?:P:\d+|in the pathogenic amino-acid list)\)$")
_UNIPROT = re.compile(
    r"UniProt (?P<significance>LP/P, disease IPEX) "
    r"\((?P<qualifier>(?P<variant>VAR_\d{6}); release \d{4}_\d{2})\)"
)

IDENTIFIERS = {
    "clinvar_variation_ids": re.compile(r"[1-9]\d{0,8}"),
    "clinvar_allele_ids": re.compile(r"[1-9]\d{0,8}"),
    "rsids": re.compile(r"rs[1-9]\d*"),
    "uniprot_variants": re.compile(r"VAR_\d{6}"),
    "pmid": re.compile(r"[1-9]\d{0,7}"),
    "doi": re.compile(r"10\.\d{4,9}/[^\s]+"),
    "year": re.compile(r"(?:19|20)\d{2}"),
}


def check_identifier(kind: str, value: str) -> str:
    """Return an identifier that has its proper form.

    Args:
        kind: Column name, a key of `IDENTIFIERS`.
        value: The identifier.

    Returns:
        The value itself.

    Raises:
        ValueError: The form is not that of its kind.
    """
    if not IDENTIFIERS[kind].fullmatch(value):
        raise ValueError(f"{kind} {value!r} is malformed")
    return value


def normalise_protein_name(text: str, offset: int | None) -> str | None:
    """Return the protein name in the bundle's spelling.

    Text rules only: `*` becomes `Ter`, `none (...)` becomes None, and `p.?` stays for canonical
    splice sites alone.

    Args:
        text: Name as the source has it.
        offset: Intron offset of the c. name, 0 in an exon, None without a c. name.

    Returns:
        The name, or None where the source has none or the effect is not predicted.

    Raises:
        ValueError: The name fits no rule.
    """
    if text in NO_PROTEIN_NAME:
        return None
    if text == UNKNOWN_EFFECT:
        if not offset:
            raise ValueError("p.? stands outside an intron")
        return UNKNOWN_EFFECT if abs(offset) <= 2 else None
    name = re.sub(r"fs\*(?=[1-9])", "fsTer", text)
    if not HGVS_P.fullmatch(name):
        raise ValueError(f"hgvs_p {text!r} cannot be read")
    return name


def _newest_date(text: str) -> str | None:
    dates = re.findall(_DATE, text)
    for date in dates:
        datetime.date.fromisoformat(date)
    return max(dates, default=None)


def _require_terms(text: str) -> None:
    """Raise ValueError where a part of a significance is no ClinVar term."""
    for term in re.split(r"/| or ", text):
        if term not in CLINVAR_TERMS:
            raise ValueError(f"significance {term!r} is not a known term")


def parse_classification(statement: str) -> dict[str, str | None]:
    """Split one classification statement of the source.

    Args:
        statement: For example `Pathogenic [review status not in source; 2017-04-04]`.

    Returns:
        source, significance, review_status (None where not stated), qualifier, as_of and the
        statement itself.

    Raises:
        ValueError: The statement fits no known form.
    """
    if match := _UNIPROT.fullmatch(statement):
        source, review, as_of = "UniProt", None, None
    elif match := _CLINVAR.fullmatch(statement):
        source = "ClinVar"
        _require_terms(_SIGNIFICANCE_REMARK.sub("", match["significance"]))
        if match["older"]:
            _require_terms(match["older"])
        if match["review"] not in REVIEW_STATUSES:
            raise ValueError(f"review status {match['review']!r} is not known")
        if not _COPY.fullmatch(match["copy"]):
            raise ValueError(f"copy {match['copy']!r} is not known")
        review = None if match["review"] == REVIEW_NOT_STATED else match["review"]
        as_of = _newest_date(match["copy"])
    else:
        raise ValueError(f"classification {statement!r} cannot be read")
    return {
        "source": source,
        "significance": match["significance"],
        "review_status": review,
        "qualifier": match["qualifier"],
        "as_of": as_of,
        "statement": statement,
    }
