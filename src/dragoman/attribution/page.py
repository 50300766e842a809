"""A parsed report with its paragraphs and quotations, by token: what every rule of this room looks at."""

from __future__ import annotations

from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from dragoman.attribution.lexicon import Lexicon
from dragoman.attribution.marks import Quotation, paragraphs, quotations
from dragoman.layout import LONGEST, dateline_end

MAX_SENTENCE = 300
"""Tokens on either side beyond which no rule looks for the bounds of a sentence."""
MAX_NICKNAME = 4
"""Tokens of a quotation that may be a nickname, with its marks."""
FINITE = frozenset({"VBD", "VBZ", "VBP"})
TITLES = frozenset({
    "Adm", "Amb", "Brig", "Capt", "Cdr", "Cmdr", "Col", "Cpl", "Fr", "Gen", "Gov", "Hon", "Insp", "Lt", "Maj", "Msgr", "Prof",
    "Rep", "Rev", "Sen", "Sgt", "Supt",
})  # fmt: skip
SENTENCE_ENDS = frozenset({".", "?", "!", "…", "...", "....", "。", ".."})


@dataclass(frozen=True, slots=True)
class Quote:
    """An outermost quotation by its tokens: `start` to `end` (exclusive), the marks included."""

    number: int
    start: int
    end: int
    marks: Quotation
    paragraph: int

    @property
    def continued(self) -> bool:
        return self.marks.continued


@dataclass(frozen=True, slots=True)
class Page:
    """`tokens` are the document's, made once, since spaCy makes a new one whenever it is asked.  `quote_at[i]` and
    `paragraph_at[i]` are the numbers of the outermost quotation and of the paragraph of token i, -1 for none; `quotes` are the
    outermost quotations in order, `bounds` the paragraphs and `sentences[i]` the sentence of token i, as tokens (start, end);
    `lexicon` are the words that the rules go by; `dateline` is the token after the dateline."""

    doc: Doc
    tokens: list[Token]
    text: str
    quotes: tuple[Quote, ...]
    quote_at: list[int]
    paragraph_at: list[int]
    bounds: list[tuple[int, int]]
    sentences: list[tuple[int, int]]
    lexicon: Lexicon
    dateline: int = 0

    def quote_of(self, token: int) -> Quote | None:
        number = self.quote_at[token]
        return self.quotes[number] if number >= 0 else None

    def inner(self, quote: Quote) -> str:
        """The characters between the marks, without white space at the end."""
        return self.text[quote.marks.inner_start : quote.marks.inner_end].rstrip()

    def is_nickname(self, token: int) -> bool:
        """Whether the token is of a quotation within a name: Idris "Lion" Bah."""
        quote = self.quote_of(token)
        if quote is None or quote.end - quote.start > MAX_NICKNAME or not quote.start or quote.end >= len(self.doc):
            return False
        beside = self.doc[quote.start - 1], self.doc[quote.end]
        return self.inner(quote)[-1:].isalnum() and all(token.pos_ == "PROPN" for token in beside)

    def paragraph_of(self, token: int) -> tuple[int, int]:
        """The tokens (start, end) of the token's paragraph."""
        number = self.paragraph_at[token]
        return self.bounds[number] if number >= 0 else (token, token + 1)

    def sentence_start(self, token: int) -> int:
        """The first token of the sentence that holds the token; a quotation that its sentence goes on with ends none."""
        return max(self.sentences[token][0], token - MAX_SENTENCE)

    def sentence_end(self, token: int) -> int:
        """The token after the last one of the sentence that holds the token."""
        return min(self.sentences[token][1], token + MAX_SENTENCE)

    def ends_sentence(self, token: int) -> bool:
        """Whether the token is the last one of its sentence."""
        return self.sentences[token][1] == token + 1

    def following(self, token: int) -> Token | None:
        """The first token from `token` on that is no white space, within its paragraph."""
        while token < len(self.doc) and self.doc[token].is_space:
            token += 1
        if token >= len(self.doc) or (token and self.paragraph_at[token] != self.paragraph_at[token - 1] != -1):
            return None
        return self.doc[token]


def read_page(doc: Doc, lexicon: Lexicon) -> Page:
    """The page of a parsed document."""
    text, tokens = doc.text, list(doc)
    paragraph_at, bounds = _by_token(tokens, paragraphs(text))
    outer: list[Quote] = []
    quote_at = [-1] * len(doc)
    starts = [token.idx for token in tokens]
    ends = [start + len(token) for start, token in zip(starts, tokens, strict=True)]
    at = 0
    for marks in quotations(text):
        while at < len(doc) and ends[at] <= marks.start:
            at += 1
        if marks.depth or at == len(doc) or quote_at[at] >= 0:
            continue
        end = at
        while end < len(doc) and starts[end] < marks.end:
            end += 1
        if not marks.closed and not marks.continued:
            end = _broken_end(doc, at, end, lexicon.quoting)
            marks = replace(marks, end=min(marks.end, ends[end - 1]), inner_end=min(marks.inner_end, ends[end - 1]))
        quote_at[at:end] = [len(outer)] * (end - at)
        if end > at:
            outer.append(Quote(len(outer), at, end, marks, paragraph_at[at]))
    page = Page(doc, tokens, text, tuple(outer), quote_at, paragraph_at, bounds, [], lexicon, _dateline(doc))
    page.sentences.extend(_sentences(page))
    return page


def _dateline(doc: Doc) -> int:
    end = dateline_end(doc[:LONGEST].text)
    return 0 if end is None else next((token.i for token in doc[:LONGEST] if token.idx >= end), 0)


def _broken_end(doc: Doc, start: int, end: int, quoting: frozenset[str]) -> int:
    """The end of a quotation that nothing closes: before the first ", X said"."""
    comma = None
    for token in doc[start + 2 : end]:
        if token.text == ",":
            comma = token.i
        elif comma is not None and token.tag_ in ("VBD", "VBZ"):
            if token.lemma_ in quoting and token.i - comma < 9:
                return comma + 1
            comma = None
    return end


def _sentences(page: Page) -> list[tuple[int, int]]:
    """The sentence (start, end) of each token; those between paragraphs are sentences of their own."""
    found = [(token, token + 1) for token in range(len(page.doc))]
    for start, end in page.bounds:
        first = start
        for at in range(start, end):
            if at + 1 in (end, page.dateline) or _ends_sentence(page, at):
                found[first : at + 1] = [(first, at + 1)] * (at + 1 - first)
                first = at + 1
    return found


def _ends_sentence(page: Page, token: int) -> bool:
    """Whether a sentence ends with the token: a full stop outside quotations, or a quotation that holds one and is followed
    by a capital letter."""
    quote = page.quote_of(token)
    if quote is None:
        return page.tokens[token].text in SENTENCE_ENDS and not _abbreviates(page.doc, token)
    if token + 1 != quote.end or not quote.marks.closed or not page.inner(quote).endswith((".", "?", "!", "…")):
        return False
    following = page.following(quote.end)
    return following is None or following.text[:1].isupper() or page.quote_at[following.i] >= 0


def _abbreviates(doc: Doc, stop: int) -> bool:
    """Whether the full stop is that of a title before a name, which the tokenizer has taken off: "Col[.] Musa Danjuma"."""
    if not 0 < stop < len(doc) - 1 or doc[stop - 1].whitespace_:
        return False
    return doc[stop - 1].text in TITLES and doc[stop + 1].text[:1].isupper()


def _by_token(tokens: list[Token], bounds: list[tuple[int, int]]) -> tuple[list[int], list[tuple[int, int]]]:
    """The paragraph of each token (-1 for white space between them), and the tokens of each paragraph."""
    paragraph_at = [-1] * len(tokens)
    by_token: list[tuple[int, int]] = []
    at = 0
    for number, (start, end) in enumerate(bounds):
        while at < len(tokens) and (tokens[at].idx < start or tokens[at].is_space) and tokens[at].idx < end:
            at += 1
        first = at
        while at < len(tokens) and tokens[at].idx < end:
            paragraph_at[at] = number
            at += 1
        last = at
        while last > first and tokens[last - 1].is_space:
            last -= 1
            paragraph_at[last] = -1
        by_token.append((first, last))
    return paragraph_at, by_token
