"""The coder: the language pipeline with the five stages in their order, and texts and documents through it.

In: a text with its date, or `Document`s.  Out: `EventRecord`s, or the Doc with all layers.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date as Date  # noqa: N812  (`date` is what users call the argument)
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from dragoman import layers
from dragoman.codebook.ontology import load_ontology
from dragoman.codebook.tables import BUILT_IN
from dragoman.errors import CodebookError, PipelineError, ReadingError
from dragoman.layout import dateline_end
from dragoman.model import Document
from dragoman.pieces import PIECE, parsed_in_pieces, tokenised
from dragoman.reading.dates import parse_day
from dragoman.reading.text import without_surrogates
from dragoman.records import EventRecord, event_record
from dragoman.stages import CODERS, DEFAULT_PIPELINE, JUDGEMENT, MIN_CONFIDENCE, STAGES

NEEDED_COMPONENTS = ("tagger", "parser", "lemmatizer", "ner")

BATCH_CHARACTERS = 60_000  # parsed together: enough for full speed, and little memory
BATCH_DOCUMENTS = 128

OnError = Callable[[Document, Exception], None]

log = logging.getLogger(__name__)


def _log_error(document: Document, error: Exception) -> None:
    log.error("document %s could not be coded", document.id, exc_info=error)


class Coder:
    """Codes dated news reports into events.

    `pipeline`: the name of an installed English spaCy pipeline, or its folder.
    `codebook`: folders of your own tables, which extend and override the built-in ones.
    `stages`: how far to go, a beginning of STAGES.
    `min_confidence`: events less sure than this are left out; with 0.05 the background of other events is kept.
    `coder`: "accurate" has the relation model rate and correct the events; "fast" leaves them to the lexicon.
    Raises PipelineError and CodebookError.
    """

    def __init__(
        self,
        pipeline: str = DEFAULT_PIPELINE,
        codebook: str | Path | Sequence[str | Path] | None = None,
        *,
        stages: Sequence[str] = STAGES,
        coder: str = CODERS[0],
        min_confidence: float = MIN_CONFIDENCE,
    ) -> None:
        if coder not in CODERS:
            raise PipelineError(f"there is no coder {coder!r} (use one of {', '.join(CODERS)})")
        folders = _folders(codebook)
        self.ontology = load_ontology((BUILT_IN, *folders))
        judged = coder == "accurate" and STAGES[-1] in stages
        self.stages = (*stages, JUDGEMENT) if judged else tuple(stages)
        self.nlp = load_pipeline(pipeline)
        self.nlp.add_pipe("dragoman_layout", first=True)
        config: dict[str, object] = {"codebook": [str(folder) for folder in folders]}
        for stage in self.stages:
            rated = {"min_confidence": min_confidence} if stage == STAGES[-1] else {}
            self.nlp.add_pipe(stage, config={**config, **rated})

    def code(
        self, text: str, date: str | Date, id: str | None = None, *, explain: bool = False
    ) -> list[EventRecord]:
        """The events of one report of that day ("2020-07-10").  Raises ReadingError for what is not a day."""
        document = Document(id=_content_id(text) if id is None else id, date=_day(date), text=without_surrogates(text))
        return self._records(document, self.annotate(document), explain=explain)

    def annotate(self, document: Document) -> Doc:
        """The document's Doc, with every layer of the stages in `doc._`."""
        (doc,) = self._docs([document])
        return doc

    def code_documents(
        self, documents: Iterable[Document], *, explain: bool = False, on_error: OnError = _log_error
    ) -> Iterator[tuple[Document, list[EventRecord]]]:
        """Each document with its events, in order, in batches.  One that fails goes to `on_error`; the rest goes on."""
        for document, doc in self.annotate_documents(documents, on_error=on_error):
            try:
                records = self._records(document, doc, explain=explain)
            except Exception as error:
                on_error(document, error)
            else:
                yield document, records

    def annotate_documents(
        self, documents: Iterable[Document], *, on_error: OnError = _log_error
    ) -> Iterator[tuple[Document, Doc]]:
        """Each document with its Doc, in order, in batches.  One that fails goes to `on_error`; the rest goes on."""
        for batch in _batches(documents):
            try:
                docs = list(self._docs(batch))
            except Exception:
                # Whatever a text nobody has thought of does to a stage, it shall cost that one text: find which it is.
                yield from self._one_by_one(batch, on_error)
            else:
                yield from zip(batch, docs, strict=True)

    def _one_by_one(self, batch: Iterable[Document], on_error: OnError) -> Iterator[tuple[Document, Doc]]:
        for document in batch:
            try:
                doc = self.annotate(document)
            except Exception as error:
                on_error(document, error)
            else:
                yield document, doc

    def _docs(self, batch: Sequence[Document]) -> Iterator[Doc]:
        if len(batch) == 1 and len(batch[0].text) > PIECE:
            yield self._long_doc(batch[0])
            return
        docs = []
        for document in batch:
            doc = tokenised(self.nlp, document.text)
            doc._.dct = document.date
            docs.append(doc)
        yield from self.nlp.pipe(docs, batch_size=BATCH_DOCUMENTS)

    def _long_doc(self, document: Document) -> Doc:
        doc = parsed_in_pieces(self.nlp, document.text, without=self.stages)
        doc._.dct = document.date
        doc._.dateline_end = dateline_end(document.text)
        for stage in self.stages:
            doc = self.nlp.get_pipe(stage)(doc)
        return doc

    def _records(self, document: Document, doc: Doc, *, explain: bool) -> list[EventRecord]:
        if explain and JUDGEMENT in self.stages:
            self.nlp.get_pipe(JUDGEMENT).explained(doc)  # type: ignore[attr-defined]
        return [event_record(document, event, self.ontology, explain=explain) for event in doc._.events]


def load_pipeline(name: str) -> Language:
    """The English pipeline of that name or folder.  Raises PipelineError, naming the pipelines that are installed."""
    layers.register()
    if not (spacy.util.is_package(name) or Path(name).exists()):
        installed = ", ".join(sorted(spacy.util.get_installed_models())) or "none"
        raise PipelineError(
            f"the spaCy pipeline {name!r} is not installed (installed: {installed}; "
            f"to install it: python -m spacy download {name})"
        )
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError) as error:
        raise PipelineError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    missing = [component for component in NEEDED_COMPONENTS if component not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        what = f"lacks {', '.join(missing)}" if missing else f"reads {nlp.lang}, not English"
        raise PipelineError(f"the spaCy pipeline {name!r} {what} (use a pipeline like {DEFAULT_PIPELINE})")
    return nlp


def _folders(codebook: str | Path | Sequence[str | Path] | None) -> tuple[Path, ...]:
    given = () if codebook is None else (codebook,) if isinstance(codebook, str | Path) else codebook
    folders = tuple(Path(folder) for folder in given)
    for folder in folders:
        if not folder.is_dir():
            raise CodebookError("there is no such folder", path=folder, remedy="give a folder of CSV tables")
    return folders


def _day(given: str | Date) -> Date:
    day = parse_day(given) if isinstance(given, str) else given
    if day is None:
        raise ReadingError(f"{given!r} is not a date", path="date", remedy="write it as YYYY-MM-DD")
    return day


def _content_id(text: str) -> str:
    """A name for a text without one: the same text has always the same."""
    return hashlib.blake2b(text.encode("utf-8", errors="replace"), digest_size=8).hexdigest()


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Batches of documents that fit into memory together; one that is to be parsed in pieces stands alone."""
    batch: list[Document] = []
    characters = 0
    for document in documents:
        size = len(document.text)
        full = len(batch) == BATCH_DOCUMENTS or characters + size > BATCH_CHARACTERS
        if batch and (full or size > PIECE):
            yield batch
            batch, characters = [], 0
        batch.append(document)
        characters += size
        if size > PIECE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch
