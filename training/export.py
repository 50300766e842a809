"""Export a trained relation model to int8 ONNX, with its tokenizer and labels.

    python training/export.py TRAINED_FOLDER [--out FOLDER]

Writes model.onnx (dynamic int8 quantisation of all matrix products and embeddings), tokenizer.json and labels.json, and
prints the size, and how many of some held-out pairs are still answered the same.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from dataclasses import asdict
from pathlib import Path

import corpus
import torch
import train
from onnxruntime.quantization import QuantType, quantize_dynamic

from dragoman.judgement.network import FOLDER, OUTPUTS, Network

SAMPLE = 400


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
    args = parser.parse_args()
    model, labels, reader = train.load(args.trained)
    args.out.mkdir(parents=True, exist_ok=True)
    export(model, args.out)
    reader.tokenizer.save(str(args.out / "tokenizer.json"))
    (args.out / "labels.json").write_text(json.dumps(asdict(labels), indent=1) + "\n", encoding="utf-8")
    examples = [e for e in corpus.read() if isinstance(e, corpus.Example) and e.held_out][:SAMPLE]
    pairs = train.from_corpus(examples, labels)
    exported = torch.tensor(Network(args.out).scores([p.pair for p in pairs])[0])
    original = train.predict(model, train.encode(pairs, reader), reader.padding).log_softmax(-1)
    megabytes = (args.out / "model.onnx").stat().st_size / 1e6
    same = (exported.argmax(-1) == original.argmax(-1)).float().mean()
    print(f"{megabytes:.1f} MB; {same:.1%} of {len(pairs)} held-out pairs are answered as before quantisation")


if __name__ == "__main__":
    main()
