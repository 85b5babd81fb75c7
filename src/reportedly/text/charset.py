"""Bytes to text: byte order marks, strict UTF-8, then a confident guess, or nothing."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Encodings that old news pages were really saved in; a guess outside them is not believed.
_LEGACY: Final = [
    "cp1252",
    "cp1251",
    "koi8_r",
    "cp1250",
    "iso8859_2",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "big5",
    "euc_kr",
]
# Encodings that a page's own word for them is taken for. Codecs that unpack or escape are none.
_DECLARABLE: Final = frozenset(
    (
        *_LEGACY,
        *("cp949", "cp932", "cp866", "gbk", "gb2312", "big5hkscs", "mac_roman", "tis_620"),
        *(f"iso8859_{part}" for part in range(2, 17)),
        *(f"cp125{part}" for part in range(9)),
    )
)
# The guess is made on this much text around the bytes that are not ASCII.
_SAMPLE_BYTES: Final = 65_536
_CONTEXT_BYTES: Final = 400
# With fewer bytes beyond ASCII than this, one single-byte encoding is as likely as the next.
_FEWEST_TELLING_BYTES: Final = 4
# charset-normalizer's measures: share of odd characters, and of words' letters that fit a language.
_MOST_CHAOS: Final = 0.1
# Two encodings whose chaos differs by less fit the sample equally well.
_TIE: Final = 0.02
_CENTRAL_EUROPEAN: Final = {"cp1250", "iso8859_2"}
# The bytes of ř and ě: no Western European language has both ø and ì.
_CZECH_AS_WESTERN: Final = {0xF8, 0xEC}
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# Bytes beyond ASCII other than …, quotation marks, bullet and dashes of all Windows encodings.
_NOT_PUNCTUATION = re.compile(rb"[\x80-\x84\x86-\x90\x98-\xff]")
_LINE_BREAK = re.compile(rb"[\n\r ,.!?]")
_C1 = re.compile("[\x80-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """``text == content.decode(encoding)`` for the bytes that it was made from."""

    text: str
    encoding: str


def decode(content: bytes, *declared: str | None) -> Decoded | None:
    """The text of ``content``, or None where no encoding is certain enough.

    ``declared`` is what the server and the page say of it, in the order in which they are believed:
    after byte order mark and UTF-8, and where the bytes agree with it.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    return (
        _strict(content, "utf-8")
        or _unmarked_utf16(content)
        or next(filter(None, (_as_declared(content, label) for label in declared)), None)
        or _guessed(content)
    )


def _strict(content: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(content.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _unmarked_utf16(content: bytes) -> Decoded | None:
    """UTF-16 of mostly Latin text has a NUL in every second byte."""
    head = content[:_SAMPLE_BYTES]
    for encoding, zeros, others in (
        ("utf-16-le", head[1::2], head[0::2]),
        ("utf-16-be", head[0::2], head[1::2]),
    ):
        if zeros.count(0) * 10 > len(zeros) * 8 and others.count(0) == 0:
            return _strict(content, encoding)
    return None


def _as_declared(content: bytes, declared: str | None) -> Decoded | None:
    try:
        name = codecs.lookup(declared).name if declared else ""
    except LookupError:
        return None
    # Browsers read ISO 8859-1 and ASCII as Windows-1252.
    name = "cp1252" if name in {"iso8859-1", "ascii"} else name
    if name.replace("-", "_") not in _DECLARABLE:
        return None
    decoded = _strict(content, name)
    return None if decoded is None or _C1.search(decoded.text) else decoded


def _guessed(content: bytes) -> Decoded | None:
    sample = _telling_sample(content)
    if _NOT_ASCII.search(sample) and not _NOT_PUNCTUATION.search(sample):
        return _strict(content, "cp1252")
    if len(_NOT_ASCII.findall(sample)) < _FEWEST_TELLING_BYTES or b"\0" in sample:
        return None
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=_LEGACY, enable_fallback=False))
    if not matches or matches[0].chaos > _MOST_CHAOS:
        return None
    best = matches[0]
    tied = {match.encoding for match in matches if match.chaos <= best.chaos + _TIE}
    tied.update(best.could_be_from_charset)
    western = "cp1252" in tied and best.encoding in _CENTRAL_EUROPEAN
    if western and not set(sample) >= _CZECH_AS_WESTERN:
        return _strict(content, "cp1252")
    return _strict(content, best.encoding)


def _telling_sample(content: bytes) -> bytes:
    """All of a short content; of a longer one the surroundings of its first bytes beyond ASCII."""
    if len(content) <= _SAMPLE_BYTES:
        return content
    taken: list[bytes] = []
    end = size = 0
    for match in _NOT_ASCII.finditer(content):
        if match.start() < end:
            continue
        begin = max(end, match.start() - _CONTEXT_BYTES)
        end = _after_ascii(content, match.end() + _CONTEXT_BYTES)
        taken.append(content[begin:end])
        size += end - begin
        if size > _SAMPLE_BYTES:
            break
    return b"\n".join(taken)


def _after_ascii(content: bytes, position: int) -> int:
    """The first place from ``position`` on that cannot be inside a character of several bytes."""
    match = _LINE_BREAK.search(content, position, position + _CONTEXT_BYTES)
    return match.end() if match else min(position, len(content))
