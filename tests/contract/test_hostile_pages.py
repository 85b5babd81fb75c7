"""Pages made to deceive, files made to exhaust: what the case and the report make of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import reportedly

PAGE = (
    '<html><head><meta charset="{charset}"><title>Gates stay open</title></head><body><article>'
    '<h1>Gates stay open</h1><p class="byline">By {author}</p>'
    '<time datetime="2024-03-05">March 5, 2024</time>{body}</article></body></html>'
)
SEEN = "<p>Envoy Tor Vale said that the gates would stay open until spring.</p>"
UNSEEN = (
    '<p style="display:none">{}</p>',
    '<p style="DISPLAY : NONE !important">{}</p>',
    '<div style="visibility:hidden"><p>{}</p></div>',
    '<p style="font-size:0">{}</p>',
    '<p style="opacity:0">{}</p>',
    '<p style="position:absolute;left:-9999px">{}</p>',
    "<p hidden>{}</p>",
    "<template><p>{}</p></template>",
    "<script>{}</script>",
    "<!-- {} -->",
    '<input type="hidden" value="{}">',
)


def page(body: str, *, charset: str = "utf-8", author: str = "Ana Brill") -> str:
    """A page of an invented paper."""
    return PAGE.format(charset=charset, author=author, body=body)


def traced(tmp_path: Path, content: bytes) -> reportedly.Case:
    """The case of one page."""
    (tmp_path / "page.html").write_bytes(content)
    return reportedly.trace(tmp_path / "page.html", tmp_path / "case")


@pytest.mark.parametrize("wrapper", UNSEEN)
def test_what_a_reader_cannot_see_is_not_said(tmp_path: Path, wrapper: str) -> None:
    """A planted statement in invisible text reaches neither the tables nor the report."""
    planted = "Minister Ola Renn said that war was certain."
    case = traced(tmp_path, page(SEEN + wrapper.format(planted)).encode())
    (document,) = case["documents"].arrow.to_pylist()
    assert "Renn" not in document["text"]
    assert "Vale" in document["text"]
    assert "Renn" not in case.report.read_text(encoding="utf-8")


def test_text_that_is_turned_round_is_spelt_out(tmp_path: Path) -> None:
    """The text keeps its controls; what people see in the report says that they are there."""
    body = "<p>Envoy Tor Vale said that \u202enepo yats dluow setag eht\u202c until spring.</p>"
    case = traced(tmp_path, page(body).encode())
    (document,) = case["documents"].arrow.to_pylist()
    assert "\u202e" in document["text"]
    shown = case.report.read_text(encoding="utf-8")
    assert "\u202e" not in shown
    assert "⟦U+202E⟧" in shown


@pytest.mark.parametrize(
    ("label", "real"),
    [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("x-nonsense", "utf-8"), ("utf-8", "utf-16")],
)
def test_a_wrong_charset_label_garbles_nothing(tmp_path: Path, label: str, real: str) -> None:
    """The bytes decide where they contradict what the page says of itself."""
    body = "<p>L’envoyé Zoë Müller said that “the gates” – all of them – would stay open.</p>"
    case = traced(tmp_path, page(body, charset=label).encode(real))
    (document,) = case["documents"].arrow.to_pylist()
    assert "L’envoyé Zoë Müller said that “the gates” – all" in document["text"]


def test_markup_in_a_quotation_stays_text(tmp_path: Path) -> None:
    """What a page writes as text is shown as text, wherever the report repeats it."""
    body = "<p>Envoy Tor Vale said: “&lt;img src=x onerror=alert(1)&gt; is no peace offer.”</p>"
    case = traced(tmp_path, page(body, author="&lt;b&gt;Ana&lt;/b&gt; Brill").encode())
    shown = case.report.read_text(encoding="utf-8")
    assert "<img src=x" not in shown
    assert "<b>Ana" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown


GIANTS = {
    "giant.txt": b"",
    "giant.html": b"<html>",
    "giant.jsonl": b'{"text": "',
    "giant.csv": b"id,text\n1,",
    "giant.pdf": b"%PDF-1.7\n",
    "giant.zip": b"PK\x03\x04",
    "giant.eml": b"From: a@herald.example\n\n",
    "giant.warc": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 499999000\r\n\r\n",
}


@pytest.mark.slow
def test_files_of_half_a_gigabyte_are_refused_in_bounded_memory(
    pages: Path, tmp_path: Path
) -> None:
    """Each has a row that says why; the pages beside them are traced."""
    for name, start in GIANTS.items():
        with (pages / name).open("wb") as file:
            file.write(start)
            file.truncate(500_000_000)
    command = [sys.executable, "-m", "reportedly", "trace", pages, "-o", tmp_path / "case", "-q"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        _, status, used = os.wait4(running.pid, 0)
        running.returncode = os.waitstatus_to_exitcode(status)
    assert running.returncode == 0
    assert used.ru_maxrss < 1_200_000
    case = reportedly.open_case(tmp_path / "case")
    rows = case["rejects"].arrow.to_pylist()
    assert set(GIANTS) <= {row["origin"].split("/")[-1].split(" ")[0] for row in rows}
    assert len(case["documents"]) == 3
