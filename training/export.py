"""Write the folder of a model that ships: int8 ONNX, tokenizer, manifest with digests.

    python -m training.export --model model.pt --tokenizer tokenizer.json \
        --gold polnear_train.jsonl.gz --out src/reportedly/models/attribution

The gold articles serve to measure the ranges of activations. Confidence is calibrated afterwards by
`training.calibrate`, on the exported model.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from reportedly.stages.attribute.candidates import FEATURES as LINK_FEATURES
from reportedly.stages.attribute.confidence import FEATURES
from reportedly.stages.attribute.scorer import blank_scorer
from training.checkpoint import read_model
from training.corpus import read_gold
from training.encoder import TAGS, AttributionModel
from training.graph import Range, build_graph
from training.inner import fit_inner_head
from training.rounding import measure_ranges, ranges_of

FIRST_LINKER = {
    "to_source": blank_scorer(LINK_FEATURES, "head", "none_head"),
    "to_cue": blank_scorer(LINK_FEATURES, "head"),
}
"""Links by the encoder's link head alone, until `training.calibrate` has fitted the rest."""
FAVOURS = [2.0 if name.endswith(("cue", "content")) else 0.0 for name in TAGS]
"""What the second decoding adds to the logarithm of each tag's probability.

Linked relaxed F1, and the share of attributions without a source that was found, on the articles
kept out of training (the weights of 22 November): 81.4 and 40 without a second decoding, 81.7 and
49 with 1, 82.1 and 50 with 2, 81.8 and 51 with 3.
"""


def write_folder(
    folder: Path, model: AttributionModel, ranges: Mapping[str, Range], rest: Mapping[str, Any]
) -> None:
    """Write `model.onnx` and the manifest; `rest` is what the manifest says besides digests."""
    weights = {name: value.detach().numpy() for name, value in model.state_dict().items()}
    graph = build_graph(weights, model.shape.heads, ranges)
    (folder / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    write_manifest(folder, rest)


def write_manifest(folder: Path, rest: Mapping[str, Any]) -> None:
    """Write `model.json`: the digests of the other files, then `rest`."""
    files = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in ("model.onnx", "tokenizer.json")
    }
    text = json.dumps({"files": files, **rest}, indent=1)
    (folder / "model.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    """Parse arguments, measure ranges, write the folder."""
    parser = argparse.ArgumentParser(description="Write the folder of a model that ships.")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--gold", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=80, help="for ranges and inner cues")
    parser.add_argument("--tail", type=float, default=1e-5, help="share of activations clipped")
    parser.add_argument("--dynamic", action="store_true", help="measure ranges at run time instead")
    parser.add_argument("--inner-threshold", type=float, default=0.6)
    parser.add_argument("--found", type=float, default=0.85, help="share of inner cues to reread")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(arguments.tokenizer))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenizer.save(str(arguments.out / "tokenizer.json"), pretty=False)
    model = read_model(arguments.model).eval()
    articles = list(read_gold(arguments.gold, None, None, tokenizer).values())
    chosen = articles[:: max(1, len(articles) // arguments.articles)]
    ends = ranges_of(model) or measure_ranges(model, chosen, arguments.tail)
    ranges = {} if arguments.dynamic else {name: Range(*pair) for name, pair in ends.items()}
    suspicion = fit_inner_head(model, chosen, arguments.found)
    rest = {
        "tags": TAGS,
        "favours": FAVOURS,
        "thresholds": {"named": 0.0, "unnamed": 0.0, "inner": arguments.inner_threshold},
        "suspicion": round(suspicion, 4),
        "linker": FIRST_LINKER,
        "calibration": blank_scorer(FEATURES),
    }
    write_folder(arguments.out, model, ranges, rest)


if __name__ == "__main__":
    main()
