"""Direct speech: each quotation gets the cue beside it, or joins the quotation before it.

A cue stands after ("…," said X), before (X said: "…") or between two quotations ("…," X said. "…").  What stands unquoted
before the quotation in the same sentence belongs to the content (Taxes are "a burden," X said).  A paragraph that is all
quotation goes on with the speaker before it.  What has neither cue nor speaker beside it is no speech: titles, scare quotes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from dragoman.attribution.claims import Claim, Piece, trim
from dragoman.attribution.cues import ADDRESSING, Cue, cue_at
from dragoman.attribution.extent import run_on
from dragoman.attribution.mentions import Mention, agent
from dragoman.attribution.page import FINITE, SENTENCE_ENDS, Page, Quote
from dragoman.attribution.reported import reported, source_mention

RESUMING = frozenset({",", "--", "—", "–", ":", ";", "...", "…"})
JOINING = frozenset({"CCONJ", "SCONJ", "ADV", "PUNCT"})
QUOTED = 0.95
"""How often a quotation's claim was right on PolNeAR's development articles."""
MAX_GAP = 45
"""Tokens within which a cue is looked for beside a quotation."""

WHOLE = frozenset({"quotation", "signature"})
DASHES = frozenset({"--", "—", "–", "―", "-"})
SIGNING = ("--", "—", "–", "―", "-")
TIGHT_ENDS = (",", "?", "!", "…", "—", "–", "-")
NEW_CLAUSE = frozenset(
    {
        "while",
        "but",
        "and",
        "or",
        "when",
        "who",
        "which",
        "whom",
        "whose",
        "where",
        "after",
        "because",
        "although",
        "though",
        "if",
        "according",
        "nor",
        "yet",
        "so",
        "that",
        "until",
        "unless",
        "since",
    }
)


@dataclass(slots=True)
class Speech:
    """What is known so far: the claims, and the number of the claim of each quotation."""

    claims: list[Claim] = field(default_factory=list)
    of_quote: dict[int, int] = field(default_factory=dict)

    def add(self, claim: Claim, quotes: Iterable[Quote]) -> None:
        for quote in quotes:
            self.of_quote.setdefault(quote.number, len(self.claims))
        self.claims.append(claim)

    def join(self, quote: Quote, number: int) -> None:
        """Add the quotation to the claim of the number."""
        claim = self.claims[number]
        self.claims[number] = replace(claim, pieces=(*claim.pieces, (quote.start, quote.end)))
        self.of_quote[quote.number] = number

    def claim_of(self, quote: Quote) -> Claim | None:
        number = self.of_quote.get(quote.number)
        return None if number is None else self.claims[number]


def cued_speech(page: Page) -> Speech:
    """The claims of the quotations that have a cue of their own."""
    speech = Speech()
    for quote in page.quotes:
        if quote.number in speech.of_quote:
            continue
        claim = _claim(page, speech, quote)
        if claim is None:
            continue
        earlier = speech.claim_of(page.quotes[quote.number - 1]) if quote.number else None
        if earlier is not None and earlier.cue == claim.cue:
            speech.join(quote, speech.of_quote[quote.number - 1])
        else:
            speech.add(claim, (quote, *covered(page, claim)))
    return speech


def join_speech(page: Page, speech: Speech) -> None:
    """Give each quotation that has no cue to the claim before it, where it goes on with it."""
    by_sentence = {page.sentences[claim.cue[0]]: number for number, claim in enumerate(speech.claims) if claim.cue}
    for quote in page.quotes:
        if quote.number in speech.of_quote:
            continue
        earlier = page.quotes[quote.number - 1] if quote.number else None
        claim = speech.claim_of(earlier) if earlier is not None else None
        if (
            earlier is not None
            and claim is not None
            and (_resumes(page, claim, quote, earlier) or (claim.rule in WHOLE and _goes_on(page, quote, earlier)))
        ):
            speech.join(quote, speech.of_quote[earlier.number])
            continue
        if quote.start and _is_utterance(page, quote) and page.paragraph_at[quote.start - 1] == quote.paragraph:
            number = by_sentence.get(page.sentences[quote.start - 1])
            if number is not None:
                speech.join(quote, number)


def _is_utterance(page: Page, quote: Quote) -> bool:
    """Whether the quotation is a sentence of its own."""
    first = page.doc[quote.start + 1 if quote.start + 1 < quote.end else quote.start]
    return (
        page.ends_sentence(quote.start - 1)
        and first.text[:1].isupper()
        and page.inner(quote).endswith((".", "?", "!", "…"))
        and quote.end - quote.start > 5
    )


def covered(page: Page, claim: Claim) -> list[Quote]:
    """The quotations within the claim's content."""
    found = []
    for start, end in claim.pieces:
        at = start
        while at < end:
            quote = page.quote_of(at)
            if quote is not None:
                found.append(quote)
                at = quote.end
            at += 1
    return found


def _claim(page: Page, speech: Speech, quote: Quote) -> Claim | None:
    cue = cue_after(page, quote)
    if cue is not None:
        pieces: tuple[Piece, ...] = ((_unquoted_start(page, speech, quote, cue), quote.end),)
        return Claim(pieces, source_mention(page, cue), cue.piece, "quotation", QUOTED)
    cue = cue_before(page, quote)
    if cue is not None:
        claim = reported(page, cue)
        start = _led_in(page, claim, quote) if claim is not None else None
        if start is not None and claim is not None:
            end = max(run_on(page, quote), claim.end)
            return replace(claim, pieces=(*claim.pieces[:-1], (claim.pieces[-1][0], end)))
        start = quote.start - _is_topic(page, cue, quote)
        return Claim(((start, quote.end),), source_mention(page, cue), cue.piece, "quotation", QUOTED)
    return _signed(page, quote)


def _is_topic(page: Page, cue: Cue, quote: Quote) -> bool:
    """Whether the one word between the cue and the quotation is a part of what is said: says tariffs 'a mistake'."""
    word = page.doc[quote.start - 1]
    between = quote.start - cue.end == 1 and word.pos_ in ("NOUN", "PROPN") and word.ent_type_ not in ("DATE", "TIME")
    return between and cue.verb.lemma_ not in ADDRESSING and word.dep_ in ("dobj", "nsubj")


def _led_in(page: Page, claim: Claim, quote: Quote) -> int | None:
    """Where the content begins if the quotation is a part of what the parse gives to the cue, or goes on with it; None
    where it is all of the content.  A parenthesis counts if its quotation is no sentence: The two sides, he said, “still do
    not see the line.”"""
    start, end = claim.pieces[-1]
    if claim.rule != "parenthesis":
        return start if start <= quote.start <= end + 2 else None
    if not start <= quote.start:
        return None
    first = page.doc[claim.start]
    if first.lower_ in ("so", "and", "but") and claim.start + 1 < len(page.doc):
        first = page.doc[claim.start + 1]
    beside = claim.cue is not None and quote.start - claim.cue[1] < 2
    continues = beside and page.inner(quote)[:1].islower() and page.doc[quote.start - 1].text == ","
    return claim.start if continues or first.lower_ in ("if", "when", "because") else None


def _unquoted_start(page: Page, speech: Speech, quote: Quote, own: Cue) -> int:
    """The start of the content of a quotation whose cue follows: that of its sentence, where that begins unquoted."""
    at = quote.start - 1
    if at < 0 or page.paragraph_at[at] != quote.paragraph or page.ends_sentence(at):
        return quote.start
    first = page.sentence_start(at)
    words = page.doc[first : quote.start]
    if any(page.quote_at[token.i] in speech.of_quote or (page.quote_at[token.i] < 0 and token.text == ":") for token in words):
        return quote.start
    for token in words:
        if token.tag_ in FINITE and page.quote_at[token.i] < 0:
            cue = cue_at(token, page.lexicon)
            if (
                cue is not None
                and not (token.dep_ == "ccomp" and token.head.i == own.verb.i)
                and "quote" in cue.frames
                and (
                    cue.end >= quote.start - 1
                    or any(c.dep_ in ("ccomp", "xcomp") and c.right_edge.i >= quote.start for c in token.rights)
                )
            ):
                return quote.start
    piece = trim(page, first, quote.start)
    return piece[0] if piece else quote.start


def cue_after(page: Page, quote: Quote) -> Cue | None:
    """The cue in what follows the quotation, in the same sentence."""
    doc = page.doc
    inner = page.inner(quote).rstrip(" \t\n’'”\"")
    first = page.following(quote.end)
    if first is None or page.quote_at[first.i] >= 0:
        return None
    comma = first.text in (",", *DASHES)
    tight = inner.endswith(TIGHT_ENDS) or comma or not quote.marks.closed
    at = first.i + (1 if comma else 0)
    if not (tight or (inner.endswith(".") and not first.is_title)) or at >= len(doc) or doc[at].lower_ in NEW_CLAUSE:
        return None
    for token in doc[at : min(at + MAX_GAP, len(doc))]:
        if page.paragraph_at[token.i] != quote.paragraph or page.ends_sentence(token.i):
            return None
        if page.quote_at[token.i] >= 0:
            if page.is_nickname(token.i):
                continue
            return None
        modifies = token.dep_ == "relcl" or (token.dep_ == "acl" and not _closes_apposition(page, token))
        if token.tag_ not in (*FINITE, "VBN") or modifies:
            continue
        cue = cue_at(token, page.lexicon)
        if cue is not None and "quote" in cue.frames:
            return cue if (tight or token.i <= at + 2) and not _has_own_content(cue, quote) else None
        if token.tag_ in FINITE and token.dep_ not in ("aux", "auxpass", "advcl") and not inner.endswith(","):
            return None
    return None


def _closes_apposition(page: Page, participle: Token) -> bool:
    """Whether what looks like a participle is the verb after an apposition: "…,” Abu Karim, a smuggler, recalled"."""
    before = page.doc[participle.i - 1].text == "," and participle.head.pos_ == "PROPN"
    return before and any(child.dep_ == "appos" for child in participle.head.rights) and agent(participle) is None


def _has_own_content(cue: Cue, quote: Quote) -> bool:
    """Whether the verb governs a clause after it, and the quotation is a title (On "Morning World," X said …)."""
    addressed = cue.verb.lemma_ in ADDRESSING
    taken = ("ccomp",) if addressed else ("ccomp", "dobj")
    clause = any(child.dep_ in taken and child.left_edge.i >= cue.end and child.pos_ != "PROPN" for child in cue.verb.rights)
    clause |= "infinitive" in cue.frames and any(
        child.dep_ == "xcomp" and any(word.tag_ == "TO" for word in child.lefts) for child in cue.verb.rights
    )
    return clause and not any(token.tag_ in FINITE or token.tag_ == "MD" for token in cue.verb.doc[quote.start : quote.end])


def cue_before(page: Page, quote: Quote) -> Cue | None:
    """The cue in what precedes the quotation: in its sentence, or at the end of the paragraph before, with a colon."""
    doc = page.doc
    at = quote.start - 1
    while at >= 0 and doc[at].is_space:
        at -= 1
    if at < 0 or page.quote_at[at] >= 0:
        return None
    last = doc[at]
    if last.text in SENTENCE_ENDS:
        return None
    colon, comma = last.text == ":", last.text in (",", *DASHES)
    if page.paragraph_at[at] != quote.paragraph and not colon:
        return None
    that = last.lower_ in ("that", "whether")
    for token in reversed(doc[max(page.sentence_start(at), at - MAX_GAP) : at + 1]):
        if page.quote_at[token.i] >= 0:
            if not colon:
                return None
            continue
        if token.tag_[:2] == "VB":
            cue = cue_at(token, page.lexicon)
            if cue is not None and "quote" in cue.frames:
                beside = colon or comma or cue.end > at or that
                return cue if beside or at - cue.end < 1 else None
            if not colon and token.tag_ in FINITE and token.dep_ not in ("relcl", "aux", "auxpass"):
                return None
    return _any_verb(page, at) if colon else None


def _any_verb(page: Page, colon: int) -> Cue | None:
    """The main verb of a clause that leads in a quotation with a colon, in the lexicon or not."""
    for token in page.doc[max(page.sentence_start(colon), colon - MAX_GAP) : colon]:
        if token.tag_ in FINITE and token.dep_ == "ROOT" and page.quote_at[token.i] < 0:
            return Cue(token, token.i, token.i + 1, frozenset({"quote"}))
    return None


def _signed(page: Page, quote: Quote) -> Claim | None:
    """ "…" — X: a dash and a name to the end of the paragraph."""
    doc = page.doc
    _, end = page.paragraph_of(quote.start)
    dash = next((at for at in range(quote.end - 1, min(quote.end + 3, end)) if doc[at].text.endswith(SIGNING)), None)
    if dash is None or not 1 < end - dash < 14:
        return None
    piece = trim(page, dash + 1, end)
    if piece is None or not doc[piece[0]].text[:1].isupper():
        return None
    if any(token.tag_[:2] == "VB" or page.quote_at[token.i] >= 0 for token in doc[piece[0] : piece[1]]):
        return None
    source = Mention(piece[0], piece[1], doc[piece[0] : piece[1]].root.i)
    return Claim(((quote.start, quote.end),), source, (dash, dash + 1), "signature", QUOTED)


def _resumes(page: Page, claim: Claim, quote: Quote, earlier: Quote) -> bool:
    """Whether only the cue of the earlier quotation stands between the two."""
    if earlier.paragraph != quote.paragraph:
        return False
    between = range(earlier.end, quote.start)
    if claim.cue is None or claim.cue[0] not in between:
        return all(page.doc[at].is_punct or page.doc[at].is_space for at in between)
    stops = sum(page.ends_sentence(at) for at in between)
    last = page.doc[quote.start - 1]
    if stops == 0:
        return last.text in RESUMING or all(token.pos_ in JOINING for token in page.doc[max(quote.start - 2, 0) : quote.start])
    return stops == 1 and page.ends_sentence(quote.start - 1)


def _goes_on(page: Page, quote: Quote, earlier: Quote) -> bool:
    """Whether the quotation is a paragraph of its own that goes on with the earlier one."""
    if earlier.paragraph + 1 != quote.paragraph:
        return False
    start, end = page.paragraph_of(quote.start)
    whole = quote.start <= start and quote.end >= end - 1
    same = page.text[earlier.marks.start] == page.text[quote.marks.start]
    return earlier.continued or (whole and same)
