"""Scrapy's side: what it finds by name, its settings, and the pipelines one by one."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import DropItem
from scrapy.settings import Settings
from scrapy.spiderloader import SpiderLoader
from scrapy.utils.misc import load_object

from govnews import portals
from govnews.errors import BadInput, DatasetLocked, UnknownPortal
from govnews.extract import Reading
from govnews.page.parts import Page

ROOT = Path(__file__).parents[2]
SETTINGS = Settings()
SETTINGS.setmodule("govnews.settings", priority="project")


def test_every_portal_is_a_spider() -> None:
    """`scrapy list` shows the declared portals, each walked by its family's spider."""
    loader = SpiderLoader.from_settings(SETTINGS)
    # Some families' spiders are still to come.
    declared = portals.all_portals()
    assert sorted(loader.list()) == sorted(portal.name for portal in declared)
    for portal in declared:
        spider = loader.load(portal.name)
        assert issubclass(spider, load_object(portal.platform.spider))
        assert spider.custom_settings["DOWNLOAD_DELAY"] == portal.delay
        assert spider.custom_settings["CONCURRENT_REQUESTS_PER_DOMAIN"] == portal.concurrency
        strict = portal.tls == "strict"
        assert spider.custom_settings["DOWNLOAD_VERIFY_CERTIFICATES"] == strict


def test_portals_of_similar_names_are_all_spiders(tmp_path: Path) -> None:
    """`a-1` and `a1` are two portals, and neither hides the other."""
    fields = 'title = "Cổng thử"\nfamily = "vnpt"\nevidence = "thử"\n'
    tables = [f'[{name}]\nhosts = ["{name}.example.vn"]\n{fields}' for name in ("a-1", "a1")]
    (tmp_path / "own.toml").write_text("\n".join(tables), encoding="utf-8")
    code = (
        "import sys; from govnews import portals; portals.use_files([sys.argv[1]]);"
        "from scrapy.spiderloader import SpiderLoader; from scrapy.settings import Settings;"
        "print(*SpiderLoader.from_settings(Settings({'SPIDER_MODULES': ['govnews.spiders']})).list())"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "own.toml")]
    shown = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True).stdout
    assert {"a-1", "a1"} <= set(shown.split())


def test_nothing_defines_start_requests() -> None:
    """Scrapy 2.16 stopped calling `start_requests`, in silence; nobody may write one."""
    sources = [*(ROOT / "spiders").glob("*.py"), *(ROOT / "govnews").rglob("*.py")]
    assert sources
    assert not [p.name for p in sources if re.search(r"def start_requests\b", p.read_text("utf-8"))]


def test_the_settings_are_polite_and_close_every_door() -> None:
    """Robots obeyed, one request a second and host, no remote control, no cookies, only gzip."""
    assert SETTINGS.getbool("ROBOTSTXT_OBEY")
    assert SETTINGS.getfloat("DOWNLOAD_DELAY") >= 1
    assert SETTINGS.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert not SETTINGS.getbool("REMOTE_CONTROL_ENABLED")
    assert not SETTINGS.getbool("TELNETCONSOLE_ENABLED")
    assert not SETTINGS.getbool("COOKIES_ENABLED")
    assert SETTINGS.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert SETTINGS.getdict("DEFAULT_REQUEST_HEADERS")["Accept-Encoding"] == "gzip"
    assert SETTINGS.getint("DOWNLOAD_MAXSIZE") == 10 * 1024 * 1024
    assert SETTINGS["USER_AGENT"].startswith("govnews/")


@pytest.mark.parametrize("setting", ["DOWNLOADER_MIDDLEWARES", "EXTENSIONS", "ITEM_PIPELINES"])
def test_every_name_in_the_settings_can_be_loaded(setting: str) -> None:
    """The strings in the settings name classes that exist."""
    for path in SETTINGS.getdict(setting):
        assert load_object(path)


def reading(**changes: Any) -> Reading:
    """A page on its way."""
    page = Page(
        url="https://thu.gov.vn/tin/bai-10001",
        canonical_url="https://thu.gov.vn/tin/bai-10001",
        layout="vnpt-portal",
        title="Hội nghị  tổng kết năm 2023",
        paragraphs=("Sáng 11/12, Ủy ban nhân dân tỉnh tổ chức hội nghị.",),
        published_at=datetime(2023, 12, 11, 17, 0, tzinfo=UTC),
        published_precision="minute",
    )
    fetched_at = datetime(2023, 12, 12, tzinfo=UTC)
    return Reading(page=replace(page, **changes), portal=None, fetched_at=fetched_at)


def crawler() -> Any:
    """As much of a crawler as a pipeline asks for."""
    counts: dict[str, int] = {}
    stats = SimpleNamespace(
        inc_value=lambda name: counts.update({name: counts.get(name, 0) + 1}), counts=counts
    )
    return SimpleNamespace(stats=stats, settings=SETTINGS, spider=None)


def record_of(item: Reading) -> Any:
    """The reading after the first two pipelines."""
    item = load_object("govnews.pipelines.clean.CleanPipeline")().process_item(item)
    return load_object("govnews.pipelines.facts.FactsPipeline")().process_item(item)


def test_the_pipelines_walk_the_one_path() -> None:
    """Cleaning and facts make the record that `assemble` makes of the cleaned page."""
    from govnews.extract import assemble
    from govnews.page import clean_page

    item = reading()
    assert record_of(item) == assemble(replace(item, page=clean_page(item.page)))


def test_a_good_record_passes() -> None:
    """Validation hands on what holds."""
    pipeline = load_object("govnews.pipelines.validate.ValidatePipeline")(crawler())
    record = record_of(reading())
    assert pipeline.process_item(record) is record


def test_a_date_ahead_of_the_fetch_is_left_out(caplog: pytest.LogCaptureFixture) -> None:
    """A publication more than two days after the fetch was misread; the article stays."""
    boss = crawler()
    pipeline = load_object("govnews.pipelines.validate.ValidatePipeline")(boss)
    day = datetime(2023, 12, 15, tzinfo=UTC)
    record = pipeline.process_item(
        record_of(reading(published_at=day, published_text="15/12/2023"))
    )
    assert record.article.published_at is None
    assert record.article.published_precision is None
    assert record.article.published_text == "15/12/2023"
    assert "dated 2023-12-15, after its fetch" in caplog.text
    assert boss.stats.counts == {"govnews/dates_left_out": 1}


def test_evidence_must_lie_where_it_says() -> None:
    """A row whose evidence is not at its place is refused, with the rule's name."""
    from govnews.model import Evidence, Person

    pipeline = load_object("govnews.pipelines.validate.ValidatePipeline")(crawler())
    record = record_of(reading())
    evidence = Evidence(field="body", start=0, end=4, text="Trưa", rule="thu-luat")
    person = Person(person_no=1, name="Trần Văn Bình", evidence=evidence)
    with pytest.raises(DropItem, match="thu-luat"):
        pipeline.process_item(replace(record, people=(person,)))


def test_the_writer_stores_in_the_run_it_is_given(tmp_path: Path) -> None:
    """A spider that carries a run writes to it; the pipeline counts and leaves it open."""
    from govnews.dataset import open_run

    boss = crawler()
    with open_run(tmp_path) as run:
        boss.spider = SimpleNamespace(run=run)
        pipeline = load_object("govnews.pipelines.write.WritePipeline")(boss)
        pipeline.open_spider()
        pipeline.process_item(record_of(reading()))
        pipeline.process_item(record_of(reading()))
        pipeline.close_spider()
        assert boss.stats.counts == {"govnews/new": 1, "govnews/unchanged": 1}
        assert run.finish().new == 1


def test_wrong_orders_are_refused_before_anything_is_asked(tmp_path: Path) -> None:
    """Unknown and closed portals, no portal, dates the wrong way round: errors of exit code 2."""
    from datetime import date

    from govnews.harvest import harvest

    with pytest.raises(UnknownPortal):
        harvest(["haipong"], out=tmp_path)
    with pytest.raises(UnknownPortal):
        harvest([], out=tmp_path)
    with pytest.raises(BadInput, match="closed"):
        harvest(["sotttt-hanoi"], out=tmp_path)
    with pytest.raises(BadInput, match="after until"):
        harvest(["haiphong"], out=tmp_path, since=date(2024, 1, 2), until=date(2024, 1, 1))
    with pytest.raises(BadInput, match="limit"):
        harvest(["haiphong"], out=tmp_path, limit=0)
    assert list(tmp_path.iterdir()) == []


def test_a_locked_dataset_is_not_waited_for(tmp_path: Path) -> None:
    """While another run writes, a harvest says so at once (exit code 75)."""
    from govnews.dataset import open_run
    from govnews.harvest import harvest

    with open_run(tmp_path), pytest.raises(DatasetLocked):
        harvest(["haiphong"], out=tmp_path)


def test_a_file_in_the_place_of_the_archive(tmp_path: Path) -> None:
    """Where the pages cannot be kept nothing is asked, and the file is named."""
    from govnews.harvest import harvest

    (tmp_path / "archive").write_text("x")
    with pytest.raises(BadInput, match=r"archive: this is a file"):
        harvest(["haiphong"], out=tmp_path)


def test_scrapy_crawl_of_a_locked_dataset_says_so_in_a_line(tmp_path: Path) -> None:
    """No traceback, nothing asked, and the exit code of a lock."""
    from govnews.dataset import open_run

    with open_run(tmp_path):
        command = [sys.executable, "-m", "scrapy", "crawl", "haiphong"]
        setting = ["-s", f"GOVNEWS_OUT={tmp_path}"]
        done = subprocess.run(
            command + setting, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
        )
    assert done.returncode == 75
    assert "is writing here: wait for it to end" in done.stderr
    assert "Traceback" not in done.stderr
