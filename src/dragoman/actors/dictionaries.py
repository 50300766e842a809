"""Reading the actor and agent dictionaries of the older coders (KEDS, TABARI, PETRARCH).

    MOHAMMAD_ZAHIR_SHAH_  [AFGELI]       # a name, and perhaps the code that holds when no dated one does
    +ZAHIR_SHAH_                         # another name of the same actor
        [AFGGOV 331108-730717]           # a code between two days, both included
        [AFGELI >730717]                 # … from a day on; `<` up to it

Source: the manuals of TABARI 0.8 (chapter 5) and PETRARCH 2 (docs, "PETRARCH Dictionary Formats").  Words are separated by
underscores or spaces, days are YYMMDD (up to 30 of this century) or YYYYMMDD.  Comments begin with `#` or, in the oldest
files, `;`, or stand between `<!--` and `-->`.  `[---]`, `[+++]` and `[###]` are codes for nothing.

Unlike there, a month or day of 00 leaves the date less exact, and a two-digit year after that of the end of its term is of
the century before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from dragoman.actors.base import is_day
from dragoman.actors.importers.lines import lines_of
from dragoman.codebook.files import OnFault
from dragoman.errors import CodebookError

Lines = Iterator[tuple[int, str]]

NULL_CODES = frozenset({"---", "+++", "###"})
CODES = re.compile(r"\[([^\[\]]*)\]?")
DATED = re.compile(r"(?P<code>\S+?)\s*(?:(?P<sign>[<>])\s*(?P<day>\d+)|\s(?P<start>\d+)\s*-\s*(?P<end>\d+))?\s*")
COMMENT = re.compile(r"[#;].*")
XML_COMMENT = re.compile(r"<!\s*--.*?-->")
XML_OPENS = re.compile(r"<!\s*--.*")
SUBSTITUTION = re.compile(r"(![^!]*!)\s*=\s*(.*)")
PLURAL = re.compile(r"\{[^{}]*\}")
DATE_REMEDY = "write the code and [CODE <YYYYMMDD], [CODE >YYYYMMDD] or [CODE YYYYMMDD-YYYYMMDD]"


@dataclass(frozen=True, slots=True)
class Code:
    """A code, from `start` to `end` (ISO days, both included, perhaps without day or month).  Without either it holds
    whenever no dated one does."""

    line: int
    code: str
    start: str | None = None
    end: str | None = None

    @property
    def is_null(self) -> bool:
        return self.code in NULL_CODES


@dataclass(slots=True)
class DictionaryActor:
    """One entry: its names in the case of the file, with spaces, and its codes in the order of the file."""

    line: int
    name: str
    aliases: list[str] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class DictionaryAgent:
    """A generic noun.  `code` stands behind that of the actor, or `before` it (`[NGO~]`)."""

    line: int
    noun: str
    code: str
    before: bool


def is_agents_file(path: Path) -> bool:
    """Whether the codes are those of agents (`[~GOV]`)."""
    for _, text in uncommented(lines_of(path, lambda fault: None, legacy=True)):
        if codes := CODES.search(text):
            return "~" in codes[1]
    return False


def read_actors(path: Path, on_fault: OnFault) -> Iterator[DictionaryActor]:
    """The entries of an actor dictionary; `on_fault` is told of what cannot be read, which is then left out."""
    current: DictionaryActor | None = None
    for line, text in uncommented(lines_of(path, on_fault, legacy=True)):
        name, _, rest = text.strip().partition("[")
        codes = [code for found in CODES.findall("[" + rest if rest else "") if (code := _code(found, path, line, on_fault))]
        if name and not name.startswith("+"):
            if current is not None:
                yield from _complete(current, path, on_fault)
            current = DictionaryActor(line, words(name), codes=codes)
        elif current is None:
            what = "an alias or code before the first name"
            on_fault(CodebookError(what, path=path, line=line, remedy="put the name that it belongs to above it"))
        else:
            current.aliases += filter(None, map(words, name.split("+")))
            current.codes += codes
    if current is not None:
        yield from _complete(current, path, on_fault)


def read_agents(path: Path, on_fault: OnFault) -> Iterator[DictionaryAgent]:
    """The entries of an agent dictionary, each marker (`!PERSON!`) replaced by all its words."""
    sets: dict[str, list[str]] = {}
    for line, text in uncommented(lines_of(path, on_fault, legacy=True)):
        if marker := SUBSTITUTION.fullmatch(text.strip()):
            sets[marker[1]] = [word.strip() for word in marker[2].split(",") if word.strip()]
            continue
        noun, _, rest = PLURAL.sub("", text).partition("[")
        code = rest.partition("]")[0].strip()
        if not words(noun) or not code.strip("~"):
            on_fault(CodebookError("no noun with a code", path=path, line=line, remedy="write NOUN {PLURAL} [~CODE]"))
        elif unknown := [marker for marker in re.findall(r"![^!]*!", noun) if marker not in sets]:
            remedy = f"define it before, as {unknown[0]} = ONE, TWO"
            on_fault(CodebookError(f"unknown marker {unknown[0]}", path=path, line=line, remedy=remedy))
        else:
            for form in _substituted(noun, sets):
                yield DictionaryAgent(line, words(form), code.strip("~"), code.endswith("~"))


def crossed_names(actors: Iterable[DictionaryActor], path: Path) -> Iterator[CodebookError]:
    """Entries whose names go round in circles: each is an alias of the other, so that neither is told from the other."""
    heads: dict[str, DictionaryActor] = {}
    waiting: dict[tuple[str, str], DictionaryActor] = {}
    for actor in actors:
        heads.setdefault(actor.name.lower(), actor)
        for alias in actor.aliases:
            pair = (actor.name.lower(), alias.lower())
            if pair[0] == pair[1]:
                continue
            if (other := waiting.get((pair[1], pair[0]))) is not None:
                what = f"{actor.name} is an alias of {other.name} (line {other.line}), which is an alias of it"
                yield CodebookError(what, path=path, line=actor.line, remedy="make one entry of the two")
            waiting[pair] = actor


def uncommented(lines: Lines) -> Lines:
    """The lines without comments, but for those that are empty then."""
    inside = False
    for number, line in lines:
        text = line.replace("[###]", "[---]")
        if inside:
            _, closed, text = text.partition("-->")
            inside = not closed
            if inside:
                continue
        text = XML_COMMENT.sub("", text)
        if XML_OPENS.search(text):
            text, inside = XML_OPENS.sub("", text), True
        text = COMMENT.sub("", text)
        if text.strip():
            yield number, text


def words(name: str) -> str:
    """The name with single spaces for its underscores and spaces."""
    return " ".join(name.replace("_", " ").split())


def _complete(actor: DictionaryActor, path: Path, on_fault: OnFault) -> Iterator[DictionaryActor]:
    if actor.codes:
        yield actor
    else:
        remedy = "add its code in brackets, behind the name or in a line of its own"
        on_fault(CodebookError(f"{actor.name} has no code", path=path, line=actor.line, remedy=remedy))


def _code(text: str, path: Path, line: int, on_fault: OnFault) -> Code | None:
    found = DATED.fullmatch(text.strip())
    if found is None:
        on_fault(CodebookError(f"[{text}] is no code with dates", path=path, line=line, remedy=DATE_REMEDY))
        return None
    start, end = (found["day"], None) if found["sign"] == ">" else (None, found["day"])
    start, end = start or found["start"], end or found["end"]
    days = [day and _iso(day) for day in (start, end)]
    if start and end and len(start) == 6 and days[0] and days[1] and days[0] > days[1]:
        days[0] = f"19{days[0][2:]}"
    for day, iso in zip((start, end), days, strict=True):
        if day and not iso:
            on_fault(CodebookError(f"[{text}]: {day} is no day of the calendar", path=path, line=line, remedy=DATE_REMEDY))
            return None
    if days[0] and days[1] and days[1] < days[0][: len(days[1])]:
        on_fault(CodebookError(f"[{text}] ends before it starts", path=path, line=line, remedy=DATE_REMEDY))
        return None
    return Code(line, found["code"].upper(), days[0] or None, days[1] or None)


def _iso(digits: str) -> str | None:
    """YYMMDD or YYYYMMDD (of what is longer the beginning, as in PETRARCH) as an ISO date; None for what is none."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= 30 else "19") + digits
    if len(digits) < 8:
        return None
    parts = [digits[:4], digits[4:6], digits[6:8]]
    while parts[-1] == "00":
        parts.pop()
    iso = "-".join(parts)
    return iso if is_day(iso) else None


def _substituted(noun: str, sets: dict[str, list[str]]) -> list[str]:
    forms = [noun]
    for marker, choices in sets.items():
        forms = [form.replace(marker, choice) for form in forms for choice in (choices if marker in form else [""])]
    return forms
