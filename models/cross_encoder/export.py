"""Writes a trained network as it is shipped: ONNX with eight-bit weights, its vocabulary and a manifest.

python -m models.cross_encoder.export CHECKPOINT --base DIR [--out DIR]
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import load_file

from models.cross_encoder.model import FILES, WEIGHTS
from models.cross_encoder.network import Answers, Network
from models.parser.model import WEIGHTS as PARSER_WEIGHTS


def write(network: Network, out: Path) -> None:
    """Export, quantise the weights of the layers and of the vocabulary, and vouch for the files."""
    network.eval()
    pieces = torch.randint(1000, 20000, (1, 12))
    kinds = torch.tensor([[0] * 7 + [2] * 5])
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        raw = Path(folder) / "raw.onnx"
        torch.onnx.export(
            Answers(network).eval(),
            (pieces, kinds),
            str(raw),
            input_names=["pieces", "kinds"],
            output_names=["scores", "marks", "likeness"],
            dynamic_axes={
                **{name: {0: "pair", 1: "piece"} for name in ("pieces", "kinds", "marks")},
                **{name: {0: "pair"} for name in ("scores", "likeness")},
            },
            dynamo=False,
            opset_version=17,
        )
        quantize_dynamic(raw, out / "network.onnx", weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    (out / "vocabulary.txt").write_bytes((PARSER_WEIGHTS / "vocabulary.txt").read_bytes())
    sums = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in FILES}
    (out / "manifest.json").write_text(json.dumps({"sha256": sums}, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Read a checkpoint, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    asked = parser.parse_args()
    network = Network(load_file(asked.base / "model.safetensors"))
    network.load_state_dict(torch.load(asked.checkpoint, weights_only=True))
    write(network, asked.out)


if __name__ == "__main__":
    main()
