"""Personal and possessive pronouns.

A third person pronoun takes the most salient mention before it that fits in number, kind and, where known, gender, and is
not an argument of the same verb ("he praised him").  The first person inside a quotation is its speaker: the subject of
the nearest verb of speech.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from dragoman.actors.draft import Draft
from dragoman.actors.phrases import SUBJECTS
from dragoman.actors.reading import Reading
from dragoman.actors.salience import Salience
from dragoman.model import ActorKind

MALE = frozenset({"he", "him", "his", "himself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
NEUTER = frozenset({"it", "its", "itself"})
SPEAKER = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
POSSESSIVE = frozenset({"his", "her", "their", "its", "my", "our"})
MALE_WORDS = frozenset(
    {"mr", "mr.", "king", "prince", "spokesman", "chairman", "congressman", "sheikh", "emperor", "sultan", "lord",
     "father", "bishop", "imam", "pope", "sir", "policeman", "gunman", "businessman"}
)
FEMALE_WORDS = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "queen", "princess", "spokeswoman", "chairwoman", "congresswoman", "empress",
     "lady", "baroness", "nun", "policewoman", "businesswoman", "actress"}
)
SAYING = frozenset(
    {"say", "tell", "add", "state", "declare", "announce", "note", "claim", "insist", "argue", "warn", "stress",
     "reply", "respond", "write", "tweet", "urge", "explain", "continue", "ask", "believe", "assert", "affirm",
     "remark", "quote", "call", "vow", "pledge", "promise", "acknowledge", "admit", "conclude", "emphasize",
     "underline", "reiterate"}
)
QUOTES = frozenset({'"', "“", "”", "``", "''", "«", "»"})
CLOSING = frozenset({"”", "''", "»"})
BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.COUNTRY})
LEADING = frozenset(
    {"leader", "spokesperson", "head", "chairman", "member", "official", "fighter", "force", "man"}
)
"""Nouns that have the sector of those to whom they belong ("the farmers and their leaders")."""
SINGLE_BODIES = frozenset(
    {"government", "court", "police", "army", "ministry", "company", "parliament", "party", "group", "navy",
     "military", "agency", "bank", "commission", "committee", "council", "union", "state", "country",
     "administration", "firm", "airline", "regime", "militia"}
)
THINGS = frozenset(
    {"ship", "warship", "vessel", "boat", "jet", "plane", "warplane", "aircraft", "helicopter", "gunship", "bomber", "drone",
     "tank", "submarine", "fleet", "missile", "artillery", "hospital", "embassy", "consulate", "station", "office", "school",
     "force", "television", "radio", "agency", "opposition", "leadership", "coalition", "delegation", "crowd"}
)
"""Last words of agent nouns that name no human being, so that "he" is none of them."""
HARMING = frozenset(
    {"attack", "assault", "shell", "bomb", "bombard", "strike", "violate", "invade", "raid", "storm", "seize", "occupy",
     "ambush", "hit", "destroy", "breach", "damage", "target", "threaten", "kill", "abduct", "kidnap", "capture", "besiege"}
)
"""Verbs whose objects are not the subject's own."""
SHARING = frozenset({"advcl", "xcomp", "conj", "acl", "pcomp", "prep"})
"""Clauses that may have the subject of the clause above them."""
CLIMB = 4
SURE, LIKELY, BY_PLACE, UNSURE = 0.8, 0.7, 0.6, 0.5


def add_pronouns(reading: Reading, salience: Salience) -> None:
    """Resolve the pronouns in the order of the text, each becoming an antecedent for those after it."""
    gender: dict[str, bool] = {}
    for token in reading.tokens:
        if token.tag_ in ("PRP", "PRP$") and token.i not in reading.at_head and (found := antecedents(token, salience, gender)):
            members, certain = found
            owned = reading.at_head.get(token.head.i) or reading.taken.get(token.head.i)
            if owned is not None and owned.members:
                continue  # "their countries" already stands for both
            draft = pronoun_draft(token, members, certain)
            if owned is not None and owned.kind is ActorKind.AGENT and owned.certain <= BY_PLACE and token.tag_ == "PRP$":
                owned.country, owned.certain, owned.rule = draft.country, UNSURE, f"{owned.noun} of: {draft.name}"
                if owned.noun in LEADING and draft.kind is not ActorKind.COUNTRY and draft.sector is not None:
                    owned.sector, owned.other_sectors = draft.sector, ()
            if token.lower_ in MALE | FEMALE:
                gender[members[0].id] = token.lower_ in FEMALE
            reading.add(draft)
            salience.add(draft)


def pronoun_draft(token: Token, members: list[Draft], certain: float) -> Draft:
    first = members[0]
    return Draft(
        token.i, token.i + 1, token.i, first.kind, first.name, f"pronoun: {token.lower_}", first.country, first.sector,
        first.other_sectors, first.office, round(min(certain, first.certain), 2), first.id, first.noun,
        plural=len(members) > 1 or first.plural, members=members if len(members) > 1 else [],
    )


def antecedents(token: Token, salience: Salience, gender: dict[str, bool]) -> tuple[list[Draft], float] | None:
    word = token.lower_
    if word.endswith(("self", "selves")) and word not in SPEAKER and (owner := reflexive(token, salience)) is not None:
        return owner.members or [owner], SURE
    if word in SPEAKER:
        return first_person(token, salience)
    if word in MALE | FEMALE:
        return third_person(token, salience, gender, female=word in FEMALE)
    if word in PLURAL:
        return plural(token, salience)
    return neuter(token, salience) if word in NEUTER else None


def reflexive(token: Token, salience: Salience) -> Draft | None:
    """The subject of its own clause ("students starved themselves")."""
    verb = token.head.head if token.head.dep_ in ("prep", "agent") else token.head
    for _ in range(CLIMB):
        if verb.dep_ == "relcl" and any(child.tag_ in ("WP", "WDT") and child.dep_ in SUBJECTS for child in verb.lefts):
            return next((draft for draft in salience.in_sentence(token.i) if draft.head == verb.head.i), None)
        if (found := subject_mention(verb, token, salience)) is not None or verb.dep_ not in SHARING:
            return found
        verb = verb.head
    return None


def binders(token: Token, salience: Salience) -> Iterator[Draft]:
    """Who binds a possessive or a pronoun in a relative clause before all others: the noun that the clause modifies, and
    the subject of the possessive's own clause."""
    for ancestor in token.ancestors:
        if ancestor.dep_ == "relcl":
            yield from (draft for draft in salience.in_sentence(token.i) if draft.head == ancestor.head.i)
            return
        if token.tag_ == "PRP$":
            subjects = [child.i for child in ancestor.children if child.dep_ in SUBJECTS and child.i < token.i]
            if subjects:
                yield from (draft for draft in salience.in_sentence(token.i) if draft.head in subjects)
                return


def third_person(
    token: Token, salience: Salience, gender: dict[str, bool], *, female: bool
) -> tuple[list[Draft], float] | None:
    barred = co_arguments(token, salience) | speakers(token, salience)
    likely: Draft | None = None
    for draft in chain(binders(token, salience), salience.before(token.i)):
        if not is_human(draft) or draft.members or draft.id in barred:
            continue
        known = gender.get(draft.id, gender_of(draft, salience.tokens))
        if known is female:
            return [draft], SURE
        here = salience.sentence_of[draft.head] == salience.sentence_of[token.i]
        if known is None and (here or not female):
            return [likely or draft], LIKELY
        if known is None:
            likely = likely or draft  # of persons in sentences before whose sex no word has told most are men
    return ([likely], UNSURE) if likely is not None else None


def plural(token: Token, salience: Salience) -> tuple[list[Draft], float] | None:
    barred = co_arguments(token, salience)
    for draft in chain(binders(token, salience), salience.before(token.i)):
        if draft.id in barred:
            continue
        if draft.members:
            return draft.members, LIKELY
        joined = coordinated(draft, salience)
        if len(joined) > 1 and token.i > max(other.end for other in joined):
            return joined, LIKELY
        if draft.plural or (draft.kind in BODIES and draft.kind is not ActorKind.COUNTRY) or draft.noun in SINGLE_BODIES:
            return [draft], LIKELY if draft.plural else UNSURE
    return None


def neuter(token: Token, salience: Salience) -> tuple[list[Draft], float] | None:
    if is_pleonastic(token):
        return None
    barred = co_arguments(token, salience) | assailants(token, salience)
    for draft in chain(binders(token, salience), salience.before(token.i, reach=1)):
        if draft.id not in barred and not draft.plural and not draft.members and (
            draft.kind in BODIES or (draft.kind is ActorKind.AGENT and draft.noun in SINGLE_BODIES)
        ):
            return [draft], UNSURE
    return None


def first_person(token: Token, salience: Salience) -> tuple[list[Draft], float] | None:
    """The subject of the nearest verb of speech: above the pronoun, in its sentence, or in the sentence before."""
    for ancestor in token.ancestors:
        if ancestor.lemma_ in SAYING and (speaker := subject_mention(ancestor, token, salience)):
            return [speaker], LIKELY
    for draft in chain(salience.in_sentence(token.i), salience.before(token.i, reach=2)):
        head = salience.tokens[draft.head]
        if head.dep_ in SUBJECTS and head.head.lemma_ in SAYING and head.lower_ not in SPEAKER:
            return [draft], UNSURE
    return None


def subject_mention(verb: Token, pronoun: Token, salience: Salience) -> Draft | None:
    subjects = [child.i for child in verb.children if child.dep_ in SUBJECTS and child.i != pronoun.i]
    return next((draft for draft in salience.in_sentence(verb.i) if draft.head in subjects), None) if subjects else None


def speakers(token: Token, salience: Salience) -> frozenset[str]:
    """Who the third person in a quotation cannot be: the id of its speaker, named after it ("“He lied,” Zuma said")."""
    quote = next((other for other in reversed(token.doc[token.sent.start : token.i]) if other.text in QUOTES), None)
    if quote is None or quote.whitespace_ or quote.text in CLOSING:
        return frozenset()
    for ancestor in token.ancestors:
        if ancestor.lemma_ in SAYING and (speaker := subject_mention(ancestor, token, salience)):
            return frozenset({speaker.id})
    return frozenset()


def co_arguments(token: Token, salience: Salience) -> frozenset[str]:
    """Who the pronoun cannot be: the ids of the other arguments of its verb; a possessive bars none."""
    heads = co_argument_heads(token)
    return frozenset(draft.id for draft in salience.in_sentence(token.i) if draft.head in heads) if heads else frozenset()


def assailants(token: Token, salience: Salience) -> frozenset[str]:
    """Who attacked "its positions", which are not his own."""
    if token.tag_ != "PRP$" or token.head.dep_ != "dobj" or token.head.head.lemma_ not in HARMING:
        return frozenset()
    subjects = {child.i for child in token.head.head.children if child.dep_ in SUBJECTS}
    return frozenset(draft.id for draft in salience.in_sentence(token.i) if draft.head in subjects)


def co_argument_heads(token: Token) -> frozenset[int]:
    if token.tag_ == "PRP$" or token.dep_ in SUBJECTS:
        return frozenset()
    verb = token.head.head if token.head.dep_ in ("prep", "agent") else token.head
    controllers: frozenset[int] = frozenset()
    for _ in range(CLIMB):
        subjects = frozenset(
            verb.head.i if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else child.i
            for child in verb.children if child.dep_ in SUBJECTS
        )
        if subjects or verb.dep_ not in SHARING:
            return subjects | controllers
        if verb.dep_ == "xcomp":  # "urged the council to help them": not the council
            controllers |= {child.i for child in verb.head.children if child.dep_ == "dobj"}
            if controllers:
                return controllers
        verb = verb.head
    return controllers


def coordinated(draft: Draft, salience: Salience) -> list[Draft]:
    """The mention and those joined to it by "and", in order."""
    head = salience.tokens[draft.head]
    joined = {head.i, *(token.i for token in head.conjuncts)}
    if len(joined) == 1:
        return [draft]
    found = {other.head: other for other in salience.around(draft) if other.head in joined and not other.members}
    return [found[index] for index in sorted(found)]


def is_human(draft: Draft) -> bool:
    return draft.kind is ActorKind.PERSON or (
        draft.kind is ActorKind.AGENT and not draft.plural and draft.noun is not None and draft.noun not in SINGLE_BODIES
        and draft.noun.rpartition(" ")[2] not in THINGS
    )


def gender_of(draft: Draft, tokens: list[Token]) -> bool | None:
    """True for female, False for male, None where the words do not tell."""
    end = draft.name_start if draft.key else draft.end  # "Julie Bishop" is no bishop
    words = {token.lower_ for token in tokens[max(0, draft.start - 1) : end]}
    if words & FEMALE_WORDS:
        return True
    return False if words & MALE_WORDS else None


def is_pleonastic(token: Token) -> bool:
    """"It is important that", "it rained", "it took years to": subjects without reference."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ not in SUBJECTS:
        return False
    return verb.lemma_ in ("be", "seem", "appear", "take", "rain", "snow", "remain", "become", "emerge", "happen") and any(
        child.dep_ in ("acomp", "attr", "ccomp", "xcomp", "advcl", "oprd", "csubj", "dobj") for child in verb.children
    )
