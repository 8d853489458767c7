"""VRS 2 identifiers: the vectors of GA4GH's own files.

Transcribed facts (in and out values) only:

- ``validation/functions.yaml`` of github:ga4gh/vrs at 0541aa2adf903852b7d870a0010fe5031b25fd76;
  the same values stand in ga4gh/core/digests.py of VRS-Python
- the example of the specification, "Computed Identifiers" (rs7412 on GRCh38), as four projects
  quote it, among them file 68957971574 of the full-text index it was read from:
  https://vrs.ga4gh.org/en/stable/conventions/computed_identifiers.html
- VRS-Python, github:ga4gh/vrs-python, Apache License 2.0 (metadata of ga4gh.vrs 2.3.3):
  ``tests/test_vrs.py`` (EGFR) and ``tests/extras/test_allele_translator.py``, the latter at
  0079aef6914df1140605c83911ebac8ab5d7a616 (alleles with identifiers) and as file 68369481300 of
  the index (states)
"""

import json
from typing import Any

import pytest

from foxp3tool.model.variant import Edit
from foxp3tool.notation.vrs import allele_content, format_vrs, sha512t24u

CHR1 = "SQ.Ya6Rs7DHhDeg7YaOSg1EoNi3U_nQ9SvO"
CHR7 = "SQ.F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul"
CHR13 = "SQ._0wi-qoDrvram155UmcSC-zA5ZK4fpLT"
CHR19 = "SQ.IIB53T8CNeJJdUqzn9V_JnRtQadwWCbl"
CHR21 = "SQ.5ZUqxCmDDgN4xTRbaSjN8LwgZironmB8"
UNIT = "GGGTCCAGGCACCGGCGCCCAGCCCCCGTGGGGTGTCCAGGGC"


@pytest.mark.parametrize(
    ("content", "digest"),
    [
        (b"", "z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXc"),
        (b"ACGT", "aKF498dAxcJAqme6QYQ7EZ07-fiw8Kw2"),
        (
            (
                b'{"end":55181320,"sequenceReference":{"refgetAccession":'
                b'"SQ.F-LrLMe1SRpfUZHkQmvkVKFEGaoDeHul","type":"SequenceReference"},'
                b'"start":55181319,"type":"SequenceLocation"}'
            ),
            "_G2K0qSioM74l_u3OaKR0mgLYdeTL7Xd",
        ),
    ],
)
def test_digest(content: bytes, digest: str) -> None:
    assert sha512t24u(content) == digest


@pytest.mark.parametrize(
    ("refget", "edit", "location", "identifier"),
    [
        # NC_000019.10:g.44908822C>T
        (
            CHR19,
            Edit(44908821, "C", "T"),
            "wIlaGykfwHIpPY2Fcxtbx4TINbbODFVz",
            "0AePZIWZUNsUlQTamyLrjm2HWUw2opLt",
        ),
        # NC_000007.14:g.55181320A>T
        (
            CHR7,
            Edit(55181319, "A", "T"),
            "_G2K0qSioM74l_u3OaKR0mgLYdeTL7Xd",
            "Hy2XU_-rp4IMh6I_1NXNecBo8Qx8n0oE",
        ),
        # NC_000007.14:g.55181220del; the bases of a deletion are not part of the digest
        (
            CHR7,
            Edit(55181219, "A", ""),
            "ljan7F0ePe9uiD6f2u80ZG5gDtx9Mr0V",
            "klRMVChjvV73ZxS9Ajq1Rb8WU-p_HbLu",
        ),
        # NC_000007.14:g.55181230_55181231insGGCT
        (
            CHR7,
            Edit(55181230, "", "GGCT"),
            "lh4dRt_xWPi3wrubcfomi5DkD7fu6wd2",
            "CLOvnFRJXGNRB9aTuNbvsLqc7syRYb55",
        ),
        # NC_000013.11:g.32331093_32331094dup
        (
            CHR13,
            Edit(32331082, "T" * 12, "T" * 14),
            "ikECYncPpE1xh6f_LiComrFGevocjDHQ",
            "swY2caCgv1kP6YqKyPlcEzJqTvou15vC",
        ),
        # NC_000013.11:g.32316467dup
        (
            CHR13,
            Edit(32316466, "A", "AA"),
            "fwfHu8VaD2-6Qvay9MJSINXPS767RYSw",
            "96ak7XdY3DNbp71aHEXw-NHSfeHGW-KT",
        ),
        # NC_000019.10:g.289464_289465insCACA
        (
            CHR19,
            Edit(289464, "CA", "CACACA"),
            "L145KFLJeJ334YnOVm59pPlbdqfHhgXZ",
            "YFUR4oR_84b-rRFf0UzOjfI4eE5FTKAP",
        ),
    ],
)
def test_identifier(refget: str, edit: Edit, location: str, identifier: str) -> None:
    assert allele_content(refget, edit)["location"] == location
    assert format_vrs(refget, edit) == f"ga4gh:VA.{identifier}"


@pytest.mark.parametrize(
    ("refget", "edit", "state"),
    [
        # 13-20003096-AC-A
        (CHR13, Edit(20003096, "C", ""), (0, 1)),
        # 13-19993838-GT-GTGT
        (CHR13, Edit(19993837, "GT", "GTGT"), (4, 2)),
        # 13-20003010-A-AG
        (CHR13, Edit(20003010, "", "G"), "G"),
        # 1-145916840-CTCCT-CT
        (CHR1, Edit(145916839, "CTCCT", "CT"), (2, 3)),
        # 21-5033800-TGGG...GGC-T
        (CHR21, Edit(5033800, UNIT * 2 + UNIT[:27], UNIT + UNIT[:27]), (70, 43)),
        # 1-2228956-GTGCCCG-GTGCCCGTGCCCG
        (CHR1, Edit(2228955, "GTGCCCG", "GTGCCCGTGCCCG"), (13, 6)),
        # 1-236900410-A-AAA: the unit is what was put in, not one base
        (CHR1, Edit(236900409, "A" * 9, "A" * 11), (11, 2)),
        # 1-236900410-A-AAAAAAAAAAAA: 11 bases are more than the run has, and 11 is a prime
        (CHR1, Edit(236900409, "A" * 9, "A" * 20), (20, 1)),
        # 1-100210778-AA-AA of issue 587: both members are the length of the location
        (CHR1, Edit(100210777, "AA", "AA"), (2, 2)),
    ],
)
def test_state(refget: str, edit: Edit, state: tuple[int, int] | str) -> None:
    expected: dict[str, Any] = {"sequence": state, "type": "LiteralSequenceExpression"}
    if isinstance(state, tuple):
        length, unit = state
        expected = {
            "length": length,
            "repeatSubunitLength": unit,
            "type": "ReferenceLengthExpression",
        }
    content = allele_content(refget, edit)
    assert (content["state"], content["type"]) == (expected, "Allele")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("A", "AGA"),  # ambiguous, but no base is repeated twice over
        ("GT", "GTCGT"),
        ("AC", "GT"),
        ("ACGT", "GT" * 5 + "C"),
        ("GT", "A"),
    ],
)
def test_bases_that_do_not_follow_from_the_reference_are_spelled_out(old: str, new: str) -> None:
    state = allele_content(CHR1, Edit(1000, old, new))["state"]
    assert state == {"sequence": new, "type": "LiteralSequenceExpression"}


def test_the_content_is_what_is_digested() -> None:
    content = allele_content(CHR7, Edit(55181219, "A", ""))
    text = json.dumps(dict(sorted(content.items())), separators=(",", ":"))
    assert text == (
        '{"location":"ljan7F0ePe9uiD6f2u80ZG5gDtx9Mr0V","state":{"length":0,'
        '"repeatSubunitLength":1,"type":"ReferenceLengthExpression"},"type":"Allele"}'
    )
    assert sha512t24u(text.encode()) == "klRMVChjvV73ZxS9Ajq1Rb8WU-p_HbLu"
