"""The whole of the training on invented data: train, round, export, calibrate, tag."""

from __future__ import annotations

import gzip
import importlib.util
import json
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from reportedly.model.spans import Span
from reportedly.stages.attribute.onnx import OnnxTagger

ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.training,
    pytest.mark.skipif(
        importlib.util.find_spec("torch") is None or importlib.util.find_spec("onnx") is None,
        reason="training needs PyTorch and onnx (training/README.md)",
    ),
]


def run_module(name: str, *arguments: object) -> str:
    """Run a module of the training as its user would."""
    command = [sys.executable, "-m", f"training.{name}", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the data, the checkpoints and, in `model`, the exported model."""
    folder = tmp_path_factory.mktemp("training")
    run_module("synthetic", folder)
    gold, tokenizer = folder / "gold.jsonl.gz", folder / "tokenizer.json"
    data = ("--tokenizer", tokenizer, "--gold", gold, "--held-out", 4, "--threads", 1)
    small = ("--pieces-per-batch", 256, "--average", 0.9, *data)
    first = ("--start", folder / "start.pt", "--out", folder / "first.pt")
    run_module("train", *first, "--epochs", 15, "--learning-rate", 3e-3, *small)
    last = ("--start", folder / "first.pt", "--out", folder / "last.pt", "--last")
    run_module("train", *last, "--epochs", 3, "--learning-rate", 1e-3, *small)
    out = folder / "model"
    files = ("--model", folder / "last.pt", "--tokenizer", tokenizer, "--gold", gold)
    run_module("export", *files, "--out", out)
    run_module("calibrate", "--folder", out, "--gold", gold, "--held-out", 4)
    return folder


def test_trained_model_finds_invented_attributions(trained: Path) -> None:
    """After training on invented pages, nearly all contents of pages like them are found."""
    tagger = OnnxTagger(trained / "model")
    right = total = 0
    with gzip.open(trained / "gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            text = row["text"]
            ends = [at for at, letter in enumerate(text) if letter == "\n"]
            paragraphs = [Span(a + 1, b) for a, b in pairwise([-1, *ends])]
            found = {a.content[0].of(text) for a in tagger.tag(text, paragraphs)}
            wanted = [text[slice(*a["content"][0])] for a in row["attributions"]]
            right += sum(content in found for content in wanted)
            total += len(wanted)
    assert right / total > 0.8


def test_calibration_is_written(trained: Path) -> None:
    """The manifest carries fitted weights, not the ones that export begins with."""
    manifest = json.loads((trained / "model" / "model.json").read_text(encoding="utf-8"))
    assert any(manifest["calibration"]["linear"])
    assert any(manifest["linker"]["to_source"]["outward"])


def test_a_graph_written_again_holds_the_same_steps(trained: Path) -> None:
    """Weights that are read out of a graph and rounded again are the same whole numbers."""
    before = matrices_of(trained / "model" / "model.onnx")
    run_module("rewrite", "--folder", trained / "model")
    after = matrices_of(trained / "model" / "model.onnx")
    assert before
    assert before == after


def test_a_graph_that_shipped_is_averaged_with_what_it_became(trained: Path) -> None:
    """Each weight of the mean lies halfway between those of the graph and of the checkpoint."""
    import torch
    from training.checkpoint import read_model
    from training.rewrite import read_graph

    graph, last, mean = trained / "model" / "model.onnx", trained / "last.pt", trained / "mean.pt"
    run_module("average", graph, last, "--out", mean)
    one, other = read_graph(graph).state_dict(), read_model(last).state_dict()
    for name, weight in read_model(mean).state_dict().items():
        if not name.endswith(".ends"):
            assert torch.allclose(weight, (one[name] + other[name]) / 2, atol=1e-6), name


def test_cues_without_a_source_are_counted(tmp_path: Path) -> None:
    """One of the two attributions names nobody."""
    from training.corpus import read_gold
    from training.synthetic import make_tokenizer
    from training.train import bare_cues

    told = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 33]]}
    untold = {"source": [], "cue": [[35, 39]], "content": [[40, 64]]}
    text = "she said the talks had failed now. said the talks had failed now.\n"
    path = tmp_path / "gold.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.write(json.dumps({"id": "one", "text": text, "attributions": [told, untold]}) + "\n")
    [article] = read_gold(path, None, None, make_tokenizer()).values()
    assert bare_cues(article) == 1


def matrices_of(path: Path) -> dict[str, bytes]:
    """The int8 matrices of a graph by name."""
    import onnx

    graph = onnx.load(path).graph
    return {one.name: one.raw_data for one in graph.initializer if one.name.endswith(".matrix")}
