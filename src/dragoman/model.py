"""The vocabulary of the whole program: what each stage finds in a report.

All values are frozen; all offsets are character offsets into the document's text, end exclusive, so that
`text[x.start:x.end] == x.text` for everything that has a place in the text.  Absent is `None` or an empty tuple.
Only `dragoman.records` turns these into what leaves the program.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Document:
    """A dated report as read.  `date` is the document creation time (DCT), to the day."""

    id: str
    date: date
    text: str
    title: str | None = None
    source: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Some characters of the document."""

    start: int
    end: int
    text: str


# --- when ---------------------------------------------------------------------------------------------------------


class TimexType(StrEnum):
    """The four types of TIMEX3 (TimeML 1.2.1)."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class Granularity(StrEnum):
    TIME = "time"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    SEASON = "season"
    HALF = "half-year"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


@dataclass(frozen=True, slots=True)
class Interval:
    """A closed interval of calendar days; an open end is None ("since Monday" has an end: the DCT)."""

    start: date | None
    end: date | None
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class Timex:
    """A temporal expression.  `value` and `mod` are TIMEX3's; `interval` is None for what has no place in the calendar
    (a bare duration, "now and then").  `rule` names the rule that read it.  `anchor` is the expression that it is counted from
    ("two days later"), where that is not the day of the report."""

    span: Span
    type: TimexType
    value: str
    interval: Interval | None
    rule: str
    mod: str | None = None
    anchor: Span | None = None


# --- who ----------------------------------------------------------------------------------------------------------


class ActorKind(StrEnum):
    PERSON = "person"
    COUNTRY = "country"  # a state or territory, also by its capital, demonym or another metonym
    ORGANISATION = "organisation"  # international, governmental, company, party, medium …
    GROUP = "group"  # an armed or opposition group
    AGENT = "agent"  # a generic noun: police, protesters, senior officials


@dataclass(frozen=True, slots=True)
class Actor:
    """One mention of an actor.

    `span` is the whole mention ("Senior North Korean officials", "Foreign Minister Toshimitsu Motegi"), `head` the index
    of its head token in the spaCy Doc.  Mentions with the same `id` are the same actor, called `name` (its fullest form in
    the report, or its name in the base).  A plural mention that stands for several known actors ("the two leaders",
    "both sides") gives one Actor for each, all with the same span.  `country` is ISO 3166-1 alpha-3; sectors are PLOVER's.
    `certain` is in 0..1; `rule` names the table entry or rule that identified it.
    """

    span: Span
    head: int
    id: str
    name: str
    kind: ActorKind
    country: str | None
    sector: str | None
    other_sectors: tuple[str, ...] = ()
    office: str | None = None
    certain: float = 1.0
    rule: str = ""


# --- where --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """One mention of a toponym, resolved to GeoNames (or to our own table, then `geonameid` is None).
    `country` is ISO 3166-1 alpha-3, `admin1` the name of the first-level division, `feature` the GeoNames feature class and
    code where known ("P.PPLC", "A.PCLI").  A toponym that could not be resolved has `lat` and `lon` None."""

    span: Span
    name: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    feature: str | None
    certain: float
    rule: str


# --- who says so --------------------------------------------------------------------------------------------------


class Directness(StrEnum):
    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class SourceKind(StrEnum):
    PERSON = "person"  # known by name
    OFFICE = "office"  # one person known by office or role alone: "the mayor", "a spokesman for the ministry"
    INSTITUTION = "institution"  # a state, ministry, army, party, company, armed group …
    PEOPLE = "people"  # several who are no institution: protesters, farmers, their lawyers
    ANONYMOUS = "anonymous"  # who cannot be identified: "informed sources", "a senior official"
    MEDIUM = "medium"  # a newspaper, agency or broadcaster
    DOCUMENT = "document"  # a statement, report, letter, poll …


class Veridicality(StrEnum):
    """What a source holds of what it speaks of."""

    ASSERTED = "asserted"
    CONFIRMED = "confirmed"  # admitted or verified
    ALLEGED = "alleged"  # claimed, or hearsay
    DOUBTED = "doubted"
    DENIED = "denied"


@dataclass(frozen=True, slots=True)
class SourceDescription:
    """What is told of a source who is not named: how many they are, their rank ("senior", "former"), and the words on why
    they are not named ("who spoke on condition of anonymity")."""

    number: int | None = None
    seniority: str | None = None
    condition: Span | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whom a source is: `actors` are those of the actors layer ("Moscow and Minsk" are two), `country` theirs where they
    have one together."""

    kind: SourceKind | None = None
    actors: tuple[Actor, ...] = ()
    country: str | None = None
    description: SourceDescription | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """A claim and whose it is.  `content` are the characters claimed, in one or several pieces, in order; `source` is None
    where the text names none ("it was reported that").  `source_head` is the index of the source's head token.
    `anonymous` marks sources who cannot be identified ("informed sources", "a senior official").

    `veridicality` is None where nothing is claimed to be so: wishes, demands, promises, questions.  `addressee`, `place` and
    `time` are those of the utterance, where the text gives them.  `nested` are the attributions within the content ("Yonhap
    said the North had denied it"), and `via` is the one in whose content this one stood, where it was taken from there.
    """

    content: tuple[Span, ...]
    source: Span | None
    source_head: int | None
    cue: Span | None
    directness: Directness
    anonymous: bool
    rule: str
    certain: float = 1.0
    speaker: Speaker = Speaker()
    veridicality: Veridicality | None = None
    addressee: Span | None = None
    addressees: tuple[Actor, ...] = ()
    place: Place | None = None
    time: Timex | None = None
    nested: tuple[Attribution, ...] = ()
    via: Attribution | None = None

    def covers(self, start: int, end: int) -> bool:
        """Whether the characters lie within the content."""
        return any(piece.start <= start and end <= piece.end for piece in self.content)

    @property
    def stretch(self) -> tuple[int, int]:
        """The one stretch of characters (start, end) that shares most with the content (Jaccard): from the first to the last
        piece, or the longest piece alone where more stands between the pieces than in them."""
        start, end = self.content[0].start, self.content[-1].end
        longest = max(self.content, key=lambda piece: piece.end - piece.start)
        said = sum(piece.end - piece.start for piece in self.content)
        if said * said >= (end - start) * (longest.end - longest.start):
            return start, end
        return longest.start, longest.end


# --- what ---------------------------------------------------------------------------------------------------------


class Status(StrEnum):
    """Whether it really happened: PLOVER's auxiliary modes (manual, section 2.3), and `actual` for none of them."""

    ACTUAL = "actual"
    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Basis(StrEnum):
    """How an event's date or place was had."""

    EXPLICIT = "explicit"  # in the event's own clause
    INHERITED = "inherited"  # from the text around it
    DOCUMENT = "document"  # from the document: its creation time, its dateline


@dataclass(frozen=True, slots=True)
class EventDate:
    timex: Timex | None  # None where the date is the document's
    interval: Interval
    basis: Basis


@dataclass(frozen=True, slots=True)
class EventPlace:
    place: Place
    basis: Basis


@dataclass(frozen=True, slots=True)
class ModelAnswer:
    """What the relation model said when it was told the `lexicon`'s type: the likeliest types with their probabilities,
    likeliest first, and the words that moved it most (only where asked for)."""

    lexicon: str
    types: tuple[tuple[str, float], ...]
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an event was coded: the lexicon entry or rule, the words it rests on, the steps that changed it since, and what the
    relation model said, where it was asked."""

    rule: str
    words: tuple[Span, ...]
    steps: tuple[str, ...] = ()
    model: ModelAnswer | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom.  `event_type`, `mode` and `contexts` are PLOVER's names; `confidence` is in 0..1."""

    event_type: str
    mode: str | None
    contexts: tuple[str, ...]
    status: Status
    trigger: Span
    sentence: Span
    actors: tuple[Actor, ...]
    recipients: tuple[Actor, ...]
    date: EventDate | None
    place: EventPlace | None
    attribution: Attribution | None
    confidence: float
    explanation: Explanation
