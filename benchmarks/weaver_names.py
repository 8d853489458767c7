"""Write the c. and p. name of each record of a VCF on MANE Select, as hgvs-weaver makes them.

Only what ``run.py`` compares with: no other column, no check of REF.
"""

import sys
from pathlib import Path

import pysam

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests" / "oracles"))

import weaver
from weaver_answers import BundleProvider

from foxp3tool.reference.bundle import load_bundle

gene = load_bundle().genes["GRCh38"]
provider = BundleProvider(gene, gene.mane_select)
mapper = weaver.VariantMapper(provider)
accession = gene.mane_select.accession
for record in pysam.VariantFile(sys.argv[1]):
    name = f"{gene.accession}:g.{record.pos}{record.ref}>{record.alts[0]}"
    try:
        coding = mapper.g_to_c(weaver.parse(name), accession)
        protein = mapper.c_to_p(coding, provider.protein_accession)
        print(name, coding.format(), protein.format(), sep="\t")
    except ValueError as error:
        print(name, "", f"refused: {error}", sep="\t")
