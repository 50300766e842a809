"""Any text goes through the whole coder: no exception, true offsets, the same output every time, in linear time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dragoman.coder import Coder
from dragoman.model import Document
from dragoman.pieces import LONGEST_WORD, PIECE, pieces, tokenised
from dragoman.records import LAYER_NAMES, annotation

REPORTS = [path.read_text(encoding="utf-8") for path in sorted(Path("examples/reports").glob("*.txt"))]
DAY = date(2024, 3, 5)

whole_coder = settings(
    max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

SCRAPS = st.sampled_from(
    [
        "Sudan", "U.S.", "the U.N.", "“", "”", "\"", "'", "’s", "said", "accused", "of", "attacking", "on Friday",
        "police",
        "Mr. Okello", "in Khartoum", "two-day", "talks", "with", ",", ".", "\n", "\n\n", "\r\n", "\t", "  ", "—", "-",
        "…",
        "\u00a0", "\u200b", "\u2028", "\ufeff", "\x00", "\x1b[31m", "🇸🇩", "👩‍👩‍👧", "😀", "e\u0301", "قال الوزير",
        "שר החוץ",
        "\u202e", "北京", "Müller", "MÃ¼ller", "â€œ", "&amp;", "<p>", "http://a.b/c?d=e", "2024-03-05", "1,000", "$5m",
        "(Reuters)", "will not", "if", "he", "they", "both sides", "last month", "the 1990s", "according to", ":",
    ]
)  # fmt: skip
WIRE_NOISE = st.lists(SCRAPS, max_size=60).map(" ".join) | st.lists(SCRAPS, max_size=60).map("".join)


@st.composite
def damaged_reports(draw: st.DrawFn) -> str:
    """A report with characters cut out, put in or turned round, or in the wrong encoding."""
    text = draw(st.sampled_from(REPORTS))
    start = draw(st.integers(0, len(text) - 1))
    end = min(len(text), start + draw(st.integers(0, 300)))
    piece = text[start:end]
    return draw(
        st.sampled_from(
            [
                text[:start] + text[end:],
                text[start : start + 900],
                text[:start] + draw(st.text(max_size=20)) + text[start : start + 300],
                piece.encode().decode("latin-1"),
                piece.encode("utf-16-le").decode("latin-1"),
                piece[::-1],
                piece.upper(),
                piece.lower(),
                piece.replace(" ", ""),
                piece.replace(" ", "\n"),
            ]
        )
    )


def marked(value: Any) -> Iterator[tuple[int, int, str]]:
    """Every (start, end, text) that an annotation speaks of."""
    if isinstance(value, dict):
        start, end = ("start_char", "end_char") if "start_char" in value else ("start", "end")
        if isinstance(value.get(start), int) and value.get("text") is not None:
            yield value[start], value[end], value["text"]
        for each in value.values():
            yield from marked(each)
    elif isinstance(value, list):
        for each in value:
            yield from marked(each)


def read(coder: Coder, text: str) -> dict[str, Any]:
    document = Document("d", DAY, text)
    return json.loads(annotation(document, coder.annotate(document), LAYER_NAMES, coder.ontology).to_json())


def check(found: dict[str, Any], text: str) -> None:
    for start, end, words in marked({layer: found[layer] for layer in LAYER_NAMES}):
        assert text[start:end] == words
        assert start < end
    for attribution in found["attributions"]:
        for span in (attribution["source"], attribution["cue"], attribution["content"]):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
    for event in found["events"]:
        sentence, trigger = event["sentence"], event["trigger"]
        assert 0 <= sentence["start"] <= trigger["start"] < trigger["end"] <= sentence["end"] <= len(text)
        said = event["attribution"]
        if said and said["source"] is not None:
            assert text[said["start"] : said["end"]] == said["source"]


@whole_coder
@given(st.text(max_size=300))
def test_any_text(coder, text):
    check(read(coder, text), text)


@whole_coder
@given(WIRE_NOISE)
def test_scraps_of_wire_copy_in_any_order(coder, text):
    check(read(coder, text), text)


@whole_coder
@given(damaged_reports())
def test_damaged_reports(coder, text):
    check(read(coder, text), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        ".",
        "\x00",
        "…" * 500,
        "!" * 3_000,
        "a" * 5_000,
        "“" * 500 + "”" * 500,
        "(" * 1_000,
        "Mr. " * 500,
        "said " * 500,
        "Monday " * 500,
        "of the " * 500,
        "Iran and " * 300,
        "North Korea " * 300,
        "he said that " * 300,
        "😀" * 1_000,
        "וְהָאָרֶץ " * 200,
        "The min\u00adister said\u200b he met\u00a0Mali’s envoy.",
        "IRAN CONDEMNS U.S. SANCTIONS, VOWS REPLY",
        "iran condemned the us sanctions on monday and vowed to reply said its minister",
    ],
    ids=lambda text: repr(text[:12]),
)
def test_strange_texts(coder, text):
    check(read(coder, text), text)


@pytest.mark.parametrize("text", REPORTS, ids=["border", "sanctions"])
def test_output_is_the_same_whatever_was_coded_before(coder, text):
    first = read(coder, text)
    read(coder, " ".join(reversed(text.split())))
    assert read(coder, text) == first
    assert read(Coder(), text) == first


def test_a_batch_gives_what_each_document_gives_alone(coder):
    documents = [Document(str(number), DAY, text) for number, text in enumerate([*REPORTS, "", REPORTS[0] * 20])]
    together = list(coder.code_documents(documents))
    assert [document for document, _ in together] == documents
    for document, records in together:
        assert records == coder.code(document.text, document.date, id=document.id)


def test_one_document_that_fails_costs_that_document_only(coder, monkeypatch):
    stage = coder.nlp.get_pipe("dragoman_events")
    read_events = type(stage).__call__

    def fails_on_poison(self, doc):
        if doc.text == "poison":
            raise IndexError("a stage tripped")
        return read_events(self, doc)

    monkeypatch.setattr(type(stage), "__call__", fails_on_poison)
    documents = [Document(name, DAY, name) for name in ("before", "poison", "after")]
    failed = []
    coded = list(coder.code_documents(documents, on_error=lambda document, error: failed.append((document.id, error))))
    assert [document.id for document, _ in coded] == ["before", "after"]
    assert [(name, str(error)) for name, error in failed] == [("poison", "a stage tripped")]


# --- long texts ---------------------------------------------------------------------------------------------------


@given(st.text(alphabet="ab .\n", max_size=300), st.integers(4, 50))
def test_pieces_are_short_and_make_up_the_text(text, longest):
    cut = list(pieces(text, longest))
    assert "".join(cut) == text
    assert max(map(len, cut)) <= longest


def test_pieces_end_with_paragraphs_else_sentences_else_words():
    assert list(pieces("One. Two.\n\nThree. Four", 14)) == ["One. Two.\n\n", "Three. Four"]
    assert list(pieces("One two. Three four", 14)) == ["One two. ", "Three four"]
    assert list(pieces("One two three four", 10)) == ["One two ", "three four"]


@given(st.integers(1, 4 * LONGEST_WORD), st.sampled_from(["a", "!", "https://x.y/", "😀", "1,"]))
def test_a_word_of_any_length_is_tokenised_without_loss(coder, length, letters):
    text = f"It said {letters * length} today."
    assert tokenised(coder.nlp, text).text == text


def test_a_long_text_is_read_like_the_same_text_parsed_at_once(coder):
    text = "\n\n".join(REPORTS * 10)
    assert len(text) > PIECE
    document = Document("long", DAY, text)
    in_pieces = coder.annotate(document)
    at_once = coder.nlp.make_doc(text)
    at_once._.dct = DAY
    at_once = coder.nlp(at_once)
    for layer in LAYER_NAMES:
        assert len(getattr(in_pieces._, layer)) == pytest.approx(len(getattr(at_once._, layer)), rel=0.02)


def test_time_grows_with_the_text_and_not_with_its_square(coder):
    def seconds(copies: int) -> float:
        text = " ".join(REPORTS * copies).replace("\n", " ")
        start = time.process_time()
        coder.code(text, DAY)
        return time.process_time() - start

    seconds(5)
    assert seconds(30) < 14 * seconds(5)  # linear is 6, its square 36
