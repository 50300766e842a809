"""Export a trained relation model to int8 ONNX, with its tokenizer and labels.

    python training/export.py TRAINED_FOLDER [--out FOLDER] [--encoder FOLDER]

Writes model.onnx (dynamic int8 quantisation of all matrix products and embeddings), tokenizer.json and labels.json, and
prints the size and the largest difference between the probabilities before and after on some pairs of the corpus.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path

import corpus
import torch
import train
from onnxruntime.quantization import QuantType, quantize_dynamic

from dragoman.judgement.marking import MarkedPair
from dragoman.judgement.network import FOLDER, OUTPUTS, Network

SAMPLE = 64


def export(model: train.RelationModel, out: Path) -> None:
    example = (torch.ones(2, 12, dtype=torch.long), torch.ones(2, 12), torch.tensor([1, 2]), torch.tensor([5, 6]))
    names = ["ids", "mask", "actor", "recipient"]
    batch, tokens = {0: "batch"}, {0: "batch", 1: "tokens"}
    axes = {"ids": tokens, "mask": tokens, "actor": batch, "recipient": batch, **dict.fromkeys(OUTPUTS, batch)}
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(model.eval(), example, str(plain), input_names=names, output_names=list(OUTPUTS),
                          dynamic_axes=axes, opset_version=17, dynamo=False)
        quantize_dynamic(plain, out / "model.onnx", weight_type=QuantType.QInt8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("trained", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    parser.add_argument("--encoder", type=Path)
    args = parser.parse_args()
    labels = train.Labels(**{k: tuple(v) for k, v in json.loads((args.trained / "labels.json").read_text()).items()})
    encoder, tokenizer = train.load_encoder(args.encoder)
    model = train.RelationModel(encoder, labels)
    model.load_state_dict(torch.load(args.trained / "relation.pt"))
    model.eval()
    args.out.mkdir(parents=True, exist_ok=True)
    export(model, args.out)
    tokenizer.save(str(args.out / "tokenizer.json"))
    shutil.copy(args.trained / "labels.json", args.out / "labels.json")
    examples = [e for e in corpus.read() if isinstance(e, corpus.Example) and e.held_out][:SAMPLE]
    pairs = [MarkedPair(e.text, e.actor, e.recipient) for e in examples]
    exported = torch.tensor(Network(args.out).scores(pairs)[0]).exp()
    original = train.predict(model, train.encode(examples, tokenizer, labels)).softmax(-1)
    megabytes = (args.out / "model.onnx").stat().st_size / 1e6
    print(f"{megabytes:.1f} MB, largest difference {(exported - original).abs().max():.3f}")


if __name__ == "__main__":
    main()
