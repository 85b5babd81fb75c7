"""Records: the columns of many exports, guessed or named."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from reportedly.model.kinds import RejectReason, TimeEvidence
from reportedly.stages.read import ReadConfig, document, read_piece
from reportedly.stages.read.reading import Reading
from reportedly.stages.read.values import names
from reportedly.tables.documents import Document, Envelope, Piece

TEXT = "Tor Vale said that the gate would stay shut."

# The shape of a record in each export; texts and people are invented.
EXPORTS: dict[str, dict[str, Any]] = {
    "Media Cloud": {
        "stories_id": 71, "title": "Gate shut", "publish_date": "2021-03-04 05:06:07",
        "url": "https://post.example/gate", "media_name": "Harbour Post", "language": "en",
        "media_id": 3, "story_text": TEXT, "collect_date": "2021-03-09 00:00:00",
    },
    "NewsAPI": {
        "source": {"id": "harbour-post", "name": "Harbour Post"}, "author": "Ana Brill",
        "title": "Gate shut", "description": "A gate.", "url": "https://post.example/gate",
        "publishedAt": "2021-03-04T05:06:07Z", "content": TEXT,
    },
    "GNews": {
        "title": "Gate shut", "description": "A gate.", "content": TEXT,
        "url": "https://post.example/gate", "image": "https://post.example/i.jpg",
        "publishedAt": "2021-03-04T05:06:07Z",
        "source": {"name": "Harbour Post", "url": "https://post.example"},
    },
    "Event Registry": {
        "uri": "7001", "lang": "eng", "date": "2021-03-04", "dateTimePub": "2021-03-04T05:06:07Z",
        "url": "https://post.example/gate", "title": "Gate shut", "body": TEXT,
        "source": {"uri": "post.example", "dataType": "news", "title": "Harbour Post"},
        "authors": [{"uri": "ana@post.example", "name": "Ana Brill", "type": "author"}],
    },
    "news-please": {
        "authors": ["Ana Brill"], "date_download": "2021-03-09 00:00:00",
        "date_modify": None, "date_publish": "2021-03-04 05:06:07", "description": "A gate.",
        "filename": "x.json", "language": "en", "maintext": TEXT, "title": "Gate shut",
        "source_domain": "Harbour Post", "url": "https://post.example/gate",
    },
    "Guardian": {
        "id": "world/2021/gate", "webPublicationDate": "2021-03-04T05:06:07Z",
        "webTitle": "Gate shut", "webUrl": "https://post.example/gate",
        "fields": {"bodyText": TEXT, "byline": "Ana Brill", "publication": "Harbour Post"},
    },
    "LexisNexis": {
        "Headline": "Gate shut", "Byline": "By Ana Brill", "Publication": "Harbour Post",
        "Published Date": "March 4, 2021", "Full Text": TEXT, "URL": "https://post.example/gate",
    },
    "ProQuest": {
        "Title": "Gate shut", "Authors": "Brill, Ana", "Publication title": "Harbour Post",
        "Publication date": "Mar 4, 2021", "Full text": TEXT, "Abstract": "A gate.",
    },
    "schema.org": {
        "@type": "NewsArticle", "headline": "Gate shut", "articleBody": TEXT,
        "author": [{"@type": "Person", "name": "Ana Brill"}],
        "publisher": {"@type": "Organization", "name": "Harbour Post"},
        "datePublished": "2021-03-04T05:06:07Z", "url": "https://post.example/gate",
    },
    "GDELT": {
        "GKGRECORDID": "20210304-1", "SourceCommonName": "Harbour Post",
        "DocumentIdentifier": "https://post.example/gate", "DATE": "20210304050607",
        "title": "Gate shut", "text": TEXT,
    },
}  # fmt: skip


JSON_LINES = Envelope(None, None, "application/jsonl", None)


def read(*records: Any, name: str = "pages.jsonl") -> tuple[Reading, list[Document]]:
    """The reading of some records and its documents."""
    content = "\n".join(json.dumps(record) for record in records).encode()
    piece = Piece("1", name, 1, content, JSON_LINES)
    reading = read_piece(piece, ReadConfig())
    return reading, [document(piece, draft) for draft in reading.drafts]


@pytest.mark.parametrize("record", EXPORTS.values(), ids=EXPORTS)
def test_the_columns_of_an_export_are_known(record: dict[str, Any]) -> None:
    """Text, title, outlet and day come from the right column; the author where there is one."""
    _, (one,) = read(record)
    assert one.text == TEXT
    assert one.title == "Gate shut"
    assert one.outlet == "Harbour Post"
    assert one.published.evidence is TimeEvidence.GIVEN
    assert one.published.earliest is not None
    assert one.published.earliest.date() == datetime(2021, 3, 4, tzinfo=UTC).date()
    assert one.authors in {("Ana Brill",), ("Brill, Ana",), ()}
    assert bool(one.authors) is any("uthor" in name or "yline" in name for name in flat(record))
    assert one.url in {"https://post.example/gate", None}
    assert one.language in {"en", None}


def flat(record: dict[str, Any]) -> list[str]:
    """Names of the columns, inner ones too."""
    return [
        *record,
        *(name for value in record.values() if isinstance(value, dict) for name in value),
    ]


def test_a_summary_is_read_where_there_is_no_text() -> None:
    """A record of a list of links has a description at best."""
    _, (one,) = read({"title": "Gate shut", "content": None, "description": TEXT})
    assert one.text == TEXT


def test_a_text_with_markup_is_read_as_html() -> None:
    """Paragraphs become paragraphs, links become links; the record's columns still say the rest."""
    body = f'<p>{TEXT}</p><p>More at <a href="https://post.example/x">the Post</a>.</p>'
    _, (one,) = read({"id": 3, "title": "Gate shut", "body": body})
    assert one.text == f"{TEXT}\n\nMore at the Post."
    assert one.links[0].target == "https://post.example/x"
    assert (one.media_type, one.title, one.label) == ("text/html", "Gate shut", "3")


def test_a_text_about_markup_is_no_markup() -> None:
    """A lone angle bracket changes nothing."""
    text = "Vale said that 3 < 4 and that <b is how bold text begins."
    _, (one,) = read({"text": text})
    assert one.text == text


def test_records_without_text_are_refused_together_with_their_columns() -> None:
    """One row says how many, which columns there are and what to do."""
    reading, made = read(*({"Kropp": TEXT, "nr": number} for number in range(40)), name="t.csv")
    assert made == []
    (refusal,) = reading.refusals
    assert "record 1 and 39 more" in refusal.detail
    assert "Kropp, nr" in refusal.detail
    assert "--map text=" in refusal.next_step


def test_texts_that_a_provider_cut_are_read_and_said_to_be_cut() -> None:
    """What is missing from a text may be what another page quotes."""
    reading, (one,) = read({"url": "https://post.example/g", "content": f"{TEXT}… [+1206 chars]"})
    assert one.text.startswith(TEXT)
    (refusal,) = reading.refusals
    assert refusal.reason is RejectReason.CAPPED
    assert "https://post.example/g" in refusal.detail


def test_a_record_is_never_published_after_it_was_collected() -> None:
    """A date beyond the day of collection is an error of the page."""
    late = {"text": TEXT, "date": "2031-01-01", "collect_date": "2021-03-09T00:00:00Z"}
    _, (one,) = read(late)
    assert one.published.earliest is None
    assert one.published.latest is not None
    assert one.published.latest.year == 2021


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("By Ana Brill and Tor Vale", ("Ana Brill", "Tor Vale")),
        ("Ana Brill; Tor Vale", ("Ana Brill", "Tor Vale")),
        ("Ana Brill, Tor Vale", ("Ana Brill", "Tor Vale")),
        ("Brill, Ana", ("Brill, Ana",)),
        ("['Ana Brill', 'Tor Vale']", ("Ana Brill", "Tor Vale")),
        ('["Ana Brill"]', ("Ana Brill",)),
        ([{"name": "Ana Brill"}, "Tor Vale", "Ana Brill"], ("Ana Brill", "Tor Vale")),
        ("[" * 100_000, ("[" * 90,)),
        ("", ()),
        (None, ()),
        (7.5, ()),
    ],
)
def test_names_are_taken_apart_as_they_are_written(written: Any, expected: tuple[str, ...]) -> None:
    """Lists, lists as text, bylines, and one name the other way round."""
    assert names(written, 90) == expected
