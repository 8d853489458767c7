"""biocommons/hgvs' table of valid and invalid pieces of names, put together to names of FOXP3."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

TABLE: Final = "corpora/hgvs-grammar/grammar_test.tsv"
SEQUENCES: Final = {
    "c": "NM_014009.4", "n": "NM_014009.4", "r": "NM_014009.4", "g": "NC_000023.11",
    "m": "NC_012920.1", "p": "NP_054728.2",
}  # fmt: skip
RANGES: Final = ("c.10_12{}", "n.10_12{}", "g.10_12{}", "c.10+1_10+3{}")
SINGLE: Final = ("c.10{}", "n.10{}", "g.10{}", "c.10+1{}", "c.*10{}")
RESIDUE: Final = ("p.Ala3{}", "p.(Ala3{})")
RESIDUES: Final = ("p.Ala3_Lys4ins{}", "p.Ala3delins{}")
PLACES: Final = {
    "ext": ("p.Ala3Lys{}", "p.Ter432Lys{}"),
    "fs": ("p.Ala3Lys{}", "p.Ter432Lys{}"),
    **dict.fromkeys(("aa13", "aa3", "aat13", "aat3", "aa1", "aat1"), RESIDUE),
    **dict.fromkeys(("aa13_seq", "aa3_seq", "aa1_seq", "aat13_seq", "aat1_seq"), RESIDUES),
    "accn": ("{}:c.10A>T",),
    **dict.fromkeys(("dna_subst", "dna_ident", "dna_edit_mu"), SINGLE),
    **dict.fromkeys(("dna_con", "dna_copy", "dna_del", "dna_delins", "dna_dup", "dna_inv"), RANGES),
    "dna_edit": RANGES,
    "dna_ins": ("c.10_11{}", "n.10_11{}", "g.10_11{}", "c.10+1_10+2{}"),
    **dict.fromkeys(
        ("pro_subst", "pro_fs", "pro_ident", "pro_del", "pro_dup", "pro_delins"), RESIDUE
    ),
    "pro_ins": ("p.Ala3_Lys4{}", "p.(Ala3_Lys4{})"),
    "pro_ext": ("p.Ter432{}", "p.(Ter432{})"),
    "paren_gene": ("NM_014009.4{}:c.10A>T",),
}


def names(facts: Path) -> Iterator[str]:
    """Yield a name for each piece of the table and each place where it can stand."""
    with (facts / TABLE).open(newline="") as handle:
        lines = (line for line in handle if line.strip() and not line.startswith("#"))
        rows = list(csv.DictReader(lines, delimiter="\t"))
    for row in rows:
        if row["InType"] == "string":
            continue
        for text in row["Test"].split("|"):
            for body in bodies(row["Func"], text):
                yield named(body)


def bodies(rule: str, text: str) -> list[str]:
    """Return what stands behind the colon, or whole names, for a piece that a rule judges."""
    if rule.endswith(("_typed_posedit", "_variant")):
        return [text]
    whole = re.fullmatch(r"([cgmnpr])_posedit(?:_special)?", rule)
    if whole:
        return [f"{whole[1]}.{text}"]
    place = re.fullmatch(r"(?:def_|uncertain_)?([cgmnpr])_(?:interval|pos)", rule)
    if place:
        ends = ["del", "dup"] if place[1] != "p" else ["del", "=", "Lys"]
        return [f"{place[1]}.{text}{end}" for end in ends]
    forms = ("r.10_12{}",) if rule.startswith("rna_") else PLACES.get(rule, ())
    return [form.format(text) for form in forms]


def named(body: str) -> str:
    """Return a name of FOXP3: the table's own accession is replaced."""
    reference, colon, rest = body.rpartition(":")
    if not colon:
        return f"{SEQUENCES[body[0]]}:{body}"
    if reference.startswith(("AC_", "NM_000", "NP_", "NC_0000")) and rest[0] in SEQUENCES:
        return f"{SEQUENCES[rest[0]]}:{rest}"
    return body
