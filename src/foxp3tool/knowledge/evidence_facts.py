"""What the evidence hints take as given: rules with their papers, and facts of the gene.

Rules:

* ACMG/AMP codes: Richards 2015, PMID 25741868.
* PVS1: Abou Tayoun 2018, PMID 30192042, figure 1. For a premature stop: NMD predicted and exon in
  biologically relevant transcripts: PVS1; not predicted, and the region lost is critical: Strong;
  its role unknown: not applicable if loss-of-function variants in the exon are frequent in the
  population, else Strong above 10 % of the protein and Moderate below. The same questions for the
  mRNA that a lost splice site or a deleted exon leaves, where a preserved frame is asked about
  its region like a stop that escapes NMD. Start codon: Moderate with, Supporting without a
  pathogenic variant upstream of the next in-frame ATG. Duplication of exons: PVS1 proven in tandem,
  Strong presumed in tandem, if the frame is disrupted and NMD predicted.
* Splicing: Walker 2023, PMID 37352859: a region is critical by experiment or by non-truncating
  pathogenic variants in it; sites in the UTRs are outside the tree; weights may be reduced where
  a rescue isoform exists; PS1 by its table 2; BP7 at or beyond +7/-21, and outside the first base
  and the last three of an exon, with BP4; SpliceAI 0.2 and above PP3, 0.1 and below BP4.
* PM2 at Supporting: ClinGen Sequence Variant Interpretation group, recommendation for PM2, 1.0
  (2020). BA1: Ghosh 2018, PMID 30311383, at 2,000 or more alleles.
* BS1, BS2 and the limit of PM2: no panel has set them for FOXP3. Those of the ClinGen panel for
  the X-linked gene IL2RG are used (CSpec GN129: BS1 above 0.00249; BS2 at 3 hemizygotes, Supporting
  at 2; PM2 below 0.000124 and no hemizygote), as the nearest that is published.
"""

from __future__ import annotations

from typing import Final

from foxp3tool.model.evidence import Step

ACMG: Final = "PMID:25741868"
PVS1_TREE: Final = "PMID:30192042"
SPLICING: Final = "PMID:37352859"
PM2_RULE: Final = "ClinGen SVI PM2 v1.0 (2020)"
BA1_RULE: Final = "PMID:30311383"
IL2RG_PANEL: Final = "ClinGen CSpec GN129 (IL2RG)"

MECHANISM: Final = Step(
    "Is loss of function the mechanism of the disease",
    "yes",
    "IPEX is caused by loss of FOXP3 in hemizygous males, PMID:11137992, PMID:11137993; ClinGen's "
    "dosage list does not have FOXP3: it has no haploinsufficiency score because it was not "
    "curated there, which says neither yes nor no, so this step rests on the literature",
)

DOMAIN_PREFIX: Final = "Forkhead"
"""How the names of the critical domain's features begin: primary bounds, and alternative ones."""

DISORDERED: Final = "disordered"
"""A word in the name of a feature that says nothing of a function."""

SPARED_ISOFORM: Final = (
    "the delta-2 isoform lacks this exon (transcript exon 3, exon 2 of most papers) and keeps its "
    "reading frame, so its mRNA is spared; that isoform alone does not protect from IPEX "
    "(PMID:35749515)"
)

NO_PANEL: Final = "no ClinGen expert panel has defined it for FOXP3"

LARGE_SHARE: Final = 10.0
"""Percent of the protein, above which PVS1 is Strong where the role of a region is unknown."""

BA1_FREQUENCY: Final = 0.05
ENOUGH_ALLELES: Final = 2_000
BS1_FREQUENCY: Final = 0.00249
PM2_FREQUENCY: Final = 0.000124
# None of n chromosomes: with 95 % certainty the frequency is below 3/n.
ENOUGH_FOR_RARITY: Final = round(3 / PM2_FREQUENCY)
BS2_STRONG: Final = 3
BS2_SUPPORTING: Final = 2

SPLICE_EFFECT: Final = 0.2
NO_SPLICE_EFFECT: Final = 0.1

REPEAT_COPIES: Final = 4
"""Tandem copies, or equal residues in a row, from which a stretch is spoken of as a repeat here."""
