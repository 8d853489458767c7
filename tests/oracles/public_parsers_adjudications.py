"""The adjudications: every kind of name that foxp3tool and a public parser read otherwise."""

from __future__ import annotations

from typing import Final

from public_parsers_differences import Adjudication, Kind, Right

HGVS: Final = "https://hgvs-nomenclature.org/stable/recommendations/"
BACKGROUND: Final = "https://hgvs-nomenclature.org/stable/background/"
LIMITS: Final = "docs/limits.md"
WEAVER, FERRO, MUTALYZER, BIOCOMMONS = "hgvs-weaver", "ferro-hgvs", "mutalyzer", "biocommons"
ALL: Final = (WEAVER, FERRO, MUTALYZER, BIOCOMMONS)
NM, NC, NP = "NM_014009.4", "NC_000023.11", "NP_054728.2"
KIND, NEW = frozenset({"kind"}), frozenset({"kind", "new"})


def theirs_refuse(
    parsers: tuple[str, ...], names: str, right: Right, rule: str, *examples: str
) -> Adjudication:
    return Adjudication(parsers, Kind.THEY_REFUSE, names, right, rule, examples)


def ours_refuses(
    parsers: tuple[str, ...], names: str, right: Right, rule: str, *examples: str
) -> Adjudication:
    return Adjudication(parsers, Kind.WE_REFUSE, names, right, rule, examples)


def differ(
    parsers: tuple[str, ...],
    names: str,
    right: Right,
    rule: str,
    what: frozenset[str],
    *examples: str,
) -> Adjudication:
    return Adjudication(parsers, Kind.DIFFER, names, right, rule, examples, what)


ONLY_OURS: Final = (
    theirs_refuse(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"\(;\)", Right.OURS,
        f"{HGVS}DNA/alleles: (;) where the phase is not known",
        f"{NM}:c.1010G>A(;)1150G>A",
    ),
    theirs_refuse(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"\];\[", Right.OURS,
        f"{HGVS}DNA/alleles: c.[a];[b] for two chromosomes; these read one molecule at a time",
        f"{NM}:c.[1010G>A];[1150G>A]",
    ),
    theirs_refuse(
        (BIOCOMMONS,), r"\[.*;.*\]", Right.OURS,
        f"{HGVS}DNA/alleles: c.[a;b] for one chromosome",
        f"{NM}:c.[1010G>A;1150G>A]",
    ),
    theirs_refuse(
        (WEAVER, BIOCOMMONS), r"[cn]\.\(.*_.*\)_\(", Right.OURS,
        f"{HGVS}uncertain: (a_b)_(c_d) for ends known as ranges",
        f"{NM}:c.(210+1_211-1)_(315+1_316-1)del",
    ),
    theirs_refuse(
        (FERRO,), r"n\.\((?:\?_.*|.*_\?)\)(?:del|dup)", Right.OURS,
        f"{HGVS}uncertain: ? for an end that is not known, which ferro reads in c. names only",
        f"{NM}:n.(?_283-1)_(387+1_?)del",
    ),
    theirs_refuse(
        (WEAVER, BIOCOMMONS), r"ins(?:[A-Z][a-z]{2})+\*", Right.OURS,
        f"{HGVS}general: the stop is Ter or *, in three-letter code as well",
        f"{NP}:p.Asp14delinsSerCys*",
    ),
    theirs_refuse(
        (FERRO,), r"p\.\(?M(?:et)?1[A-Z*]", Right.BOTH,
        f"{HGVS}protein/substitution: a changed start codon is p.Met1?; as a form it is a "
        "substitution, and foxp3tool finds no DNA change for it",
        f"{NP}:p.M1*", f"{NP}:p.Met1Lys",
    ),
    theirs_refuse(
        (MUTALYZER,), r"[0-9][ACGT]+=", Right.BOTH,
        f"{HGVS}DNA/substitution writes c.123=; the base before = stood in older versions",
        f"{NM}:c.1150G=",
    ),
    theirs_refuse(
        (BIOCOMMONS,), r"^N[CG]_[0-9.]+\(NM_", Right.OURS,
        f"{BACKGROUND}refseq/: NC_000023.11(NM_014009.4):c. for positions in introns",
        f"{NC}({NM}):c.210+1G>A",
    ),
    theirs_refuse(
        (BIOCOMMONS,), r"[ACGT]\[[0-9]+\]", Right.OURS,
        f"{HGVS}DNA/repeated: unit and number of copies in brackets",
        f"{NM}:c.745GAGAAG[3]",
    ),
    theirs_refuse(
        (WEAVER, FERRO, BIOCOMMONS), r"^[A-Z]{2}_(?:[0-9]+\.[A-Z]?)?:", Right.THEIRS,
        "an accession has a number, and a version is a number; foxp3tool leaves it to the look-up, "
        "which knows no such sequence",
        "NM_123456.C:c.10A>T", "NM_12345.:c.10A>T",
    ),
    theirs_refuse(
        (FERRO,), r"^XR_[0-9.]+:c\.", Right.THEIRS,
        f"{BACKGROUND}numbering: c. needs a coding transcript; no XR record is bundled",
        "XR_123456.7:c.10A>T",
    ),
    theirs_refuse(
        (FERRO,), r"\.10_12ins[ACGT]", Right.THEIRS,
        f"{HGVS}DNA/insertion: between two neighbours; foxp3tool refuses it when it is placed",
        f"{NM}:c.10_12insA",
    ),
    theirs_refuse(
        (BIOCOMMONS,), r"p\.\(\?\)", Right.BOTH,
        f"{HGVS}protein/general: p.? and p.(?) for an unknown effect",
        f"{NP}:p.(?)",
    ),
    theirs_refuse(
        (FERRO, MUTALYZER), r"fs(?:\*|Ter|X)?\)?$", Right.THEIRS,
        f"{HGVS}protein/frameshift: Arg97ProfsTer23 or short Arg97fs; what lies between says less "
        "than one and more than the other, and foxp3tool says that a part is missing",
        f"{NP}:p.Ala3Argfs*",
    ),
    theirs_refuse(
        (FERRO, MUTALYZER), r"(?:fs|ext)X[0-9?]*$", Right.THEIRS,
        f"{HGVS}general: X is an unknown residue; old papers end a frame so, which is repaired",
        f"{NP}:p.Ala3LysfsX10",
    ),
    theirs_refuse(
        (FERRO, MUTALYZER), r"ext(?:\*|Ter)?\)?$", Right.THEIRS,
        f"{HGVS}protein/extension: with its length or ?; without it it is read and told",
        f"{NP}:p.Ter432Lysext*", f"{NP}:p.Ter432Lysext",
    ),
    theirs_refuse(
        (WEAVER, BIOCOMMONS), r"ins(?:[A-Z][a-z]{2}[A-Z]|[A-Z]{2}[a-z]{2})\)?$", Right.THEIRS,
        "one- and three-letter residues are not mixed; the meaning is clear, so foxp3tool reads it",
        f"{NP}:p.Ala3_Lys4insArgA",
    ),
    theirs_refuse(
        ALL, r"p\.\(?Ala3a\)?$", Right.THEIRS,
        f"{HGVS}general: residues are in capitals; repaired and told",
        f"{NP}:p.Ala3a",
    ),
    theirs_refuse(
        (WEAVER, BIOCOMMONS), r"[0-9]delA(?:la)?\)?$", Right.THEIRS,
        f"{HGVS}protein/deletion: lost residues are not written again; repaired and told",
        f"{NP}:p.Ala3delAla",
    ),
    theirs_refuse(
        ALL, r"p\.Met1-Gly10", Right.THEIRS,
        f"{HGVS}general: a range has an underscore; repaired and told",
        f"{NP}:p.Met1-Gly10del",
    ),
    theirs_refuse(
        ALL, r"p\.Ala10>Thr$", Right.THEIRS,
        f"{HGVS}protein/substitution: no > between residues; repaired and told",
        f"{NP}:p.Ala10>Thr",
    ),
    theirs_refuse(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"p\.(?:ALA10THR|ala10thr)$", Right.THEIRS,
        f"{HGVS}general: residues are written Ala; repaired and told",
        f"{NP}:p.ala10thr",
    ),
    theirs_refuse(
        (WEAVER, FERRO), r"c\.12_10del$", Right.THEIRS,
        f"{HGVS}general: a range goes from 5' to 3'; foxp3tool refuses it when it is placed",
        f"{NM}:c.12_10del",
    ),
    theirs_refuse(
        (FERRO, BIOCOMMONS), r"c\.10_11AC>TT$", Right.THEIRS,
        f'{HGVS}DNA/delins: g.4GC>TG "is not allowed"',
        f"{NM}:c.10_11AC>TT",
    ),
)  # fmt: skip

ONLY_THEIRS: Final = (
    ours_refuses(
        ALL, r":r\.", Right.BOTH,
        "r. names are no DNA names: look-up turns them into c. before it parses, and says so",
        f"{NM}:r.76+3A>U",
    ),
    ours_refuses(
        ALL, r":m\.", Right.BOTH, "mitochondrial names are of another chromosome",
        "NC_012920.1:m.76A>T",
    ),
    ours_refuses(
        (WEAVER, FERRO, BIOCOMMONS), r"copy[0-9]+$", Right.OURS,
        "biocommons' grammar calls it internal to one laboratory; HGVS has dup and [n]",
        "NM_000352.3:c.2557_2694copy2",
    ),
    ours_refuses(
        (FERRO, MUTALYZER), r"con[A-Z]", Right.OURS,
        f"{HGVS}DNA/delins: con is no longer used (SVD-WG009), conversions are delins",
        f"{NM}:c.10_12conAC096506.5:g.409_1683",
    ),
    ours_refuses(
        ALL, r"del[0-9]+(?:ins[A-Z]+)?\)?$", Right.OURS,
        f"{HGVS}DNA/deletion: how many bases are lost is not written again",
        f"{NM}:c.10_12del5",
    ),
    ours_refuses(
        (FERRO, MUTALYZER),
        r":[cn]\.(?:\([^()]*\)_(?:\?|[0-9]+)|(?:\?|[0-9]+)_\(|\([0-9]+_\?\)_)", Right.THEIRS,
        f"{HGVS}uncertain: one end may be known; {LIMITS} names what is not read",
        f"{NM}:c.(1_10)_21del",
    ),
    ours_refuses(
        (WEAVER, FERRO, MUTALYZER),
        r":g\.(?:\([^()]*\)_[0-9?]|[0-9?]+_\(|\([0-9]+_\?\)_)", Right.THEIRS,
        f"{HGVS}uncertain: one end may be known; {LIMITS} names what is not read",
        f"{NC}:g.(1_10)_21del",
    ),
    ours_refuses(
        ALL, r":[cng]\.\([0-9]+_[0-9]+\)(?:del|dup|[ACGT]>)", Right.THEIRS,
        f"{HGVS}uncertain: a change somewhere in a range, as in g.(33038277_33038278)C>T",
        f"{NM}:c.(1_10)del",
    ),
    ours_refuses(
        ALL, r":[cng]\.\?(?:del|dup)", Right.BOTH, "it names no position, so there is no allele",
        f"{NC}:g.?del",
    ),
    ours_refuses(
        (FERRO, MUTALYZER), r":[cn]\.\(1_10A>C\)", Right.OURS,
        "biocommons' grammar refuses it; DNA is not predicted, so it has no parentheses",
        f"{NM}:c.(1_10A>C)",
    ),
    ours_refuses(
        (FERRO, MUTALYZER), r":[cng]\..*U", Right.OURS,
        f"{HGVS}general: DNA has A, C, G, T; biocommons' grammar refuses it",
        f"{NM}:c.10_12invACGU",
    ),
    ours_refuses(
        (FERRO, MUTALYZER), r"^(?:3M|33_|NM_\*)", Right.OURS,
        "biocommons' grammar refuses it; no sequence has such a name",
        "3M:c.10A>T",
    ),
    ours_refuses(
        (MUTALYZER,), r":[gn]\.(?:\*|-|2\?)", Right.OURS,
        f"{BACKGROUND}numbering: g. and n. have no positions before the first or behind "
        "the last base",
        f"{NC}:g.*1del",
    ),
    ours_refuses(
        ALL, r"Xaa|Sec|Asx|Glx|Ala3O|insX", Right.THEIRS,
        f"{LIMITS}: unknown and rare residues, of which FOXP3 has none, are not read",
        f"{NP}:p.Ala3Xaa",
    ),
    ours_refuses(
        ALL, r"p\.\(?Ala3\?", Right.OURS,
        f"{HGVS}protein/substitution: a question mark stands behind Met1 only",
        f"{NP}:p.Ala3?",
    ),
    ours_refuses(
        ALL, r"ext(?:Val)?-[0-9]", Right.THEIRS,
        f"{LIMITS}: extensions before the start are not read",
        f"{NP}:p.Met1ext-12",
    ),
    ours_refuses(
        ALL, r"Ala3Lysext", Right.OURS,
        f"{HGVS}protein/extension: only the start and the stop are extended",
        f"{NP}:p.Ala3Lysext*10",
    ),
    ours_refuses(
        ALL, r"Ter432Lysfs", Right.OURS,
        f"{HGVS}protein/extension: a changed stop is an extension, also where the frame is shifted",
        f"{NP}:p.Ter432Lysfs*10",
    ),
    ours_refuses(
        (MUTALYZER,),
        r"ArgPhe|ValArg|AlaG|AlaTer|Ala\*|dupG|extGly|extTerGly|[0-9]VA|dup2|\?0", Right.OURS,
        "biocommons' grammar refuses it: it is no change of a protein that HGVS knows",
        f"{NP}:p.Ala3ArgPhe",
    ),
    ours_refuses(
        (WEAVER, MUTALYZER), r"ins(?:TerGly|GGG\*G)", Right.OURS,
        f"{HGVS}protein/general: nothing is listed behind a stop",
        f"{NP}:p.Ala3_Lys4insTerGly",
    ),
    ours_refuses(
        ALL, r"Met1_Gly10Lys", Right.OURS,
        f"{HGVS}protein/delins: one residue in place of several is a delins",
        f"{NP}:p.Met1_Gly10Lys",
    ),
    ours_refuses(
        (WEAVER, FERRO, BIOCOMMONS), r"p\.\(Met1_Gly10\)", Right.BOTH,
        "a change somewhere among several residues; the recommendations do not write it so",
        f"{NP}:p.(Met1_Gly10)del",
    ),
    ours_refuses(
        (FERRO, MUTALYZER), r"p\.Ala3(?:_Phe4)?$", Right.OURS,
        "a position without a change is no variant",
        f"{NP}:p.Ala3",
    ),
    ours_refuses(
        ALL, r"(?:\.|Ala|\+)0[1-9]", Right.OURS,
        f"{BACKGROUND}numbering: a number has no leading zero",
        f"{NM}:c.010A>G",
    ),
    ours_refuses(
        ALL, r"\+0A", Right.OURS,
        f"{BACKGROUND}numbering: the first base of an intron is +1",
        f"{NM}:c.10+0A>G",
    ),
    ours_refuses(
        (MUTALYZER, BIOCOMMONS), r"[.*-]0A>G|Ala0", Right.OURS,
        f"{BACKGROUND}numbering: there is no position 0",
        f"{NM}:c.0A>G",
    ),
    ours_refuses(
        ALL, r"c\.10a>g$", Right.OURS,
        f"{HGVS}general: bases are in capitals; look-up repairs it and says so",
        f"{NM}:c.10a>g",
    ),
    ours_refuses(
        ALL, r":g\.10_10del$", Right.OURS,
        f"{HGVS}general: a range names two positions",
        f"{NC}:g.10_10del",
    ),
    ours_refuses(
        ALL, r"p\.Ala10_Gly12ins", Right.OURS,
        f"{HGVS}protein/insertion: between two neighbours",
        f"{NP}:p.Ala10_Gly12insTrp",
    ),
)  # fmt: skip

OTHERWISE: Final = (
    differ(
        (WEAVER,), r":g\.\([0-9?]+_[0-9]+\)_\([0-9]+_[0-9?]+\)(?:del|dup)$", Right.OURS,
        f"{HGVS}uncertain: each end is a range; their model keeps one position of each",
        frozenset({"start", "end"}), f"{NC}:g.(?_10)_(21_?)del",
    ),
    differ(
        (WEAVER, BIOCOMMONS), r"del([ACGT]+)ins\1$", Right.BOTH,
        "nothing changes: their model keeps old and new bases only; foxp3tool refuses it when it "
        "is placed",
        NEW, f"{NM}:c.10_11delAAinsAA",
    ),
    differ(
        (WEAVER, BIOCOMMONS), r"[0-9]del[ACGT]ins[ACGT]$", Right.BOTH,
        f"{HGVS}DNA/delins: one base for one is a substitution; look-up says so as well",
        KIND, f"{NM}:c.1290delAinsT",
    ),
    differ(
        (FERRO, MUTALYZER), r"_[0-9+]+[ACGT]>[ACGT]$", Right.OURS,
        f"{HGVS}DNA/substitution: one base for one; foxp3tool takes it for a delins, whose stated "
        "base does not fit the range, and refuses it when it is placed",
        KIND, f"{NM}:c.10_12A>C",
    ),
    differ(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"Ala3(?:delins)?A(?:la)?\)?$", Right.OURS,
        f"{HGVS}protein/substitution: no change is written =; read so and told",
        NEW, f"{NP}:p.Ala3Ala",
    ),
    differ(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"p\.\(?Ala3X\)?$", Right.THEIRS,
        f"{HGVS}general: X is an unknown residue; in old papers a stop, so it is read and told",
        frozenset({"new"}), f"{NP}:p.Ala3X",
    ),
    differ(
        (MUTALYZER,), r"extX", Right.THEIRS,
        f"{HGVS}general: X is an unknown residue; in old papers a stop, so it is read and told",
        frozenset({"new"}),
        f"{NP}:p.Ter432LysextX10",
    ),
    differ(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"Ala3delins(?:[A-Z][a-z]{2}|[A-Z*])\)?$", Right.OURS,
        f"{HGVS}protein/delins: one residue for one is a substitution",
        KIND, f"{NP}:p.Ala3delinsCys",
    ),
    differ(
        (WEAVER, MUTALYZER, BIOCOMMONS), r"p\.(?:Ter|\*)10Lys", Right.OURS,
        f"{HGVS}protein/extension: a changed stop is an extension; read so and told",
        KIND, f"{NP}:p.Ter10Lys",
    ),
)  # fmt: skip

ADJUDICATIONS: Final = (*ONLY_OURS, *ONLY_THEIRS, *OTHERWISE)
