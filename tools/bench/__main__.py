"""Measure, show, keep, compare.

python -m tools.bench [--pages SET …] [--turns N] [--keep | --check] [--json]
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tools.bench.figures import Figures
from tools.bench.kept import ALLOWED, KEPT, as_json, keep, read_kept, worse
from tools.bench.measures import NAMES, measured
from tools.bench.pages import page_sets
from tools.bench.shown import shown


def main() -> int:
    """Print what was measured; exit code 1 where `--check` finds a ratio worse than the kept one."""
    parser = argparse.ArgumentParser(prog="python -m tools.bench", description=__doc__)
    parser.add_argument("--pages", nargs="+", metavar="SET", help="gold, archive, tests (all)")
    parser.add_argument("--only", nargs="+", choices=NAMES, default=NAMES, help="measures (all)")
    parser.add_argument("--turns", type=int, default=7, help="turns a page (7)")
    parser.add_argument("--kept", type=Path, default=KEPT, help=f"the kept result ({KEPT.name})")
    parser.add_argument("--keep", action="store_true", help="write the result over the kept one")
    parser.add_argument("--check", action="store_true", help="compare with the kept result")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args()
    kept = read_kept(options.kept) if options.check else None
    sets = {n: p for n, p in page_sets().items() if not options.pages or n in options.pages}
    if not sets:
        parser.error(f"no such pages here: {' '.join(options.pages)}")
    results: dict[str, Figures] = {}
    for name, figures in measured(sets, options.turns, options.only):
        results[name] = figures
        if not options.json:
            sys.stdout.write(shown(name, figures) + "\n")
            sys.stdout.flush()
    result = as_json(results)
    if options.json:
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")
    if options.keep:
        keep(result, options.kept)
    if kept is None:
        return 0
    lines = worse(kept, result)
    compared = kept["ratios"].keys() & result["ratios"].keys()
    sys.stderr.writelines(f"{line}\n" for line in lines)
    sys.stderr.write(
        f"{len(compared)} of {len(kept['ratios'])} kept ratios compared, {len(lines)} are more"
        f" than {100 * ALLOWED:.0f} % worse\n"
    )
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
