"""Plan the harvest of the whole country from measured figures, and write docs/scale.md.

    python tools/scale_plan.py [--measure ARCHIVE]

`--measure` reads and harvests an archive of `--portal` again and keeps the figures in
docs/scale.json. Without it the document is written from the figures that are there. What nobody
has measured is an assumption, stands in this file, and is called one in the document.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from scale_figures import measured

from govnews.portals import select

DOCS = Path(__file__).resolve().parents[1] / "docs"
FIGURES, DOCUMENT, TEXT = DOCS / "scale.json", DOCS / "scale.md", DOCS / "scale.in.md"
DAY = 86_400
HOST_RATE = 1.0
"""Requests a second that a host is asked at most: the delay that all portals are declared with."""
WINDOW_HOURS = 8
"""The night's harvest is to be over after this time."""
LISTING_REQUESTS = 40
"""Of a harvest one day after the first, for listings (tools/incremental.py)."""
LOOKS = 6
"""Requests for an article in its life: the first, and one at each of the five ages of `again`."""
FIRST = 1.1
"""Requests of a first harvest for each article (tools/incremental.py: 5,501 for 5,000)."""
VCPU_HOUR, GB_MONTH = 0.04, 0.023
"""Prices in US dollars: assumptions, of the order of large providers' lists."""
MACHINE_GB = 16
SLACK = 2.0
"""Cores are counted so many times: pages differ, and machines are never busy all the time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Hosts of one kind."""

    name: str
    hosts: int
    daily: float
    """Articles a day and host."""
    backlog: int
    """Articles that a host has already."""


def declared() -> int:
    """Portals that are declared, closed ones included."""
    return len(select(None))


def live(*kinds: str) -> int:
    """Declared portals of these kinds that are open."""
    return sum(p.status == "live" and p.kind in kinds for p in select(None))


def groups() -> list[Group]:
    """The whole country: how many hosts is counted or given by law, what they publish is assumed."""
    provinces = live("province")
    return [
        Group("provinces", provinces, 30, 60_000),
        Group("communes", 3_321, 1, 1_500),
        Group("departments of provinces", provinces * 14, 2, 3_500),
        Group("ministries and central bodies",
              live("ministry", "government", "party", "front", "union", "assembly", "other"),
              30, 60_000),
        Group("state newspapers", live("newspaper"), 150, 500_000),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """What follows from the figures for some groups of hosts."""

    figures: dict[str, Any]
    groups: list[Group]

    @property
    def page_bytes(self) -> float:
        """Of the archive, with its index, for each page fetched."""
        return float(self.figures["archive_bytes"] / self.figures["requests"])

    @property
    def row_bytes(self) -> float:
        """Of parts and ledger, for each article version."""
        stored = self.figures["part_bytes"] + self.figures["ledger_bytes"]
        return float(stored / self.figures["articles"])

    @property
    def current_bytes(self) -> float:
        """Of the current Parquet and CSV files, for each article."""
        return float(self.figures["current_bytes"] / self.figures["articles"])

    @property
    def harvest_second(self) -> float:
        """Processor time for each page fetched, read, kept and stored."""
        spent = self.figures["harvest_seconds"] - self.figures["start_seconds"]
        return float(spent / self.figures["requests"])

    @property
    def night_seconds(self) -> float:
        """Processor time of a night: a process begins for each host, and fetches its pages."""
        starts = self.hosts * self.figures["start_seconds"]
        return float(starts + self.daily_requests * self.harvest_second)

    @property
    def commit_second(self) -> float:
        """Processor time of the one committer for each article."""
        return float(self.figures["commit_seconds"] / self.figures["committed"])

    @property
    def first_slots(self) -> float:
        """Crawls that fit into the memory of one machine."""
        return MACHINE_GB * 1000 / SLACK / float(self.figures["harvest_mb"])

    @property
    def largest_days(self) -> float:
        """For the first harvest of the largest host."""
        return max(map(self.first, self.groups)) / HOST_RATE / DAY

    @property
    def read_second(self) -> float:
        """Processor time for each page of an archive that is read again."""
        return float(self.figures["read_seconds"] / self.figures["pages"])

    def nightly(self, group: Group) -> float:
        """Requests a day to one host."""
        return LISTING_REQUESTS + LOOKS * group.daily

    def first(self, group: Group) -> float:
        """Requests of the first harvest of one host."""
        return FIRST * group.backlog

    @property
    def hosts(self) -> int:
        """All of them."""
        return sum(group.hosts for group in self.groups)

    @property
    def daily_requests(self) -> float:
        """To all hosts."""
        return sum(group.hosts * self.nightly(group) for group in self.groups)

    @property
    def first_requests(self) -> float:
        """To all hosts."""
        return sum(group.hosts * self.first(group) for group in self.groups)

    @property
    def articles(self) -> float:
        """In the backlog."""
        return sum(group.hosts * group.backlog for group in self.groups)

    @property
    def daily_articles(self) -> float:
        """New ones."""
        return sum(group.hosts * group.daily for group in self.groups)

    @property
    def slots(self) -> float:
        """Portals at a time that fill the window of a night: each takes a second a request."""
        return self.daily_requests / HOST_RATE / (WINDOW_HOURS * 3600)

    @property
    def cores(self) -> float:
        """For a night's harvest in its window, slack included."""
        return SLACK * self.night_seconds / (WINDOW_HOURS * 3600)

    @property
    def first_cores(self) -> float:
        """That keep up with all hosts asked side by side, each at its own pace."""
        return SLACK * self.hosts * HOST_RATE * self.harvest_second


def rows(plan: Plan) -> list[list[str]]:
    """Name and value of everything that the document says in numbers, by its place there."""
    year = 365
    first_gb = plan.first_requests * plan.page_bytes / 1e9
    daily_gb = plan.daily_requests * plan.page_bytes / 1e9
    year_gb = first_gb + year * daily_gb
    table_gb = plan.articles * plan.row_bytes / 1e9
    current_gb = plan.articles * plan.current_bytes / 1e9
    slots = max(1, round(plan.slots + 0.5))
    core_hours = plan.night_seconds / 3600
    alone = plan.first_requests / HOST_RATE / plan.first_slots / DAY
    ledger_gb = plan.articles * plan.figures["ledger_bytes"] / plan.figures["articles"] / 1e9
    first_hours = plan.first_requests * plan.harvest_second / 3600
    again_hours = plan.articles * FIRST * plan.read_second / 3600
    month = 30 * SLACK * core_hours * VCPU_HOUR + year_gb * GB_MONTH
    return [
        ["all hosts", f"{plan.hosts:,}"],
        ["new articles a day", f"{plan.daily_articles:,.0f}"],
        ["requests a day", f"{plan.daily_requests:,.0f}"],
        ["requests a second, spread over the day", f"{plan.daily_requests / DAY:,.1f}"],
        [f"portals at a time, so that a night ends after {WINDOW_HOURS} h", f"{slots}"],
        ["memory of so many crawls", f"{slots * plan.figures['harvest_mb'] / 1000:,.1f} GB"],
        [f"cores for a night in {WINDOW_HOURS} h", f"{plan.cores:,.2f}"],
        ["core hours a night", f"{core_hours:,.1f}"],
        ["archive a day", f"{daily_gb:,.1f} GB"],
        ["articles in the backlog", f"{plan.articles / 1e6:,.1f} million"],
        ["requests for the backlog", f"{plan.first_requests / 1e6:,.1f} million"],
        ["days for the largest host's backlog", f"{plan.largest_days:,.1f}"],
        [f"crawls that fit into a machine of {MACHINE_GB} GB", f"{plan.first_slots:,.0f}"],
        ["days for the backlog on one such machine", f"{max(alone, plan.largest_days):,.1f}"],
        ["requests a second if all hosts are asked side by side", f"{plan.hosts * HOST_RATE:,.0f}"],
        ["cores that keep up with that", f"{plan.first_cores:,.0f}"],
        ["memory for that, a process a host",
         f"{plan.hosts * plan.figures['harvest_mb'] / 1000:,.0f} GB"],
        ["core hours for the backlog", f"{first_hours:,.0f}"],
        ["archive of the backlog", f"{first_gb:,.0f} GB"],
        ["archive after the first year", f"{year_gb:,.0f} GB"],
        ["parts and ledger of the backlog", f"{table_gb:,.1f} GB"],
        ["of that the ledger", f"{ledger_gb:,.1f} GB"],
        ["current Parquet and CSV files", f"{current_gb:,.1f} GB"],
        ["hours of the one committer for the backlog",
         f"{plan.articles * plan.commit_second / 3600:,.1f}"],
        ["minutes of the one committer for a night",
         f"{plan.daily_articles * plan.commit_second / 60:,.1f}"],
        ["core hours to read the backlog again", f"{again_hours:,.0f}"],
        ["processors for the backlog, once", f"{SLACK * first_hours * VCPU_HOUR:,.0f} USD"],
        ["to read it again, once", f"{SLACK * again_hours * VCPU_HOUR:,.0f} USD"],
        ["storing the backlog's archive, a month", f"{first_gb * GB_MONTH:,.0f} USD"],
        ["a month of nights after the first year, with its archive", f"{month:,.0f} USD"],
    ]  # fmt: skip


def units(plan: Plan) -> list[list[str]]:
    """What one page or article costs."""
    f = plan.figures
    return [
        ["archive and index, a page fetched", f"{plan.page_bytes / 1000:.1f} kB",
         f"{f['archive_bytes']:,} bytes / {f['requests']:,} pages"],
        ["parts and ledger, an article", f"{plan.row_bytes / 1000:.2f} kB",
         f"{f['part_bytes'] + f['ledger_bytes']:,} bytes / {f['articles']:,} articles"],
        ["current Parquet and CSV, an article", f"{plan.current_bytes / 1000:.2f} kB",
         f"{f['current_bytes']:,} bytes / {f['articles']:,} articles"],
        ["harvest, a page", f"{1000 * plan.harvest_second:.1f} ms of a core",
         f"({f['harvest_seconds']} s - {f['start_seconds']} s) / {f['requests']:,} pages"],
        ["the beginning of a crawl", f"{f['start_seconds']:.1f} s of a core", "one page alone"],
        ["committing, an article", f"{1000 * plan.commit_second:.1f} ms of a core",
         f"{f['commit_seconds']} s / {f['committed']:,} articles"],
        ["reading again, a page", f"{1000 * plan.read_second:.1f} ms of a core",
         f"{f['read_seconds']} s / {f['pages']:,} pages"],
        ["a crawl's memory at its peak", f"{f['harvest_mb']} MB", "one portal"],
    ]  # fmt: skip


def hosts(plan: Plan) -> list[list[str]]:
    """The groups and what follows for one of their hosts."""
    return [
        [g.name, f"{g.hosts:,}", f"{g.daily:g}", f"{g.backlog:,}", f"{plan.nightly(g):,.0f}",
         f"{plan.nightly(g) / HOST_RATE / 60:.1f} min", f"{plan.first(g) / HOST_RATE / 3600:,.1f} h"]
        for g in plan.groups
    ]  # fmt: skip


def table(head: list[str], lines: list[list[str]]) -> str:
    """Markdown."""
    every = [head, ["---"] * len(head), *lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in every)


def document(figures: dict[str, Any]) -> str:
    """docs/scale.md: its text with the tables in their places."""
    plan = Plan(figures, groups())
    filled = {
        "{{units}}": table(["what", "measured", "from"], units(plan)),
        "{{hosts}}": table(
            ["hosts", "number", "articles a day", "articles there", "requests a day",
             "a night takes", "the first harvest"], hosts(plan)),
        "{{plan}}": table(["what", "planned"], rows(plan)),
        "{{machine}}": figures["machine"],
        "{{archive}}": figures["archive"],
        "{{declared}}": str(declared()),
        "{{prices}}": f"{VCPU_HOUR} USD for an hour of a core, {GB_MONTH} USD for a gigabyte and "
        "month of object storage",
    }  # fmt: skip
    text = TEXT.read_text("utf-8")
    for mark, value in filled.items():
        text = text.replace(mark, value)
    return text


def main() -> None:
    """Measure if asked to, and write the document."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--measure", metavar="ARCHIVE", type=Path, help="take the figures anew")
    options.add_argument("--portal", default="sotttt-hanoi", help="whose archive it is")
    asked = options.parse_args()
    if asked.measure:
        figures = measured(asked.measure, asked.portal)
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")
    DOCUMENT.write_text(document(json.loads(FIGURES.read_text("utf-8"))), "utf-8")


if __name__ == "__main__":
    main()
