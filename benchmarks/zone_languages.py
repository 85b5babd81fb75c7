"""Quality and speed of telling a zone's language, beside guessing by the script alone.

The lines are news, captions and readers' comments in 14 languages, written for this benchmark about
invented people. Short ones are there on purpose: they should be left undecided, not guessed.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from reportedly.stages.zones.languages import language_of

LINES = Path(__file__).parent / "zone_languages.tsv"
SHORT, LONG = 25, 45
SCRIPTS = (("zh", "[\u4e00-\u9fff]"), ("ar", "[\u0600-\u06ff]"), ("ru", "[\u0400-\u04ff]"))
Tell = Callable[[str], str | None]


def main() -> None:
    """Print the table and the figures."""
    lines = list(read_lines())
    print(f"{len(lines)} lines, {len({language for language, _ in lines})} languages")
    print(f"{'':12}{'length':8}{'right':>7}{'undecided':>11}{'wrong':>7}")
    language_of(lines[0][1])  # loads the model
    started = time.process_time()
    told = score("ours", lines, language_of)
    seconds = time.process_time() - started
    floor = score("by script", lines, by_script)
    decided = told["right"] + told["wrong"]
    print(f"{len(lines) / seconds:.0f} lines a CPU second")
    print(f"figure zone_language_wrong {told['wrong'] / len(lines):.4f}")
    print(f"figure zone_language_right {told['right'] / len(lines):.4f}")
    print(f"figure zone_language_precision {told['right'] / decided:.4f}")
    print(f"figure zone_language_right_floor {floor['right'] / len(lines):.4f}")


def read_lines() -> Iterator[tuple[str, str]]:
    """Language and line."""
    for line in LINES.read_text(encoding="utf-8").splitlines():
        language, _, text = line.partition("\t")
        yield language, text


def score(name: str, lines: list[tuple[str, str]], tell: Tell) -> Counter[str]:
    """Right, undecided and wrong, by length and in all."""
    every = Counter[str]()
    for length in ("short", "middle", "long"):
        own = Counter(
            outcome(language, tell(text)) for language, text in lines if length_of(text) == length
        )
        every += own
        print(f"{name:12}{length:8}{own['right']:7}{own['undecided']:11}{own['wrong']:7}")
    return every


def outcome(language: str, told: str | None) -> str:
    """Whether an answer is right."""
    if told is None:
        return "undecided"
    return "right" if told == language else "wrong"


def length_of(text: str) -> str:
    """A line's class of length, in characters."""
    if len(text) < SHORT:
        return "short"
    return "middle" if len(text) < LONG else "long"


def by_script(text: str) -> str:
    """The floor: the commonest language of the script."""
    return next((name for name, letters in SCRIPTS if re.search(letters, text)), "en")


if __name__ == "__main__":
    main()
