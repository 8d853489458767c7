"""Write the two demo files, examples/ipex_demo.GRCh38.vcf and examples/ipex_demo.GRCh37.vcf.

Both hold the same variants in the same order. Reported variants are taken from the catalog with
the placement that it gives for each build. The others stand in the tables below with their GRCh38
position; GRCh37 follows from the list of differences between the builds. Every REF is checked
against the bundled sequence of its build. Nothing of foxp3tool is used, so that the files can test
it.

Run from the checkout: ``python scripts/make_demo_vcf.py [FOLDER]``; the same files come out each
time.
"""

from __future__ import annotations

import csv
import json
import sys
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
REFERENCE = ROOT / "data" / "foxp3_reference"
BUILDS = ("GRCh38", "GRCh37")
PREFIX = {"GRCh38": "chr", "GRCh37": ""}
LENGTHS = {
    "GRCh38": {"1": 248956422, "11": 135086622, "19": 58617616, "X": 156040895},
    "GRCh37": {"1": 249250621, "11": 135006516, "19": 59128983, "X": 155270560},
}
NOTE = (
    "The genotypes of BOY and MOTHER are invented, and the variants are not those of one family: "
    "reported IPEX mutations, benign and uncertain variants of the catalog and variants made up to "
    "show each kind of consequence stand side by side. Not a patient's data."
)


@dataclass(frozen=True)
class Allele:
    """REF and ALT of one record on one build; ``pos`` is 1-based."""

    pos: int
    ref: str
    alt: str


@dataclass(frozen=True)
class Record:
    """A record of the demo.

    Args:
        places: The allele by build.
        boy: Genotype of BOY; one allele on X.
        mother: Genotype of MOTHER.
        id: ID column.
        qual: QUAL column.
        filter: FILTER column.
        chrom: Chromosome without prefix.
    """

    places: dict[str, Allele]
    boy: str
    mother: str
    id: str = "."
    qual: str = "60"
    filter: str = "PASS"
    chrom: str = "X"


@dataclass(frozen=True)
class Entry:
    """A catalog entry of the demo.

    Args:
        number: Number in the entry's identifier.
        boy: Genotype of BOY.
        mother: Genotype of MOTHER.
        filter: FILTER column.
        right_shift: Bases by which the allele is moved to the right, in a repeat.
        padding: Unchanged bases added on the left and on the right.
        more_alts: Further ALT alleles of the record, after the entry's own.
    """

    number: int
    boy: str = "1"
    mother: str = "0/1"
    filter: str = "PASS"
    right_shift: int = 0
    padding: tuple[int, int] = field(default=(0, 0))
    more_alts: str = ""


# Changes of one codon are given to different chromosomes, so that each stands for itself.
ENTRIES = (
    # Reported IPEX mutations.
    Entry(2),  # c.-23+1G>A
    Entry(9),  # c.3G>A
    Entry(24),  # c.210+1G>C
    Entry(28),  # c.227del
    Entry(29, mother="0/0"),  # c.232_233del
    Entry(44),  # c.398C>T, IPEX-like
    Entry(45, boy="2", mother="1/2", more_alts="A"),  # c.434C>A and c.434C>T in one record
    Entry(70),  # c.727del
    Entry(72, right_shift=2),  # c.748_750del, not left-aligned
    Entry(73, padding=(2, 1)),  # c.751_753del, with bases that do not change
    Entry(75, mother="0|1"),  # c.816+2T>A
    Entry(77, boy="0"),  # c.816+5G>A
    Entry(88),  # c.967G>A
    Entry(90, boy="."),  # c.970T>C
    Entry(92, mother="0|1"),  # c.1009C>T
    Entry(93, boy="0", mother="1|0", filter="LowQual"),  # c.1010G>A
    Entry(117, filter="."),  # c.1112T>G
    Entry(120),  # c.1117_1118delinsGC
    Entry(127),  # c.1150G>A
    Entry(133, mother="0/0"),  # c.1189C>T
    Entry(134, boy="0"),  # c.1190G>A
    Entry(140),  # c.1248_1253delinsCT
    Entry(147),  # c.*876A>G
    # Benign, by ClinVar or by the paper.
    Entry(10),  # c.70C>T
    Entry(21, boy="0"),  # c.200C>T
    Entry(56),  # c.543C>T
    Entry(64, boy="2", mother="1/2", more_alts="*"),  # c.659C>T within the deletion below
    Entry(80, boy="0", mother="1/1"),  # c.826G>A
    Entry(99),  # c.1044+459A>G
    Entry(126, filter="."),  # c.1147-12G>C
    Entry(143),  # c.1278C>A
    # Conflicting, uncertain, risk.
    Entry(38),  # c.323C>T
    Entry(141, boy="0"),  # c.1250G>A
    Entry(7, mother="1/1"),  # c.-22-902A>G
)


@dataclass(frozen=True)
class Made:
    """A variant of nobody: GRCh38 position, REF, ALT and the rest of the record."""

    pos: int
    ref: str
    alt: str
    boy: str = "1"
    mother: str = "0/1"
    id: str = "."
    qual: str = "60"
    filter: str = "PASS"


MADE = (
    Made(49250300, "G", "A"),  # downstream
    Made(49251234, "C", "T"),  # c.*100G>A, 3' UTR
    Made(49251335, "C", "T", boy="0", mother="1|0"),  # c.1295G>A, another stop codon
    Made(49251336, "A", "G", mother="0|1", id="made_up_1"),  # c.1294T>C, stop lost
    Made(49251667, "C", "T"),  # c.1143G>A, nonsense
    Made(49251709, "GA", "TC"),  # c.1100_1101inv, nonsense
    Made(49251745, "C", "T", boy="0"),  # c.1065G>A, synonymous
    Made(49252526, "T", "C", qual="31.4"),  # c.1044+600A>G, deep intronic
    Made(49253910, "T", "C"),  # c.967+7A>G, splice region
    Made(49253985, "T", "C", id="made_up_2;made_up_3"),  # c.899A>G, missense
    Made(49255488, "G", "GCTTCTC"),  # c.751_756dup, two residues twice
    Made(49255712, "T", "C", filter="LowQual;StrandBias", qual="12"),  # c.735+3A>G
    Made(49255789, "CCGCCTGGCAGTGCCTAAGTAGGG", "C"),  # c.648-10_660del
    Made(49256862, "G", "T"),  # c.543-7C>A, polypyrimidine tract
    Made(49257673, "GA", "G", mother="0/0"),  # c.305del, frameshift
    Made(49258510, "T", "C", qual="."),  # c.-5A>G, 5' UTR
    Made(49264811, "T", "C", boy="0"),  # upstream
)

# Well-known variants elsewhere, with their positions on GRCh38 and GRCh37.
ELSEWHERE = (
    ("1", "rs2476601", 113834946, 114377568, "A", "G", "0/1", "1/1"),
    ("11", "rs334", 5227002, 5248232, "T", "A", "0/0", "0/1"),
    ("19", "rs429358", 44908684, 45411941, "T", "C", "0/1", "0/0"),
    ("X", "rs1050828", 154536002, 153764217, "C", "T", "0", "0/1"),
)


class Region:
    """The bundled plus-strand bases of one build."""

    def __init__(self, build: str) -> None:
        """Read them."""
        header, *lines = (REFERENCE / f"{build}.fa").read_text(encoding="ascii").splitlines()
        self.first = int(header.split()[0].split(":")[1].split("-")[0])
        self.bases = "".join(lines)

    def at(self, pos: int, length: int) -> str:
        """Return ``length`` bases from the 1-based position ``pos``."""
        return self.bases[pos - self.first : pos - self.first + length]


class Demo:
    """Makes the records."""

    def __init__(self) -> None:
        """Read catalog, sequences and differences."""
        self.regions = {build: Region(build) for build in BUILDS}
        catalog = json.loads((REFERENCE / "catalog.json").read_text(encoding="utf-8"))
        self.catalog = {entry["id"]: entry for entry in catalog["entries"]}
        with (REFERENCE / "build_differences.tsv").open(encoding="utf-8") as file:
            self.differences = list(csv.DictReader(file, delimiter="\t"))

    def on_grch37(self, pos: int) -> int:
        """Return the GRCh37 position of a GRCh38 one; both 1-based."""
        result = self.regions["GRCh37"].first + pos - self.regions["GRCh38"].first
        for row in self.differences:
            if int(row["grch38_end"]) < pos:
                result += len(row["grch37_bases"]) - len(row["grch38_bases"])
        return result

    def made(self, made: Made) -> Record:
        """Return the record of a made-up variant."""
        places = {
            "GRCh38": Allele(made.pos, made.ref, made.alt),
            "GRCh37": Allele(self.on_grch37(made.pos), made.ref, made.alt),
        }
        return Record(places, made.boy, made.mother, made.id, made.qual, made.filter)

    def reported(self, wanted: Entry) -> Record:
        """Return the record of a catalog entry."""
        entry = self.catalog[f"FOXP3-IPEX-{wanted.number:04d}"]
        places = {}
        for build in BUILDS:
            placement = entry["placements"][build]
            allele = Allele(placement["pos"], placement["ref"], placement["alt"])
            places[build] = self.respelled(build, allele, wanted)
        ids = ";".join(entry["rsids"]) or "."
        return Record(places, wanted.boy, wanted.mother, ids, filter=wanted.filter)

    def respelled(self, build: str, allele: Allele, wanted: Entry) -> Allele:
        """Move, pad and complete an allele as the table asks."""
        region = self.regions[build]
        pos, ref, alt = allele.pos, allele.ref, allele.alt
        if wanted.right_shift:
            size = len(ref) - 1
            moved = pos + wanted.right_shift
            before = region.at(pos, size + wanted.right_shift + 1)
            if before[1 : wanted.right_shift + 1] != before[size + 1 :] or len(alt) != 1:
                raise ValueError(f"{allele} cannot be moved by {wanted.right_shift}")
            pos, ref, alt = moved, region.at(moved, size + 1), region.at(moved, 1)
        left, right = wanted.padding
        head, tail = region.at(pos - left, left), region.at(pos + len(ref), right)
        alts = ",".join((head + alt + tail, *filter(None, [wanted.more_alts])))
        return Allele(pos - left, head + ref + tail, alts)

    def records(self) -> list[Record]:
        """Return all records, sorted by position."""
        found = [self.reported(entry) for entry in ENTRIES] + [self.made(made) for made in MADE]
        for chrom, name, pos38, pos37, ref, alt, boy, mother in ELSEWHERE:
            places = {"GRCh38": Allele(pos38, ref, alt), "GRCh37": Allele(pos37, ref, alt)}
            found.append(Record(places, boy, mother, name, chrom=chrom))
        orders = [
            sorted(found, key=lambda r: (list(LENGTHS[b]).index(r.chrom), r.places[b].pos))
            for b in BUILDS
        ]
        if orders[0] != orders[1]:
            raise ValueError("the order differs between the builds")
        for record in orders[0]:
            self.check(record)
        return orders[0]

    def check(self, record: Record) -> None:
        """Compare REF with the sequence of each build, where it is bundled."""
        for build, place in record.places.items():
            found = self.regions[build].at(place.pos, len(place.ref))
            inside = 0 <= place.pos - self.regions[build].first < len(self.regions[build].bases)
            if inside and found != place.ref:
                raise ValueError(f"{build}:{place.pos} is {found}, not {place.ref}")
        # Away from the gene a coordinate cannot be checked here; within it both builds must agree.
        if inside and self.on_grch37(record.places["GRCh38"].pos) != record.places["GRCh37"].pos:
            raise ValueError(f"{record} is not at one place")


def header(build: str) -> list[str]:
    """Return the header lines."""
    prefix = PREFIX[build]
    contigs = [
        f"##contig=<ID={prefix}{name},length={length},assembly={build}>"
        for name, length in LENGTHS[build].items()
    ]
    return [
        "##fileformat=VCFv4.3",
        "##source=foxp3tool scripts/make_demo_vcf.py",
        f"##foxp3tool_demo={NOTE}",
        *contigs,
        '##FILTER=<ID=PASS,Description="All filters passed">',
        '##FILTER=<ID=LowQual,Description="Low quality">',
        '##FILTER=<ID=StrandBias,Description="Reads of one strand only">',
        '##INFO=<ID=AC,Number=A,Type=Integer,Description="Allele count in the genotypes">',
        '##INFO=<ID=AN,Number=1,Type=Integer,Description="Number of alleles called">',
        '##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">',
        '##FORMAT=<ID=DP,Number=1,Type=Integer,Description="Read depth">',
        '##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype quality">',
        "#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT BOY MOTHER".replace(" ", "\t"),
    ]


def line(build: str, number: int, record: Record) -> str:
    """Return one record as text; depth and quality are a function of its number."""
    place = record.places[build]
    genotypes = (record.boy, record.mother)
    called = [a for gt in genotypes for a in gt.replace("|", "/").split("/") if a != "."]
    counts = ",".join(str(called.count(str(n + 1))) for n in range(place.alt.count(",") + 1))
    samples = [
        f"{gt}:{18 + (7 * number + 11 * sample) % 23}:{60 + (13 * number + 5 * sample) % 40}"
        for sample, gt in enumerate(genotypes)
    ]
    cells = (
        PREFIX[build] + record.chrom,
        place.pos,
        record.id,
        place.ref,
        place.alt,
        record.qual,
        record.filter,
        f"AC={counts};AN={len(called)}",
        "GT:DP:GQ",
        *samples,
    )
    return "\t".join(str(cell) for cell in cells)


def main() -> None:
    """Write both files."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples"
    records = Demo().records()
    for build in BUILDS:
        body = [line(build, number, record) for number, record in enumerate(records, 1)]
        text = "\n".join((*header(build), *body, ""))
        (folder / f"ipex_demo.{build}.vcf").write_text(text, encoding="utf-8", newline="\n")
        print(f"{len(records)} records: {folder / f'ipex_demo.{build}.vcf'}")


if __name__ == "__main__":
    main()
