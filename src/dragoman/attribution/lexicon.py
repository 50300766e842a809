"""The words that mark an attribution, read from `data/attribution/*.csv` (columns explained in docs/attribution.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from dragoman.codebook.tables import BUILT_IN, Row, Values, read_table
from dragoman.model import Veridicality


class Frame(StrEnum):
    """What a verb takes as the content.  Beside these, a frame may be a preposition, whose object is the content."""

    QUOTE = "quote"  # direct speech
    CLAUSE = "clause"  # a finite clause, with or without "that"
    INFINITIVE = "infinitive"  # "vowed to leave", "urged Iran to leave"
    OBJECT = "object"  # "cited the floods"
    PREDICATE = "predicate"  # "called the vote a farce"


class Stance(StrEnum):
    """What the source of a cue does with the content; what follows for its veridicality is in stances.csv."""

    ASSERT = "assert"  # said
    BELIEVE = "believe"  # thinks, expects
    CONFIRM = "confirm"  # admitted, verified
    ALLEGE = "allege"  # claims, accuses
    DENY = "deny"
    DOUBT = "doubt"  # doubts, questions
    REJECT = "reject"  # denies a report, refuses an offer
    WANT = "want"  # demands, promises, hopes, asks
    JUDGE = "judge"  # praises, cites, calls: asserts a clause, but not an object


class StanceRow(Row):
    """The veridicality (asserted, confirmed, alleged, doubted, denied, or nothing) that a stance gives its content: `plain`,
    `negated` ("did not say that"), `unsourced` where the text names no source ("is said to have fled")."""

    stance: Stance
    plain: Veridicality | None = None
    negated: Veridicality | None = None
    unsourced: Veridicality | None = None

    def key(self) -> object:
        return self.stance


class Verb(Row):
    """`verb` is a lemma, or a lemma and its particle ("point out"); `frames` are Frame's names and prepositions; `stance` is
    what its subject does with the content."""

    verb: str
    frames: Values
    stance: Stance = Stance.ASSERT

    def key(self) -> object:
        return self.verb


class Noun(Row):
    """`noun` is a lemma; `frames`: `clause` ("the claim that"), `infinitive` ("a pledge to"), prepositions; `stance` as for
    verbs."""

    noun: str
    frames: Values
    stance: Stance = Stance.ASSERT

    def key(self) -> object:
        return self.noun


class Phrase(Row):
    """`phrase` is in lower case; the source follows it (`after`), stands within it at `*`, or is `none`; `stance` as for
    verbs."""

    phrase: str
    source: str
    stance: Stance = Stance.ASSERT

    def key(self) -> object:
        return self.phrase


class SourceWord(Row):
    """A word or phrase of sources.  `kind`:

    `anonymous`: this head noun names nobody ("sources"); `unnamed`: so it does where the mention holds no name ("an official");
    `indefinite`: so it does where the mention also has no "the" or possessor ("a negotiator"); `phrase`: marks the speaker
    beside it as anonymous; `label`: stands before a colon in headlines and is no source; `seniority`: a rank; `medium`,
    `document`, `institution`: this head noun is one, also in the plural; `outlet`: the name of a medium; `audience`: people
    whom somebody speaks to at a place; `occasion`: an interview, speech or letter, beside which the addressee stands.
    """

    word: str
    kind: str

    def key(self) -> object:
        return self.word, self.kind


class Adjective(Row):
    """`adjective` after "be", "feel" or "seem"; `frames` and `stance` as for nouns."""

    adjective: str
    frames: Values
    stance: Stance = Stance.ASSERT

    def key(self) -> object:
        return self.adjective


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The tables by lemma.  `particles[lemma]` are the particles that make another verb of it, `forms` the regular forms of
    the verbs, because the lemmatizer takes "hoped" for "hop"."""

    verbs: dict[str, frozenset[str]]
    particles: dict[str, frozenset[str]]
    forms: dict[str, str]
    quoting: frozenset[str]
    nouns: dict[str, frozenset[str]]
    adjectives: dict[str, frozenset[str]]
    phrases: dict[str, tuple[Phrase, ...]]
    words: dict[str, frozenset[str]]
    noun_stances: dict[str, Stance]
    verb_stances: dict[str, Stance]
    adjective_stances: dict[str, Stance]
    stances: dict[Stance, StanceRow]


def load_lexicon(folders: tuple[Path, ...] = (BUILT_IN,)) -> Lexicon:
    """Raises CodebookError for a table that is missing or wrong."""
    verb_rows = read_table("attribution/verbs.csv", Verb, folders)
    noun_rows = read_table("attribution/nouns.csv", Noun, folders)
    adjective_rows = read_table("attribution/adjectives.csv", Adjective, folders)
    verbs = {row.verb: frozenset(row.frames) for row in verb_rows}
    phrases: dict[str, list[Phrase]] = defaultdict(list)
    for phrase in read_table("attribution/phrases.csv", Phrase, folders):
        phrases[phrase.phrase.split()[0]].append(phrase)
    words: dict[str, set[str]] = defaultdict(set)
    for row in read_table("attribution/sources.csv", SourceWord, folders):
        words[row.kind].add(row.word)
    return Lexicon(
        verbs,
        _particles(verbs),
        {form: verb for verb in verbs if " " not in verb for form in regular_forms(verb)},
        frozenset(verb for verb, frames in verbs.items() if Frame.QUOTE in frames),
        {row.noun: frozenset(row.frames) for row in noun_rows},
        {row.adjective: frozenset(row.frames) for row in adjective_rows},
        {word: tuple(rows) for word, rows in phrases.items()},
        {kind: frozenset(values) for kind, values in words.items()},
        {row.noun: row.stance for row in noun_rows},
        {row.verb: row.stance for row in verb_rows},
        {row.adjective: row.stance for row in adjective_rows},
        {row.stance: row for row in read_table("attribution/stances.csv", StanceRow, folders)},
    )


def _particles(verbs: Iterable[str]) -> dict[str, frozenset[str]]:
    particles: dict[str, set[str]] = defaultdict(set)
    for verb in verbs:
        lemma, _, particle = verb.partition(" ")
        if particle:
            particles[lemma].add(particle)
    return {lemma: frozenset(values) for lemma, values in particles.items()}


def regular_forms(verb: str) -> tuple[str, str, str]:
    """Third person, past and present participle of a verb that ends in -e, -y or neither; doubled consonants are left to
    the lemmatizer."""
    if verb.endswith("e"):
        return f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"
    sibilant = verb.endswith(("s", "x", "z", "ch", "sh"))
    return f"{verb}es" if sibilant else f"{verb}s", f"{verb}ed", f"{verb}ing"
