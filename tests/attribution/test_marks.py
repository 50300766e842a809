"""Quotations by their marks, whole and broken."""

from __future__ import annotations

import time

import pytest

from dragoman.attribution.marks import paragraphs, quotations

CASES = {
    "curly": ("“We stay,” he said. “Now.”", ["“We stay,”", "“Now.”"]),
    "straight": ('"We stay," he said. "Now."', ['"We stay,"', '"Now."']),
    "two apostrophes": ("''We stay,'' he said.", ["''We stay,''"]),
    "backquotes": ("``We stay,'' he said.", ["``We stay,''"]),
    "german": ("„Wir bleiben“, sagte er.", ["„Wir bleiben“"]),
    "german guillemets": ("»Wir bleiben«, sagte er.", ["»Wir bleiben«"]),
    "french": ("« Nous restons », dit-il.", ["« Nous restons »"]),
    "single curly": ("‘We stay,’ he said, ‘in the voters’ hearts.’", ["‘We stay,’", "‘in the voters’ hearts.’"]),
    "single straight": ("'We don't go,' he said.", ["'We don't go,'"]),
    "the wrong closing mark": ("It was “a farce.“ He left.", ["“a farce.“"]),
    "the wrong opening mark": ("”We stay,” he said.", ["”We stay,”"]),
    "no closing mark": ("“We stay, he said.", ["“We stay, he said."]),
    "no opening mark": ("It rained. We stay,” he said.", ["We stay,”"]),
    "apostrophes": ("The '90s, rock 'n' roll, the voters' will and the U.N.’s plan", ["'n'"]),
    "inches and feet alone": ('a 12" gun', []),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_quotations_are_found_whatever_marks_they_have(text: str, expected: list[str]) -> None:
    assert [text[q.start : q.end] for q in quotations(text) if q.depth == 0] == expected


def test_a_quotation_within_a_quotation_is_deeper() -> None:
    text = "“He told me, ‘Leave,’ and I left,” she said."
    assert [(text[q.start : q.end], q.depth) for q in quotations(text)] == [
        ("“He told me, ‘Leave,’ and I left,”", 0),
        ("‘Leave,’", 1),
    ]


def test_an_opening_mark_on_every_paragraph_continues_the_quotation() -> None:
    first, second = quotations("“We lost the house.\n\n“Then we lost the street,” she said.")
    assert first.continued
    assert not first.closed
    assert second.closed
    assert not second.continued


def test_a_line_break_within_a_paragraph_does_not_end_it() -> None:
    text = "The minister told the chamber on Monday that the fleet would be\nwithdrawn within weeks, and sat down again.\n"
    assert len(paragraphs(text)) == 1


@pytest.mark.parametrize("text", ['"' * 20_000, "' " * 20_000, "“a " * 20_000, "”. " * 20_000, "'a s' b " * 10_000])
def test_marks_without_end_take_linear_time(text: str) -> None:
    start = time.process_time()
    quotations(text[: len(text) // 4])
    quarter = time.process_time() - start
    start = time.process_time()
    quotations(text)
    assert time.process_time() - start < 10 * quarter + 0.1
