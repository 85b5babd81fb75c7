"""Dates as pages write them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from reportedly.text.dates import date_of_address, find_dates, parse_time


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Basin Watch, March 07, 2019", (2019, 3, 7)),
        ("Published 11 March 2019, 19:20", (2019, 3, 11)),
        ("8 Mar, 2019 16:12", (2019, 3, 8)),
        ("Sept. 3rd, 2020", (2020, 9, 3)),
        ("the 2nd of May 2021", (2021, 5, 2)),
        ("date 2019-02-01 By Rafe Temmerin", (2019, 2, 1)),
        ("25.12.2022", (2022, 12, 25)),
        ("2019-03-11 20:05", (2019, 3, 11)),
    ],
)
def test_a_day_is_found(text: str, day: tuple[int, int, int]) -> None:
    """Each form gives the whole day, UTC."""
    (found,) = find_dates(text)
    assert found.earliest == datetime(*day, tzinfo=UTC)
    assert found.latest - found.earliest == timedelta(days=1)


def test_the_span_is_the_date_alone() -> None:
    """Words around the date do not belong to it."""
    text = "Basin Watch Research, March 21, 2019 (updated)"
    (found,) = find_dates(text)
    assert found.span.of(text) == "March 21, 2019"


def test_an_instant_keeps_its_zone() -> None:
    """A time with a zone is exact to what is written."""
    (seconds,) = find_dates("2019-03-11T20:05:00+01:00")
    assert seconds.earliest == datetime(2019, 3, 11, 19, 5, tzinfo=UTC)
    assert seconds.latest - seconds.earliest == timedelta(seconds=1)
    (minutes,) = find_dates("2019-03-11T20:05+01:00")
    assert minutes.latest - minutes.earliest == timedelta(minutes=1)


def test_day_and_month_are_not_guessed() -> None:
    """Where both readings are possible, the interval covers both."""
    (found,) = find_dates("03/04/2019")
    assert found.earliest == datetime(2019, 3, 4, tzinfo=UTC)
    assert found.latest == datetime(2019, 4, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2019-99-99",
        "March 35, 2019",
        "March 2019",
        "12 March",
        "1 2 3 2019",
        "12/13/14",
        "May 3, 1066",
    ],
)
def test_no_date_rather_than_a_wrong_one(text: str) -> None:
    """What is no full date of the web's age is not one."""
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Wed, 02 Oct 2019 15:00:00 +0200", datetime(2019, 10, 2, 13, tzinfo=UTC)),
        ("20190311", datetime(2019, 3, 11, tzinfo=UTC)),
        ("2019-03-11T20:05:00Z", datetime(2019, 3, 11, 20, 5, tzinfo=UTC)),
        ("11 March 2019", datetime(2019, 3, 11, tzinfo=UTC)),
    ],
)
def test_metadata_times(value: str, expected: datetime) -> None:
    """Metadata writes times in forms that pages do not."""
    bounds = parse_time(value)
    assert bounds is not None
    assert bounds[0] == expected


@pytest.mark.parametrize(
    "written",
    [
        "11. März 2031", "11 mars 2031", "11 de marzo de 2031", "11 marzo 2031", "11 марта 2031 г.",
        "11 березня 2031", "11 marca 2031", "11 Mart 2031", "11 مارس 2031", "2031年3月11日",
        "2031年03月11日 19:20", "11 de março de 2031",
    ],
)  # fmt: skip
def test_dates_in_other_languages(written: str) -> None:
    """Months by their names in the languages of larger newsrooms."""
    (found,) = find_dates(f"… {written} …")
    assert found.earliest == datetime(2031, 3, 11, tzinfo=UTC)


@pytest.mark.parametrize(
    ("address", "first", "days"),
    [
        ("https://ferry.example/2031/03/11/soup", datetime(2031, 3, 11, tzinfo=UTC), 1),
        ("https://ferry.example/news/2031/mar/11/soup", datetime(2031, 3, 11, tzinfo=UTC), 1),
        ("https://ferry.example/20310311/soup.html", datetime(2031, 3, 11, tzinfo=UTC), 1),
        ("https://ferry.example/2031/12/soup", datetime(2031, 12, 1, tzinfo=UTC), 31),
    ],
)
def test_dates_of_addresses(address: str, first: datetime, days: int) -> None:
    """A day, or a month, in the folders of an address."""
    assert date_of_address(address) == (first, first + timedelta(days=days))


@pytest.mark.parametrize(
    "address", ["https://x.example/2031/soup", "/20313999.html", "/2031/13/41/x"]
)
def test_addresses_without_a_date(address: str) -> None:
    """A year alone, or numbers that are no date, tell nothing."""
    assert date_of_address(address) is None


@pytest.mark.parametrize("value", ["", "yesterday", "9999-12-31T23:59:59-14:00", "T" * 500, "0"])
def test_metadata_that_is_no_time(value: str) -> None:
    """Anything else is no time."""
    assert parse_time(value) is None


@pytest.mark.parametrize("pattern", ["1 ", "2023-", "March ", "1/", "2019-03-03T"])
def test_time_grows_with_length_alone(pattern: str) -> None:
    """No text makes the search slower than in proportion to its length."""
    started = time.process_time()
    find_dates(pattern * 50_000)
    assert time.process_time() - started < 3
