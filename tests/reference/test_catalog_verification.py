"""``reference verify`` finds what is wrong with the catalog beyond its alleles and names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from foxp3tool.errors import ReferenceDataError
from foxp3tool.pipeline.toolkit import Toolkit
from foxp3tool.pipeline.verification import verify_bundle
from foxp3tool.reference.bundle import load_bundle
from foxp3tool.reference.catalog_details import load_details

IDS = "catalog ids: each has one meaning"
REFERENCES = "catalog references and their sources"
DETAILS = "catalog findings, counts and terms"
ALLELES = "catalog population counts: alleles"


def faults(copy: Any) -> dict[str, str]:
    checks = verify_bundle(Toolkit.load(copy.folder))
    return {check.name: "\n".join(check.faults) for check in checks if not check.passed}


def entry(data: Any, number: str) -> Any:
    return next(item for item in data["entries"] if item["id"].endswith(number))


def own(data: Any, number: str) -> Any:
    return data["entries"][f"FOXP3-IPEX-{number}"]


def test_an_untouched_copy_passes(copy: Any) -> None:
    assert faults(copy) == {}


CATALOG: list[tuple[str, Callable[[Any], Any], str]] = [
    (REFERENCES, lambda d: entry(d, "0127")["references"][2].update(pmid="PMC30443250"),
     "FOXP3-IPEX-0127: PMID 'PMC30443250' is malformed"),
    (REFERENCES, lambda d: entry(d, "0127")["references"][1].update(doi="10.1126"),
     "DOI '10.1126' is malformed"),
    (REFERENCES, lambda d: entry(d, "0127")["references"][1].update(source=None),
     "doi:10.1126/sciimmunol.aai9297 does not say where it was read"),
    (REFERENCES, lambda d: entry(d, "0127").update(rsids=["122467170"]),
     "rsID '122467170' is malformed"),
    (REFERENCES, lambda d: entry(d, "0127")["classifications"][0].update(as_of="2026-13-01"),
     "date '2026-13-01' is malformed"),
    (REFERENCES, lambda d: entry(d, "0069").update(references=[], classifications=[],
                                                   uniprot_variants=[]),
     "FOXP3-IPEX-0069: rests on no source"),
    (IDS, lambda d: entry(d, "0127").update(id="IPEX-127"),
     "IPEX-127: not of the form FOXP3-IPEX-0000"),
    (IDS, lambda d: entry(d, "0129")["placements"].update(
        GRCh38=dict(entry(d, "0128")["placements"]["GRCh38"])),
     "FOXP3-IPEX-0129: has the GRCh38 allele of FOXP3-IPEX-0128"),
    (DETAILS, lambda d: entry(d, "0127").update(patients=["2 patients"]),
     "FOXP3-IPEX-0127: patient counts are not of the entry's statements"),
    (DETAILS, lambda d: entry(d, "0127").update(phenotypes=[]),
     "HP:0003765 rests on 'psoriasiform dermatitis', which no source says"),
]  # fmt: skip

IN_DETAILS: list[tuple[str, Callable[[Any], Any], str]] = [
    (IDS, lambda d: d["retired_ids"].append("FOXP3-IPEX-0127"),
     "FOXP3-IPEX-0127: is retired, and used again"),
    (IDS, lambda d: d["entries"].pop("FOXP3-IPEX-0127"), "FOXP3-IPEX-0127: has no details"),
    (IDS, lambda d: d["entries"].update({"FOXP3-IPEX-0999": own(d, "0002")}),
     "FOXP3-IPEX-0999: has details, but is no entry"),
    (DETAILS, lambda d: own(d, "0127")["phenotype_terms"][0].update(id="HP:3765"),
     "HPO id 'HP:3765' is malformed"),
    (DETAILS, lambda d: own(d, "0073")["functional"][0].update(pmids=["1676989a"]),
     "FOXP3-IPEX-0073: PMID '1676989a' is malformed"),
    (DETAILS, lambda d: d["general_findings"][0].update(dois=["21458306"]),
     "of no entry: DOI '21458306' is malformed"),
    (DETAILS, lambda d: d["general_findings"][0].update(source=""),
     "does not say where it was read"),
    (DETAILS, lambda d: own(d, "0134")["population"][0].update(allele_count=1098156),
     "has 1098156 alleles of 1098155"),
    (DETAILS, lambda d: d["papers_not_read"][0].update(pmids=["x"]), "PMID 'x' is malformed"),
    (ALLELES, lambda d: own(d, "0134")["population"][0].update(grch38="X-49251440-C-G"),
     "counts X-49251440-C-G (GRCh37 49107901), which is not its allele"),
    (ALLELES, lambda d: own(d, "0134")["population"][0].update(grch37_pos=49107902),
     "(GRCh37 49107902), which is not its allele"),
    (ALLELES, lambda d: own(d, "0116").update(population=own(d, "0134")["population"]),
     "FOXP3-IPEX-0116: "),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "check", "change", "message"),
    [("catalog.json", *case) for case in CATALOG]
    + [("catalog_details.json", *case) for case in IN_DETAILS],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_fault_is_found(
    copy: Any, file: str, check: str, change: Callable[[Any], Any], message: str
) -> None:
    copy.change_json(file, change)
    assert message in faults(copy)[check]


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.update(more=1),
        lambda d: d.pop("papers_not_read"),
        lambda d: own(d, "0127")["functional"][0].pop("assay"),
        lambda d: own(d, "0127")["phenotype_terms"][0].update(mapping="guess"),
        lambda d: own(d, "0134")["population"][0].update(allele_count="2"),
    ],
)
def test_details_of_another_shape_are_refused(copy: Any, change: Callable[[Any], Any]) -> None:
    copy.change_json("catalog_details.json", change)
    with pytest.raises(ReferenceDataError) as caught:
        load_details(load_bundle(copy.folder))
    assert caught.value.file is not None
    assert caught.value.file.endswith("catalog_details.json")
    assert caught.value.remedy
    assert faults(copy)
