"""Average the weights of checkpoints, which finds more than any of them alone.

    python -m training.average --out soup.pt model.onnx b-1.pt b.pt

The checkpoints must descend from one starting point; a graph that shipped (`.onnx`) is one, too. A
distilled starting point (`.npz`) has no link head: for it, the one of the first other checkpoint
stands in.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from training.checkpoint import read_model, read_student, write_model
from training.encoder import AttributionModel, RoundedLinear
from training.rewrite import read_graph

READERS = {".pt": read_model, ".onnx": read_graph}
"""What reads a checkpoint that has a link head, by the suffix of its file."""


def average_models(models: Sequence[AttributionModel]) -> AttributionModel:
    """The mean of the weights, written into the first model; ranges of rounding are forgotten."""
    states = [model.state_dict() for model in models]
    mean = {name: sum(state[name] for state in states) / len(states) for name in states[0]}
    models[0].load_state_dict(mean)
    for module in models[0].modules():
        if isinstance(module, RoundedLinear):
            module.set_ends(0.0, 0.0)
    return models[0]


def main() -> None:
    """Read the checkpoints, write their mean."""
    parser = argparse.ArgumentParser(description="Average the weights of checkpoints.")
    parser.add_argument("checkpoints", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    own = [READERS[path.suffix](path) for path in arguments.checkpoints if path.suffix in READERS]
    students = [read_student(path) for path in arguments.checkpoints if path.suffix not in READERS]
    for student in students:
        student.link.load_state_dict(own[0].link.state_dict())
    write_model(average_models([*own, *students]), arguments.out)


if __name__ == "__main__":
    main()
