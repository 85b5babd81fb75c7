"""Bytes to text."""

from __future__ import annotations

import pytest

from reportedly.text.charset import decode

FRENCH = (
    "Le ministre a déclaré que la réunion avait été « très utile » ; élu président, il a été reçu à "
    "l’hôtel de ville par les députés de la vallée."
)
RUSSIAN = (
    "Министр заявил, что переговоры прошли успешно. По его словам, стороны договорились о "
    "прекращении огня на тридцать дней."
)
POLISH = (
    "Minister powiedział, że rozmowy były bardzo użyteczne. Żaden kraj nie chciał ustąpić, ale będą "
    "próbować później."
)
JAPANESE = "外務大臣は会談が非常に有益だったと述べた。どの国も譲歩しようとしなかったが、後で再び試みるという。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"]
)
def test_unicode_encodings(encoding: str) -> None:
    """Unicode is read in every form, and the encoding named decodes the bytes."""
    content = ("A plain line, then more of it.\n" + FRENCH).encode(encoding)
    decoded = decode(content)
    assert decoded is not None
    assert decoded.text == content.decode(decoded.encoding)
    assert decoded.text.endswith(FRENCH)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (POLISH, "cp1250"),
        (JAPANESE, "shift_jis"),
        (JAPANESE, "euc_jp"),
    ],
)
def test_legacy_encodings(text: str, encoding: str) -> None:
    """Old encodings are told by their text."""
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


def test_a_declared_encoding_is_believed_where_it_fits() -> None:
    """What the page says counts, but UTF-8 bytes are UTF-8 whatever it says."""
    word = "Zürich"
    assert decode(word.encode("cp1252"), "iso-8859-1") is not None
    decoded = decode(word.encode(), "iso-8859-1")
    assert decoded is not None
    assert decoded.text == word


def test_typographic_bytes_alone_are_certain() -> None:
    """A few curly quotation marks of Windows mean the same in all its encodings."""
    decoded = decode("He said “no”.".encode("cp1252"))
    assert decoded is not None
    assert decoded.text == "He said “no”."


@pytest.mark.parametrize(
    "content",
    [b"caf\xe9", b"\xff\xfea", bytes(range(128, 256)), b"\x00\xff\xfe\xfd", b"\xed\xa0\x80"],
)
def test_nothing_rather_than_a_guess(content: bytes) -> None:
    """Bytes that could be several things are none."""
    assert decode(content) is None


@pytest.mark.parametrize(
    "declared", ["no-such-code", "rot13", "zlib", "utf-7", "idna", "unicode_escape"]
)
def test_a_hostile_declaration_changes_nothing(declared: str) -> None:
    """Codecs that are no encodings of text are not run."""
    assert decode(b"caf\xe9 +ADw-script+AD4-", declared) is None
