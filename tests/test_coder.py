from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman import CodebookError, Coder, Document, DragomanError, EventRecord, PipelineError, ReadingError

TEXT = "Kenya's foreign minister met his Ugandan counterpart in Nairobi on Friday."


def test_the_package_gives_what_the_readme_shows(coder):
    events = coder.code(TEXT, date="2020-07-10")
    assert [event.event_type for event in events] == ["CONSULT"]
    assert all(isinstance(event, EventRecord) for event in events)
    assert {party.country for event in events for party in event.actors + event.recipients} == {"KEN", "UGA"}


def test_a_day_may_be_given_as_text_or_as_a_date(coder):
    assert coder.code(TEXT, "2020-07-10") == coder.code(TEXT, date(2020, 7, 10))


def test_what_is_not_a_day_is_an_error(coder):
    with pytest.raises(ReadingError, match="'10 July' is not a date"):
        coder.code(TEXT, "10 July")


def test_a_text_without_id_is_named_by_its_content(coder):
    first, again = coder.code(TEXT, "2020-07-10")[0], coder.code(TEXT, "2020-07-11")[0]
    assert first.document == again.document != ""
    assert coder.code(TEXT, "2020-07-10", id="kenya")[0].document == "kenya"


def test_explanations_come_when_asked_for(coder):
    (event,) = coder.code(TEXT, "2020-07-10", explain=True)
    assert event.explanation is not None
    assert all(TEXT[word.start : word.end] == word.text for word in event.explanation.words)


def test_annotate_gives_the_doc_with_every_layer(coder):
    doc = coder.annotate(Document("kenya", date(2020, 7, 10), TEXT))
    assert doc._.times
    assert doc._.actors
    assert doc._.places
    assert doc._.events
    assert doc._.attributions == ()


def test_lone_surrogates_do_no_harm(coder):
    events = coder.code(TEXT + " \ud83d", "2020-07-10")
    assert [event.event_type for event in events] == ["CONSULT"]


def test_a_pipeline_that_is_not_installed_names_those_that_are():
    with pytest.raises(PipelineError, match=r"'en_core_web_xl' is not installed.*en_core_web_sm.*spacy download"):
        Coder("en_core_web_xl")


def test_a_pipeline_without_a_parser_is_refused(tmp_path):
    import spacy

    spacy.blank("en").to_disk(tmp_path / "blank")
    with pytest.raises(PipelineError, match=r"lacks tagger, parser, lemmatizer, ner"):
        Coder(str(tmp_path / "blank"))


def test_a_codebook_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(CodebookError, match="there is no such folder"):
        Coder(codebook=tmp_path / "none")


def test_a_users_table_extends_the_lexicon(tmp_path):
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "CONSULT.csv").write_text(
        "trigger,pos,mode,actor,recipient,mutual,example\nfoozle,verb,,,with,yes,[Peru] foozled with {Chile}.\n"
    )
    text = "Peru foozled with Chile in Lima."
    assert not [event for event in Coder().code(text, "2020-07-10") if event.trigger.text.startswith("foozled")]
    (event,) = Coder(codebook=tmp_path).code(text, "2020-07-10")
    assert event.event_type == "CONSULT"


def test_a_users_pattern_of_more_words_goes_before_the_built_in_one(tmp_path):
    """docs/codebook.md: how to read imposed sanctions as PLOVER's manual does."""
    example = Path("docs/codebook.md").read_text(encoding="utf-8").split("one word\nmore than", 1)[1]
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "SANCTION.csv").write_text(example.split("```csv\n")[1].split("```")[0])
    (event,) = Coder(codebook=tmp_path).code("Canada imposed sanctions on Myanmar.", "2020-07-10")
    assert (event.event_type, event.mode) == ("SANCTION", "discontinue")


def test_every_error_of_the_program_has_one_base():
    assert all(issubclass(error, DragomanError) for error in (CodebookError, PipelineError, ReadingError))
