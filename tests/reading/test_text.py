from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import MissingDateError, ReadingError
from dragoman.reading.text import decode, document_from_text, without_surrogates

DAY = date(2020, 7, 10)


def read(text: str, default_date: date | None = None):
    return document_from_text(text, id="report", path="report.txt", default_date=default_date)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("date 2020-07-10\nLIMA - Peru recalled its envoy.\n", "LIMA - Peru recalled its envoy.\n"),
        (" date 2020-07-10 Peru recalled its envoy.", "Peru recalled its envoy."),
        ("Date: 2020-07-10\r\n\r\nPeru recalled its envoy.\r\n", "Peru recalled its envoy.\r\n"),
        ("\n\ndate 2020-07-10\n", ""),
        ("date 2020-07-10", ""),
    ],
)
def test_a_leading_date_gives_the_dct_and_is_no_part_of_the_text(text, rest):
    document = read(text)
    assert (document.date, document.text) == (DAY, rest)


@pytest.mark.parametrize(
    "text",
    [
        "No date 2020-07-10 at the beginning.",
        "dates 2020-07-10 and 2020-07-11 were named.",
        "date 2020-07-101 is nothing.",
        "date of birth unknown",
        "update 2020-07-10 the ministry said",
    ],
)
def test_what_only_looks_like_a_leading_date_stays_in_the_text(text):
    assert read(text, DAY).text == text


def test_the_documents_own_date_goes_before_the_users():
    assert read("date 2020-07-10\nRain.", date(1999, 1, 1)).date == DAY


def test_a_text_without_a_date_says_how_to_give_one():
    with pytest.raises(MissingDateError, match=r"report\.txt: the document has no date .*YYYY-MM-DD.*--date YYYY-MM-DD"):
        read("Peru recalled its envoy.")


def test_a_day_that_no_calendar_has_is_an_error():
    with pytest.raises(ReadingError, match="'2020-02-30' is not a date"):
        read("date 2020-02-30\nPeru recalled its envoy.")


@given(st.text())
def test_any_text_is_read_unchanged(text):
    document = read(f"date 2020-07-10\n{text}")
    assert document.text == text.lstrip()


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("Zürich’s".encode(), "Zürich’s"),
        (b"\xef\xbb\xbfGeneva", "Geneva"),
        ("Genève".encode("utf-16"), "Genève"),
        ("“Zürich”".encode("windows-1252"), "“Zürich”"),
        (b"", ""),
        (b"a\0b", "a\0b"),
    ],
)
def test_the_encodings_of_archives_are_known(content, text):
    assert decode(content, path="x.txt") == text


def test_a_binary_file_is_refused():
    with pytest.raises(ReadingError, match=r"x\.txt: this is not text"):
        decode(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", path="x.txt")


def test_lone_surrogates_are_replaced_in_place():
    assert without_surrogates("a\ud83db 😀") == "a\ufffdb 😀"
