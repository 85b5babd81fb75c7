"""The model that ships, loaded from its folder and run by onnxruntime.

The only file of the stage that reads from disk; how a text is read stands in `reading`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from reportedly.errors import AlteredModelError, MissingModelError
from reportedly.model.spans import Span
from reportedly.stages.attribute.confidence import Thresholds, make_calibration
from reportedly.stages.attribute.decode import Ints, make_tag_set
from reportedly.stages.attribute.link import make_linker
from reportedly.stages.attribute.reading import Model, read_text
from reportedly.stages.attribute.tagger import TaggedAttribution, TextParagraphs
from reportedly.stages.attribute.windows import Encode, Scores, SplitPieces

SHIPPED = Path(__file__).parents[2] / "models" / "attribution"
"""The folder of the model in the package."""
MANIFEST = "model.json"
NEXT_STEP = "Install reportedly again, or choose --tagger rules."


class OnnxTagger:
    """Attributions by the small encoder; a text's result depends on nothing but the text."""

    name = "model"

    def __init__(self, folder: Path = SHIPPED, *, threads: int = 1) -> None:
        """Load the model of `folder`.

        Raises:
            MissingModelError: a file of the model is not there.
            AlteredModelError: a file's digest is not the one that the manifest names.
        """
        self._model = load_model(folder, threads=threads)

    @property
    def version(self) -> str:
        """Digest over the model's files."""
        return self._model.version

    def tag(self, text: str, paragraphs: Sequence[Span]) -> list[TaggedAttribution]:
        """The attributions of one text in order, nested ones with their parent."""
        return read_text(text, paragraphs, self._model)

    def tag_many(self, texts: Sequence[TextParagraphs]) -> list[list[TaggedAttribution]]:
        """The attributions of each text, found in its paragraphs and in nothing else."""
        return [self.tag(text, paragraphs) for text, paragraphs in texts]


def load_model(folder: Path = SHIPPED, *, threads: int = 1) -> Model:
    """Read, check and start the model of a folder.

    Raises:
        MissingModelError: a file of the model is not there.
        AlteredModelError: a file's digest is not the one that the manifest names.
    """
    raw = _read_file(folder / MANIFEST)
    manifest = json.loads(raw)
    files = {name: _checked_file(folder / name, want) for name, want in manifest["files"].items()}
    return Model(
        version=hashlib.sha256(raw).hexdigest(),
        encode=_start_encoder(files["model.onnx"], threads),
        split=_start_tokenizer(files["tokenizer.json"]),
        tags=make_tag_set(manifest["tags"]),
        favours=np.array(manifest["favours"], dtype=np.float32),
        linker=make_linker(manifest["linker"]),
        calibration=make_calibration(manifest["calibration"]),
        thresholds=Thresholds(**manifest["thresholds"]),
        suspicion=manifest["suspicion"],
    )


def _read_file(path: Path, expected: str | None = None) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        what = "A file of the attribution model cannot be read"
        if expected is not None:
            what += f" (SHA-256 expected {expected}, found none)"
        raise MissingModelError(what, where=str(path), next_step=NEXT_STEP) from error


def _checked_file(path: Path, expected: str) -> bytes:
    data = _read_file(path, expected)
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        what = (
            "A file of the attribution model was altered "
            f"(SHA-256 expected {expected}, found {found})"
        )
        raise AlteredModelError(what, where=str(path), next_step=NEXT_STEP)
    return data


def _start_tokenizer(data: bytes) -> SplitPieces:
    tokenizer = Tokenizer.from_buffer(data)
    tokenizer.no_truncation()
    tokenizer.no_padding()

    def split(words: list[str]) -> tuple[Sequence[int], Sequence[int]]:
        encodable = [word.encode("utf-8", "replace").decode("utf-8") for word in words]
        encoding = tokenizer.encode(encodable, is_pretokenized=True, add_special_tokens=False)
        return encoding.ids, [place for place in encoding.word_ids if place is not None]

    return split


def _start_encoder(data: bytes, threads: int) -> Encode:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The graph is written fused. More would join sums and norms into an operator that takes five
    # times as long as both.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    session = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])

    def encode(pieces: Ints) -> Scores:
        tags, links, inner = session.run(["tags", "links", "inner"], {"pieces": pieces[None]})
        return Scores(tags[0], links[0], 1 / (1 + np.exp(-inner[0, :, 0])))

    return encode
