"""What is read of the saved pages in tests/pages, beside what was read of them before.

    python tools/reading.py [--keep]

Prints what changed, column by column with examples; exit code 1 where anything did. With --keep the
new reading is kept in place of the former one, tests/pages/reading.jsonl.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from govnews import extract
from govnews.comparing import Comparison, rows_of
from govnews.errors import GovnewsError
from govnews.show_comparison import told

PAGES = Path(__file__).resolve().parents[1] / "tests" / "pages"
KEPT = PAGES / "reading.jsonl"


def main() -> int:
    """Compare and print."""
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--keep", action="store_true", help="keep the new reading")
    keep = options.parse_args().keep
    records = dict(readings())
    comparison = compared(records)
    for line in told(comparison):
        print(line)
    if keep:
        lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records.values())
        KEPT.write_text("".join(lines), encoding="utf-8")
        return 0
    if not comparison.is_same:
        print("if that is as it should be: make reading")
    return int(not comparison.is_same)


def readings() -> Iterator[tuple[str, dict[str, Any]]]:
    """Address and record of every page that is an article."""
    for path in sorted(PAGES.glob("*.json")):
        expected = json.loads(path.read_text("utf-8"))
        html, portal = path.with_suffix(".html").read_bytes(), expected.get("portal")
        try:
            record = extract(html, expected["url"], portal=portal).to_dict()
        except GovnewsError as error:
            print(f"{path}: {error}")
        else:
            yield expected["url"], record


def compared(records: dict[str, dict[str, Any]]) -> Comparison:
    """The new reading beside the kept one."""
    comparison = Comparison()
    lines = KEPT.read_text("utf-8").splitlines() if KEPT.exists() else []
    kept = {record["article"]["url"]: record for record in map(json.loads, lines)}
    for url, record in records.items():
        if url in kept:
            comparison.compare(rows_of(kept[url]), rows_of(record))
        else:
            comparison.added.add(None, record["article"]["title"], url)
    for url in kept.keys() - records.keys():
        comparison.missing.add(kept[url]["article"]["title"], None, url)
    return comparison


if __name__ == "__main__":
    sys.exit(main())
