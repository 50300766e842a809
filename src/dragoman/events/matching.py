"""Finding the lexicon's triggers in the parse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import KeysView
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc, Token

from dragoman.codebook.triggers import PartOfSpeech, Trigger, load_lemmas, load_triggers, load_word_classes, trigger_name
from dragoman.events.syntax import has_own_subject, is_passive, is_verbal, near, subject

PERSONAL = frozenset({"him", "her", "them", "me", "us"})
PERSON, PEOPLE = "<person>", "<people>"
"""What a word class can ask for besides words: a named person or a pronoun for one, a people."""
HYPHENS = frozenset("-‐‑")
PREPOSITIONS = frozenset({
    "about", "against", "at", "behind", "between", "by", "for", "from", "in", "into", "of", "off", "on", "out", "over", "to",
    "up",
    "with",
})
NOMINAL = frozenset({"NOUN", "PROPN"})
ADJECTIVAL_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "RB"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """A trigger entry made ready: each companion is the set of forms that satisfy it."""

    entry: Trigger
    event_type: str
    companions: tuple[frozenset[str], ...]
    forbidden: frozenset[str]
    specificity: float
    """How much the pattern asks for; a preposition less than another word ("fly to" against "fly … talks")."""

    @property
    def asks_for_object(self) -> bool:
        """Whether the companions describe the object, who is a party ("hosted a delegation", "called the president"), and not
        the subject."""
        entry = self.entry
        return entry.actor[:1] == ("object",) or (entry.mutual and entry.recipient[:1] == ("object",))

    @property
    def name(self) -> str:
        return trigger_name(self.event_type, self.entry)


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern met at `head`, its companions in the pattern's order."""

    pattern: Pattern
    head: Token
    companions: tuple[Token, ...]

    @property
    def event_type(self) -> str:
        return self.pattern.event_type

    @property
    def tokens(self) -> tuple[Token, ...]:
        if not self.companions:
            return (self.head,)
        return tuple(sorted({self.head, *self.companions}, key=lambda t: t.i))


class Words:
    """What each token of a document may be called in a pattern: its lemma, its own form, and both joined to what a hyphen ties
    to it ("cease-fire").  Made once a document, since every step asks for it."""

    def __init__(self, doc: Doc, lemmas: dict[str, str], persons: frozenset[int] = frozenset()) -> None:
        self._forms: list[tuple[str, ...]] = []
        before: Token | None = None  # the token that a hyphen ties to the next one
        hyphen = False
        for token in doc:
            form = token.lower_
            lemma = lemmas.get(form) or token.lemma_.lower()
            own: tuple[str, ...] = (lemma,) if lemma == form else (lemma, form)
            if hyphen and before is not None:
                own += tuple(f"{before.lower_}-{word}" for word in own)
            hyphen = form in HYPHENS and before is not None and not token.whitespace_
            if not hyphen:
                before = None if token.whitespace_ else token
            entity = token.ent_type_
            if entity == "PERSON" or token.i in persons or (form in PERSONAL and token.tag_ == "PRP"):
                own += (PERSON,)
            elif entity == "NORP":
                own += (PEOPLE,)
            self._forms.append(own)

    def of(self, token: Token) -> tuple[str, ...]:
        return self._forms[token.i]

    def among(self, wanted: KeysView[str]) -> list[int]:
        """The indices of the tokens of which one form is wanted."""
        return [i for i, forms in enumerate(self._forms) if not wanted.isdisjoint(forms)]

    def is_hyphened(self, token: Token) -> bool:
        return any("-" in form for form in self._forms[token.i][1:]) and "-" not in token.text

    def follow(self, token: Token, phrase: tuple[str, ...]) -> bool:
        """Whether the words after the token are those of the phrase."""
        following = self._forms[token.i + 1 : token.i + 1 + len(phrase)]
        return len(following) == len(phrase) and all(map(tuple.__contains__, following, phrase))


@dataclass(frozen=True, slots=True)
class Clause:
    """The words around a head, each with its forms, and all forms together."""

    words: list[tuple[Token, tuple[str, ...]]]
    forms: frozenset[str]


class Lexicon:
    """The trigger patterns, by the lemma of their head."""

    def __init__(self, event_types: tuple[str, ...], folders: tuple[Path, ...]) -> None:
        classes = load_word_classes(folders)
        by_head: dict[str, list[Pattern]] = defaultdict(list)
        for event_type, entries in load_triggers(event_types, folders).items():
            for entry in entries:
                head, pattern = _compile(entry, event_type, classes)
                by_head[head].append(pattern)
        self.lemmas = load_lemmas(folders)
        # The most specific pattern first; Python's sort keeps the order of the tables among equals.
        self._by_head = {h: sorted(ps, key=lambda p: -p.specificity) for h, ps in by_head.items()}

    def __len__(self) -> int:
        return sum(map(len, self._by_head.values()))

    def at(self, token: Token, words: Words) -> list[Match]:
        """The most specific matches with this head; several when patterns of one specificity differ in type."""
        found: list[Match] = []
        if words.is_hyphened(token) and token.tag_ in ("VBG", "VBN", "VBD") and not has_own_subject(token):
            return found  # "oil-exporting", "U.S.-backed": a description, no event
        fitting = _parts_of_speech(token)
        clause: Clause | None = None
        for form in words.of(token):
            for pattern in self._by_head.get(form, ()):
                if found and pattern.specificity < found[0].pattern.specificity:
                    break
                if pattern.entry.pos not in fitting:
                    continue
                if clause is None:
                    clause = _clause(token, words)
                if match := _match(pattern, token, clause):
                    found.append(match)
            if found:
                break
        return found

    def words(self, doc: Doc, persons: frozenset[int] = frozenset()) -> Words:
        """`persons`: the indices of the tokens that head the mention of a person."""
        return Words(doc, self.lemmas, persons)

    def matches(self, doc: Doc, words: Words) -> list[list[Match]]:
        """For each head in the order of the text, its rival matches.  A companion is no head of its own."""
        rivals = [found for i in words.among(self._by_head.keys()) if (found := self.at(doc[i], words))]
        taken = {c.i for found in rivals for match in found for c in match.companions if c.i != match.head.i}
        return [found for found in rivals if found[0].head.i not in taken or _stands_alone(found[0])]


def _stands_alone(match: Match) -> bool:
    """Whether a companion is an event of its own all the same: a march, told with who marched, that police broke up."""
    after = match.head.nbor(1) if match.head.i + 1 < len(match.head.doc) else None
    return match.event_type == "PROTEST" and after is not None and after.lower_ == "by"


def _compile(entry: Trigger, event_type: str, classes: dict[str, frozenset[str]]) -> tuple[str, Pattern]:
    head, *rest = entry.trigger.split()
    companions: list[frozenset[str]] = []
    forbidden: set[str] = set()
    for word in rest:
        if word.startswith("!"):
            forbidden |= _forms_of(word[1:], classes, entry)
        else:
            companions.append(_forms_of(word, classes, entry))
    specificity = sum(1.0 if words <= PREPOSITIONS else 1.5 for words in companions)
    return head, Pattern(entry, event_type, tuple(companions), frozenset(forbidden), specificity)


def _forms_of(word: str, classes: dict[str, frozenset[str]], entry: Trigger) -> frozenset[str]:
    forms: set[str] = set()
    for name in word.split("|"):
        if name.isupper() and len(name) > 1:
            if name not in classes:
                raise entry.error(
                    f"trigger {entry.trigger!r} names the unknown word class {name}",
                    remedy=f"add a line {name},word;word to word_classes.csv, or write the words in lower case",
                )
            forms |= classes[name]
        else:
            forms.add(name)
    return frozenset(forms)


def _clause(head: Token, words: Words) -> Clause:
    around = [(token, words.of(token)) for token in (*near(head), *_controller(head))]
    return Clause(around, frozenset(form for _, forms in around for form in forms))


def _controller(head: Token) -> list[Token]:
    """Who does what an infinitive says ("troops are poised to enter"), in whose clause it has no subject of its own."""
    if head.dep_ != "xcomp" or not is_verbal(head) or has_own_subject(head):
        return []
    found = subject(head)
    return [found] if found is not None and found.i < head.i else []


def _match(pattern: Pattern, head: Token, clause: Clause) -> Match | None:
    if not pattern.forbidden.isdisjoint(clause.forms) or any(map(clause.forms.isdisjoint, pattern.companions)):
        return None
    companions: list[Token] = []
    for wanted in pattern.companions:
        token = next(
            (t for t, forms in clause.words if not wanted.isdisjoint(forms) and _belongs(t, head, companions)), None
        )
        if token is None or (pattern.asks_for_object and _is_in_subject(token, head)):
            return None
        companions.append(token)
    return Match(pattern, head, tuple(companions))


def _belongs(token: Token, head: Token, companions: list[Token]) -> bool:
    """Whether a word can be the next companion.  A preposition must hang on the head, a particle or a companion, and must
    not lead to a time ("called on Tuesday" is no calling on anybody); what follows a preposition must stand under it."""
    if token in companions or token.ent_type_ == "DATE":  # a month is no march
        return False
    if token.dep_ == "pcomp" and token.head.lower_ == "without":
        return False  # "halted without attacking"
    if token.dep_ in ("prep", "agent"):
        holders = (head, *companions, *(c for c in head.children if c.dep_ in ("prt", "advmod", "prep")))
        return token.head in holders and not any(c.ent_type_ in ("DATE", "TIME") for c in token.children if c.dep_ == "pobj")
    if companions and companions[-1].dep_ == "prep" and any(c.dep_ in ("pobj", "pcomp") for c in companions[-1].children):
        return companions[-1].is_ancestor(token)
    return True


def _is_in_subject(token: Token, head: Token) -> bool:
    """Whether a companion stands in the subject of an active verb."""
    while token.head.i != token.i and token.head.i != head.i:
        token = token.head
    return token.head.i == head.i and token.dep_ == "nsubj" and not is_passive(head)


def _parts_of_speech(token: Token) -> list[PartOfSpeech]:
    """What the token can be as the head of a pattern."""
    fitting = []
    if is_verbal(token):
        fitting.append(PartOfSpeech.VERB)
    # What only modifies another noun is no event ("attack helicopters", "a trade union"), nor is the month of March.
    if token.pos_ in NOMINAL and token.ent_type_ != "DATE" and not (token.dep_ == "compound" and token.head.pos_ == "NOUN"):
        fitting.append(PartOfSpeech.NOUN)
    if token.tag_ in ADJECTIVAL_TAGS:
        fitting.append(PartOfSpeech.ADJECTIVE)
    return fitting
