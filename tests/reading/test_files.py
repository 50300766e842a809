from __future__ import annotations

import gzip
import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from dragoman.errors import MissingDateError, ReadingError
from dragoman.reading import count_documents, read

DAY = date(2021, 3, 4)
LINE = {"id": "a", "date": "2021-03-04", "text": "Chad closed its border."}


def lines(*contents: object) -> bytes:
    return b"".join(json.dumps(content).encode() + b"\n" for content in contents)


def with_errors(paths, default_date=None):
    errors: list[ReadingError] = []
    return list(read(paths, default_date=default_date, on_error=errors.append)), errors


def test_json_lines_are_documents_with_their_text_unchanged(tmp_path):
    path = tmp_path / "feed.jsonl"
    text = " date 2001-01-01 \r\n\tUnchanged, with\u2028all its whitespace. \n"
    path.write_bytes(lines({**LINE, "text": text, "title": "T", "source": "S", "url": "U", "more": [1]}))
    (document,) = read([path])
    assert (document.id, document.date, document.text) == ("a", DAY, text)
    assert (document.title, document.source, document.url) == ("T", "S", "U")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b'{"id": "a", "date": "2021-03-04", "text": "cut', r"feed\.jsonl:2: not JSON"),
        (b"[1, 2]", r"feed\.jsonl:2: not a JSON object"),
        (b'{"id": "a", "date": "2021-03-04"}', r"feed\.jsonl:2: field text"),
        (b'{"id": "a", "date": "2021-03-04", "text": null}', r"feed\.jsonl:2: field text"),
        (b'{"id": "a", "date": "4 March", "text": "x"}', r"feed\.jsonl:2: '4 March' is not a date"),
        (b'{"id": "a", "text": "x"}', r"feed\.jsonl:2: the document has no date .*--date"),
        (b'{"id": "a", "text": "\xff"}', r"feed\.jsonl:2: not UTF-8"),
        (b"[" * 100_000, r"feed\.jsonl:2: not JSON"),
        (b'{"id": ' + b"9" * 5000 + b"}", r"feed\.jsonl:2: not JSON"),
    ],
)
def test_a_broken_line_is_reported_with_file_and_line_and_the_rest_is_read(tmp_path, line, message):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(lines(LINE) + line + b"\n\n" + lines({**LINE, "id": "b"}))
    documents, errors = with_errors([path])
    assert [document.id for document in documents] == ["a", "b"]
    assert len(errors) == 1
    with pytest.raises(ReadingError, match=message):
        raise errors[0]


def test_a_line_without_id_is_named_by_file_and_line(tmp_path):
    path = tmp_path / "feed.jsonl"
    nameless, numbered = {"date": "2021-03-04", "text": "x"}, {"id": 7, "date": "2021-03-04T10:00:00Z", "text": ""}
    path.write_bytes(b"\n" + lines(nameless, numbered))
    assert [(document.id, document.date) for document in read([path])] == [("feed:2", DAY), ("7", DAY)]


def test_a_folder_is_read_at_any_depth_in_order_of_names(tmp_path):
    (tmp_path / "sub").mkdir()
    (tmp_path / "b.txt").write_text("date 2021-03-04 b")
    (tmp_path / "sub" / "a.txt.gz").write_bytes(gzip.compress(b"date 2021-03-04 a"))
    (tmp_path / "c.jsonl").write_bytes(lines(LINE))
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    documents, errors = with_errors([tmp_path])
    assert [document.id for document in documents] == ["b", "a", "sub/a"]
    assert not errors


def test_a_file_of_any_name_is_sniffed(tmp_path):
    (tmp_path / "one").write_bytes(b"\n" + lines(LINE))
    (tmp_path / "two.story").write_text("date 2021-03-04\n{curly} reports")
    assert [document.text for document in read([tmp_path / "one", tmp_path / "two.story"])] == [
        LINE["text"], "{curly} reports",
    ]


@pytest.mark.parametrize(
    ("content", "texts"),
    [
        (lines(LINE, {**LINE, "text": "Niger too."}), ["Chad closed its border.", "Niger too."]),
        (b"date 2021-03-04\nOne report,\n\nof two paragraphs.", ["One report,\n\nof two paragraphs."]),
    ],
)
def test_standard_input_is_text_or_json_lines(monkeypatch, content, texts):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert [document.text for document in read(["-"])] == texts


def test_what_cannot_be_read_does_not_stop_the_other_files(tmp_path):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt.gz"
    good.write_text("date 2021-03-04 good")
    bad.write_bytes(gzip.compress(b"date 2021-03-04 bad" * 100)[:-20])
    (tmp_path / "empty").mkdir()
    documents, errors = with_errors([tmp_path / "none.txt", bad, tmp_path / "empty", good])
    assert [document.text for document in documents] == ["good"]
    assert [Path(error.path).name for error in errors] == ["none.txt", "bad.txt.gz", "empty"]


def test_an_error_is_raised_where_nobody_takes_it(tmp_path):
    (tmp_path / "a.txt").write_text("Undated.")
    with pytest.raises(MissingDateError):
        list(read([tmp_path]))


def test_the_users_date_is_for_documents_without_their_own(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(lines({"id": "a", "text": "x"}, {**LINE, "id": "b", "date": "1999-09-09"}))
    assert [document.date for document in read([tmp_path], default_date=DAY)] == [DAY, date(1999, 9, 9)]


def test_documents_are_counted_ahead_where_that_is_cheap(tmp_path):
    (tmp_path / "a.txt").write_text("date 2021-03-04 a")
    (tmp_path / "b.jsonl").write_bytes(lines(LINE, LINE, LINE))
    assert count_documents([tmp_path]) == 4
    assert count_documents([tmp_path, "-"]) is None


def test_lone_surrogates_of_json_are_replaced(tmp_path):
    path = tmp_path / "feed.jsonl"
    path.write_bytes(b'{"id": "a", "date": "2021-03-04", "text": "broken \\ud83d emoji"}\n')
    assert [document.text for document in read([path])] == ["broken \ufffd emoji"]
