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


def matrices_of(path: Path) -> dict[str, bytes]:
    """The int8 matrices of a graph by name."""
    import onnx

    graph = onnx.load(path).graph
    return {one.name: one.raw_data for one in graph.initializer if one.name.endswith(".matrix")}
