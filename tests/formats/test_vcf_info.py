"""Keys of an INFO cell are read, set and taken out; everything else stays byte for byte."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foxp3tool.formats.vcf_info import escaped, info_value, with_info

KEYS = st.sampled_from(["A", "AB", "B", "END", "_END", "END2", "1000G"])
ITEMS = st.lists(
    st.tuples(KEYS, st.none() | st.text("abc=.,%12", max_size=4)),
    max_size=6,
    unique_by=lambda i: i[0],
)


def cell_of(items: list[tuple[str, str | None]]) -> str:
    return ";".join(key if value is None else f"{key}={value}" for key, value in items) or "."


@given(ITEMS, KEYS, st.text("xyz12", min_size=1, max_size=4))
def test_a_key_is_set_in_its_place_or_at_the_end(
    items: list[tuple[str, str | None]], key: str, value: str
) -> None:
    names = [name for name, _ in items]
    expected = [(name, value if name == key else old) for name, old in items]
    if key not in names:
        expected.append((key, value))
    found = with_info(cell_of(items), key, value)
    assert found == cell_of(expected)
    assert info_value(found, key) == value


@given(ITEMS, KEYS)
def test_a_key_is_taken_out(items: list[tuple[str, str | None]], key: str) -> None:
    found = with_info(cell_of(items), key, None)
    assert found == cell_of([item for item in items if item[0] != key])
    assert info_value(found, key) is None


@given(ITEMS, KEYS)
def test_a_key_is_read(items: list[tuple[str, str | None]], key: str) -> None:
    known = {name: value or "" for name, value in items}
    assert info_value(cell_of(items), key) == known.get(key)


@pytest.mark.parametrize(
    ("info", "key", "expected"),
    [
        ("END=9", "END", "9"),
        ("CIEND=1,2;END=9", "END", "9"),
        ("ENDX=1", "END", None),
        ("DB", "DB", ""),
        (".", "END", None),
        ("X=a=b", "X", "a=b"),
        ("X=", "X", ""),
    ],
)
def test_values(info: str, key: str, expected: str | None) -> None:
    assert info_value(info, key) == expected


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30))
def test_escaped_text_is_one_value_and_comes_back(text: str) -> None:
    found = escaped(text)
    assert not set(found) & set(" ;=,\t\n\r")
    assert unquote(found) == text
