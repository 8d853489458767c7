"""A copy of ClinVar that is not in the facts folder: reading it, and what its records mean.

The copy gives no alleles, only titles and positions. So each title is placed on both builds, its
reference base is read from the sequence, and its protein change is computed again.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from bundle_constants import FULL_LENGTH_PROTEIN, GENE_SYMBOL, GRCH37, GRCH38
from catalog_text import ONE_LETTER
from coding_positions import CodingEdit, place_coding_name, renamed_on
from facts_reader import FactError, Row, read_table
from gene_file import Transcript
from sequence_files import CODON_TABLE, Genome

# A copy of ClinVar's summaries of 276 records with a position on GRCh38, one base each. The file
# states no date and no conditions. Another file of its repository,
# results/O2_FOXP3_FINAL_STATUS.md, uses its 276 records in a run of this date, so it is not newer.
# By what the records were chosen is not stated; 13 variants of an older copy are not among them.
SOURCE = (
    "github:sergeeey/ARCHCODE data/clinvar_foxp3_variants.csv "
    "@0b4bb9958eb69e8860caa37210ed8477a388369c"
)
USED_ON = "2026-05-10"
COPY = f"copy used on {USED_ON}, its own date not stated"

FOLDER = Path(__file__).parent
TABLE = "further_facts/clinvar_copy.tsv"
COLUMNS = ("variation_id", "title", "gene", "grch38_pos", "significance", "review_status")

OUTSIDE = "outside the bundled region"
NO_CHANGE = "the title names no change"
UPSTREAM = "before the first base of NM_014009.4, where it has no c. name"
# Records that make no entry. The build stops where this list is not what the positions say.
LEFT_OUT = {
    "435253": UPSTREAM,
    "435254": UPSTREAM,
    "1283592": NO_CHANGE,
    "1337568": UPSTREAM,
    "1677420": UPSTREAM,
    "3911558": OUTSIDE,
}

_TITLE = re.compile(
    r"NM_014009\.4\(FOXP3\):"
    r"(?P<hgvs_c>c\.(?:(?P<coding>[1-9]\d*)|[*-]\d+)(?P<offset>[+-]\d+)?[ACGT]>(?P<new>[ACGT]))"
    r"(?: \((?P<hgvs_p>p\.\w+=?)\))?"
)
_PRINTED = re.compile(r"p\.(?P<residue>[A-Z][a-z]{2})(?P<position>[1-9]\d*)(?:[A-Z][a-z]{2}|=)")
_THREE_LETTERS = {one: three for three, one in ONE_LETTER.items()} | {"*": "Ter"}
START_LOSS = "p.(Met1?)"


@dataclass(frozen=True, slots=True)
class CopiedVariant:
    """A record whose allele is known.

    Attributes:
        row: The row of the table.
        hgvs_c: Name on GRCh38.
        printed_p: The protein change as printed, None where none is.
        hgvs_p: The protein change as the sequence gives it, `p.?` at a canonical splice site, None
            where none is predicted.
        region: `exon N` or `intron N` of the transcript.
        placements: Build name to placement, as in catalog.json.
    """

    row: Row
    hgvs_c: str
    printed_p: str | None
    hgvs_p: str | None
    region: str
    placements: dict[str, dict[str, object]]

    @property
    def allele(self) -> str:
        """The allele on GRCh38, as the list of ids writes it."""
        place = self.placements[GRCH38.name]
        return f"X-{place['pos']}-{place['ref']}-{place['alt']}"


def _left_out(row: Row, transcript: Transcript) -> str | None:
    """Return why a record makes no entry, or None."""
    position = row.number("grch38_pos") - 1
    if not GRCH38.start <= position < GRCH38.end:
        return OUTSIDE
    if position >= transcript.exons[GRCH38.name][0].end:
        return UPSTREAM
    return NO_CHANGE if row["title"].endswith("=") else None


def _old_position(row: Row, genome: Genome) -> int:
    """Return the 0-based position on GRCh37."""
    position = row.number("grch38_pos") - 1
    about = position - GRCH38.start + GRCH37.start
    found = [base for base in range(about - 9, about + 10) if genome.lift(base) == position]
    if len(found) != 1:
        raise row.error("the position has no counterpart on GRCh37", "list it in LEFT_OUT")
    return found[0]


def protein_change(coding: str, number: int, base: str) -> str:
    """Return the protein change of a substitution, by the genetic code.

    Args:
        coding: Coding sequence with its stop codon.
        number: 1-based position in it.
        base: The new base.

    Returns:
        The name, for example `p.(Met256Val)`.

    Raises:
        ValueError: The stop codon is lost.
    """
    residue = (number - 1) // 3 + 1
    codon = coding[3 * residue - 3 : 3 * residue]
    inside = (number - 1) % 3
    old = CODON_TABLE[codon]
    new = CODON_TABLE[codon[:inside] + base + codon[inside + 1 :]]
    if residue == 1 and old != new:
        return START_LOSS
    if old == "*" and new != "*":
        raise ValueError("the stop codon is lost, for which there is no rule")
    return f"p.({_THREE_LETTERS[old]}{residue}{'=' if old == new else _THREE_LETTERS[new]})"


def _check_printed(row: Row, printed: str, computed: str) -> None:
    """Stop where the printed protein change is another, but for a lost start codon."""
    match = _PRINTED.fullmatch(printed)
    protein = FULL_LENGTH_PROTEIN + "*"
    position = int(match["position"]) if match else 0
    if not match or protein[position - 1 : position] != (ONE_LETTER | {"Ter": "*"}).get(
        match["residue"]
    ):
        raise row.error(f"{printed}: residue {position} of NP_054728.2 is another")
    if f"p.({printed[2:]})" != computed and (computed != START_LOSS or position != 1):
        raise row.error(f"{printed} is printed, the sequence gives {computed}")


def _protein(row: Row, match: re.Match[str], genome: Genome, transcript: Transcript) -> str | None:
    """Return the protein change, which must be the printed one."""
    if match["coding"] is None or match["offset"]:
        if match["hgvs_p"]:
            raise row.error(f"{match['hgvs_p']} is printed of a base that is not coding")
        return "p.?" if match["offset"] and abs(int(match["offset"])) <= 2 else None
    coding = transcript.coding(genome, GRCH38)
    try:
        computed = protein_change(coding, int(match["coding"]), match["new"])
    except ValueError as error:
        raise row.error(str(error), "add the rule to clinvar_copy.py") from error
    if not match["hgvs_p"]:
        raise row.error(f"no protein change is printed, the sequence gives {computed}")
    _check_printed(row, match["hgvs_p"], computed)
    return computed


def _placement(name: str, edit: CodingEdit, ref: str) -> dict[str, object]:
    return {"pos": edit.span.start + 1, "ref": ref, "alt": edit.bases, "hgvs_c": name}


def _variant(row: Row, genome: Genome, transcript: Transcript) -> CopiedVariant:
    """Return the variant of a row, its title placed on both builds."""
    match = _TITLE.fullmatch(row["title"])
    if match is None:
        raise row.error(f"the title {row['title']!r} cannot be read")
    name = match["hgvs_c"]
    try:
        edit = place_coding_name(name, transcript, genome, GRCH38)
        if edit.span.start != row.number("grch38_pos") - 1:
            raise row.error(f"{name} lies at {edit.span.start + 1}")
        old = _old_position(row, genome)
        old_name = renamed_on(name, transcript, GRCH37, old)
        old_edit = place_coding_name(old_name, transcript, genome, GRCH37)
    except ValueError as error:
        raise row.error(f"title: {error}") from error
    if (old_edit.span.start, old_edit.bases) != (old, edit.bases):
        raise row.error(f"{name} is another change on GRCh37")
    return CopiedVariant(
        row=row,
        hgvs_c=name,
        printed_p=match["hgvs_p"],
        hgvs_p=_protein(row, match, genome, transcript),
        region=edit.region,
        placements={
            GRCH37.name: _placement(old_name, old_edit, genome.bases(GRCH37, old_edit.span)),
            GRCH38.name: _placement(name, edit, genome.bases(GRCH38, edit.span)),
        },
    )


def read_copy(genome: Genome, transcript: Transcript, folder: Path = FOLDER) -> list[CopiedVariant]:
    """Read the copy.

    Args:
        genome: The bundled sequences.
        transcript: NM_014009.4.
        folder: Folder of the table, this one if not given.

    Returns:
        The records whose allele is known and has a c. name, in file order.

    Raises:
        FactError: A record contradicts itself, the sequence or the protein, or an allele stands
            twice.
    """
    variants: dict[str, CopiedVariant] = {}
    unused = dict(LEFT_OUT)
    for row in read_table(folder, TABLE, COLUMNS, "variation_id"):
        row.number("variation_id")
        reason = _left_out(row, transcript)
        if reason != unused.pop(row["variation_id"], None):
            raise row.error(f"{reason or 'nothing speaks against an entry'}", "correct LEFT_OUT")
        if reason:
            continue
        variant = _variant(row, genome, transcript)
        if variant.allele in variants:
            raise row.error(f"{variant.allele} stands twice", "merge the rows")
        variants[variant.allele] = variant
    if unused:
        raise FactError(folder / TABLE, None, f"has no record {min(unused)}", "correct LEFT_OUT")
    return list(variants.values())


def other_gene(variant: CopiedVariant) -> str | None:
    """Return the gene that ClinVar has the record under, None if it is this one."""
    gene = variant.row.required("gene")
    return None if gene == GENE_SYMBOL else gene
