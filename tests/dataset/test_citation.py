"""Which data these are: an id that follows the content, and words to cite them."""

from __future__ import annotations

import re
import shutil
from datetime import UTC, datetime

from govnews.dataset import load, open_run


def test_the_same_data_have_the_same_id(tmp_path, record):
    """On another machine, in another order, in more runs: the readings alone count."""
    with open_run(tmp_path / "one") as run:
        for number in (1, 2, 3):
            run.add(record(number))
    with open_run(tmp_path / "two", "20240101T000000Z") as run:
        run.add(record(3))
    with open_run(tmp_path / "two", "20240102T000000Z") as run:
        run.add(record(2))
        run.add(record(1))
    shutil.copytree(tmp_path / "one", tmp_path / "copy")
    ids = {load(tmp_path / name).version_id for name in ("one", "two", "copy")}
    assert len(ids) == 1
    assert re.fullmatch("[0-9a-f]{32}", ids.pop())


def test_other_data_have_another_id(tmp_path, record):
    """One more article, an edit, or another reading of the same page changes it."""
    ids = [_id_of(tmp_path / "0", record(1))]
    ids.append(_id_of(tmp_path / "1", record(1), record(2)))
    ids.append(_id_of(tmp_path / "2", record(1, title="Khác", content_hash="other")))
    ids.append(_id_of(tmp_path / "3", record(1, organiser="Xã Lam Sơn")))
    assert len(set(ids)) == 4


def test_a_selection_has_an_id_of_its_own(tmp_path, record):
    """Portals, days and a time of the past choose other data, and the words say which."""
    with open_run(tmp_path) as run:
        run.add(record(1))
        run.add(record(2, portal="khac", published_at=datetime(2023, 5, 1, 1, tzinfo=UTC)))
    one, other = load(tmp_path, portal="lamson"), load(tmp_path, until="2023-12-31")
    assert len({load(tmp_path).version_id, one.version_id, other.version_id}) == 3
    assert one.version_id == _id_of(tmp_path / "alone", record(1))
    assert one.cite().portals == ("lamson",)
    assert other.cite().title.endswith("(khac), 2023-05-01")
    assert load(tmp_path, as_of="2020-01-01").cite().articles == 0


def test_the_words(tmp_path, record):
    """Author, portals, days, number of articles, version of govnews, id."""
    data = load(_stored(tmp_path, record(1), record(2)))
    cited = data.cite("Nguyễn Văn A")
    assert str(cited).startswith(f"Nguyễn Văn A ({cited.harvested.year}). News of")
    assert "(lamson), 2024-05-12. Dataset, 2 articles" in str(cited)
    assert str(cited).endswith(f"Dataset version {data.version_id}.")
    assert f"Made with govnews {cited.software}." in str(cited)
    assert cited.first.isoformat() == "2024-05-12"


def test_bibtex_is_sound(tmp_path, record):
    """Braces match, special letters are escaped, the key is plain, the letters stay."""
    data = load(_stored(tmp_path, record(1, portal="a_b.vn")))
    entry = data.cite("Hà & {Con}").bibtex
    assert entry.startswith(f"@misc{{govnews-{data.version_id[:8]},\n")
    assert r"author = {{Hà \& \{Con\}}}" in entry
    assert r"a\_b.vn" in entry
    plain = re.sub(r"\\[{}]", "", entry)
    assert plain.count("{") == plain.count("}")


def test_undated_articles_are_cited_too(tmp_path, record):
    """Without any day of publication none is made up."""
    cited = load(_stored(tmp_path, record(1, published_at=None))).cite()
    assert (cited.first, cited.last) == (None, None)
    assert cited.title.endswith("(lamson), undated")


def _stored(folder, *records):
    with open_run(folder) as run:
        for given in records:
            run.add(given)
    return folder


def _id_of(folder, *records):
    return load(_stored(folder, *records)).version_id
