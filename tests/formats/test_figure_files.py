"""Figures as files: SVG is XML that holds no more than it should, PNG and PDF are as asked for."""

from __future__ import annotations

import re
import struct
import xml.etree.ElementTree as ET
import zlib
from pathlib import Path

import pytest
from figure_data import content, crowded, on_protein

from foxp3tool.errors import OutputError, UsageError
from foxp3tool.formats import extras
from foxp3tool.formats.figure import FigureSize, figure_kind, svg_text, write_figure
from foxp3tool.model.figure import FigureContent, LabelStyle, Unplaced

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onload='alert(1)",
    "]]>&amp;&lt;&#x3c;",
    "a\x00b\x08c\x1b[31m\ud800\uffff",
    "line\nbreak\ttab",
    "$\\nosuch{1}$ _^{}",
    "שלום 中文 é́ 🧬",
    "=cmd|' /C calc'!A0",
]


def elements(text: str) -> list[ET.Element]:
    return list(ET.fromstring(text).iter())


def marked(text: str, role: str) -> list[ET.Element]:
    return [e for e in elements(text) if e.get("class", "").split()[:1] == [role]]


@pytest.mark.parametrize("name", HOSTILE)
def test_text_of_the_input_stays_text(name: str) -> None:
    variants = [on_protein(5, id=name, hgvs_p=name, hgvs_c=name)]
    for style in LabelStyle:
        figure = content(
            variants, reported=(on_protein(9, id=name),), unplaced=(Unplaced(name, name),),
            title=name, remarks=(name,), labels=style,
        )  # fmt: skip
        text = svg_text(figure, prefix="p-")
        kinds = {element.tag.removeprefix(SVG) for element in elements(text)}
        assert kinds == {"svg", "title", "desc", "g", "path", "rect", "text"}
        names = {key for element in elements(text) for key in element.attrib}
        assert not [key for key in names if key.startswith("on") or key in ("style", "href")]


def test_name_is_read_back_as_it_was() -> None:
    name = "<b>&\"'"
    (group,) = marked(svg_text(content([on_protein(5, id=name)])), "variant")
    assert group.get("data-id") == name
    title = group.find(f"{SVG}title")
    assert title is not None
    assert name in (title.text or "")


def test_variants_can_be_found_by_class_match_and_rows() -> None:
    variants = crowded(24)
    text = svg_text(content(variants), prefix="page-")
    for role in ("variant", "stem"):
        found = marked(text, role)
        by_index = {int(element.get("data-index", "-1")): element for element in found}
        assert sorted(by_index) == list(range(24))
        for number, variant in enumerate(variants):
            classes = by_index[number].get("class", "").split()
            assert classes == [role, variant.kind.value, f"match-{variant.match.value}"]
            assert by_index[number].get("data-rows") == "0"
            assert by_index[number].get("data-count") == str(variant.count)
    ids = [element.get("id") for element in elements(text) if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(str(one).startswith("page-") for one in ids)
    assert {f"page-v{n}" for n in range(24)} <= set(ids)


def test_interactive_figure_can_be_reached_and_read_out() -> None:
    figure = content([on_protein(5)])
    (group,) = marked(svg_text(figure), "variant")
    assert group.get("tabindex") == "0"
    assert "p.(Ala5Gly)" in group.get("aria-label", "")
    (still,) = marked(svg_text(figure, interactive=False), "variant")
    assert still.get("tabindex") is None


def test_size_of_svg_is_in_millimetres() -> None:
    root = ET.fromstring(svg_text(content(), size=FigureSize(89, 120)))
    assert (root.get("width"), root.get("height")) == ("89mm", "120mm")
    assert root.get("viewBox") == "0 0 252.28 340.16"


def png_chunks(data: bytes) -> dict[bytes, bytes]:
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            kind + body
        )
        chunks.setdefault(kind, body)
        at += 12 + length
    return chunks


@pytest.mark.parametrize(("dpi", "across"), [(100, 350), (254, 890)])
def test_png_has_the_dots_asked_for(tmp_path: Path, dpi: int, across: int) -> None:
    path = tmp_path / "a.png"
    write_figure(content(crowded(6)), path, "png", FigureSize(89, 150), dpi)
    chunks = png_chunks(path.read_bytes())
    width, height = struct.unpack(">II", chunks[b"IHDR"][:8])
    assert abs(width - across) <= 1
    assert abs(height - 150 / 25.4 * dpi) <= 1
    per_metre, _, unit = struct.unpack(">IIB", chunks[b"pHYs"])
    assert unit == 1
    assert abs(per_metre - dpi / 0.0254) <= 1
    assert b"tIME" not in chunks


def test_pdf_has_its_size_and_real_fonts(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    write_figure(content(crowded(6)), path, "pdf", FigureSize(183, 150), 300)
    data = path.read_bytes()
    box = re.search(rb"/MediaBox \[ ?0 0 ([\d.]+) ([\d.]+) ?\]", data)
    assert box is not None
    assert float(box[1]) == pytest.approx(183 / 25.4 * 72, abs=0.1)
    assert float(box[2]) == pytest.approx(150 / 25.4 * 72, abs=0.1)
    assert b"/FontFile2" in data
    assert b"/Type3" not in data
    assert b"/CreationDate" not in data


@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_same_figure_is_the_same_bytes(tmp_path: Path, kind: str) -> None:
    figure = content(crowded(12), reported=tuple(crowded(12)))
    made = []
    for name in ("one", "two"):
        write_figure(figure, tmp_path / name, kind, FigureSize(), 72)
        made.append((tmp_path / name).read_bytes())
    assert made[0] == made[1]
    assert not re.search(rb"/tmp|20\d\d-\d\d-\d\d", made[0])


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_any_name_can_be_drawn(tmp_path: Path, kind: str) -> None:
    variants = [on_protein(5 + 9 * n, id=name) for n, name in enumerate(HOSTILE)]
    figure = content(variants, labels=LabelStyle.ID, title=" ".join(HOSTILE), source=HOSTILE[4])
    write_figure(figure, tmp_path / "a", kind, FigureSize(89), 50)
    assert (tmp_path / "a").stat().st_size > 1000


def test_missing_matplotlib_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda _: None)
    for kind in ("png", "pdf"):
        with pytest.raises(UsageError, match="matplotlib") as refused:
            write_figure(content(), tmp_path / "a", kind, FigureSize(), 72)
        assert "foxp3tool[figure]" in (refused.value.remedy or "")
    write_figure(content(), tmp_path / "a", "svg", FigureSize(), 72)


def failing_figures() -> list[tuple[FigureContent, str, FigureSize, int]]:
    return [
        (content(crowded(20)), "svg", FigureSize(183, 20), 300),
        (content(), "png", FigureSize(2000, None), 1200),
    ]


@pytest.mark.parametrize("number", [0, 1])
def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, number: int) -> None:
    figure, kind, size, dpi = failing_figures()[number]
    with pytest.raises(UsageError):
        write_figure(figure, tmp_path / "a", kind, size, dpi)
    assert not list(tmp_path.iterdir())


def test_folder_that_is_not_there_is_an_output_error(tmp_path: Path) -> None:
    with pytest.raises(OutputError):
        write_figure(content(), tmp_path / "no" / "a.svg", "svg", FigureSize(), 72)


def test_height_that_is_told_is_enough() -> None:
    figure = content(crowded(20))
    with pytest.raises(UsageError) as refused:
        svg_text(figure, size=FigureSize(100, 10))
    told = re.search(r"--size (100x\d+)", refused.value.remedy or "")
    assert told is not None
    assert svg_text(figure, size=FigureSize.parse(told[1]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("single", (89, None)), ("DOUBLE", (183, None)), ("120", (120, None)),
        ("120x90", (120, 90)), ("85.5x100.25", (85.5, 100.25)), ("120x90mm", (120, 90)),
    ],
)  # fmt: skip
def test_size_is_read(text: str, expected: tuple[float, float | None]) -> None:
    size = FigureSize.parse(text)
    assert (size.width, size.height) == expected


@pytest.mark.parametrize(
    "text", ["", "big", "0", "79", "2001", "100x", "x100", "1e3", "-5", "100x3000", "nan"]
)
def test_size_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="--size"):
        FigureSize.parse(text)


@pytest.mark.parametrize(
    ("output", "named", "kind"),
    [
        (None, None, "svg"), ("-", None, "svg"), (None, "pdf", "pdf"), ("a.PNG", None, "png"),
        ("a.b.svg", None, "svg"), ("a.pdf", "pdf", "pdf"),
    ],
)  # fmt: skip
def test_kind_of_file(output: str | None, named: str | None, kind: str) -> None:
    assert figure_kind(None if output is None else Path(output), named) == kind


@pytest.mark.parametrize(("output", "named"), [("a", None), ("a.jpg", None), ("a.svg", "png")])
def test_kind_that_cannot_be_told_is_refused(output: str, named: str | None) -> None:
    with pytest.raises(UsageError):
        figure_kind(Path(output), named)
