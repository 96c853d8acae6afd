"""Any record that the model allows comes back as it was, from Parquet and from CSV."""

from __future__ import annotations

import dataclasses
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from govnews.dataset import load, open_run, read_csv
from govnews.model import HANOI, TABLES

texts = st.text(min_size=1)
moments = st.datetimes(datetime(1990, 1, 1), datetime(2099, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=HANOI)
)
articles = st.fixed_dictionaries(
    {
        "title": texts,
        "body": texts,
        "summary": st.none() | texts,
        "published_at": st.none() | moments,
        "fetched_at": st.none() | moments.map(lambda moment: moment.astimezone(UTC)),
        "event_date": st.none() | st.dates(date(1900, 1, 1)),
        "authors": st.lists(texts).map(tuple),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(articles, st.none() | st.integers(-(2**31), 2**31 - 1))
def test_round_trip(record, fields, rank):
    """Values survive the journal, the part, the current files and CSV."""
    given_record = record(1, **fields)
    award = dataclasses.replace(given_record.awards[0], rank=rank, reason=fields["summary"])
    given_record = dataclasses.replace(given_record, awards=(award,))
    with tempfile.TemporaryDirectory() as folder:
        with open_run(folder) as run:
            run.add(given_record)
        dataset = load(folder)
        stored = dataset.arrow("articles").to_pylist()[0]
        expected = fields | {"authors": list(fields["authors"])}
        assert {name: stored[name] for name in fields} == expected
        assert dataset.arrow("awards").to_pylist()[0]["rank"] == rank
        for table in TABLES:
            csv = read_csv(Path(folder) / "csv" / f"{table}.csv")
            assert_frame_equal(csv, getattr(dataset, table))
