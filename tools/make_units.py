"""Make govnews/lexicon/data/units.tsv.xz from the data of the package vietnamadminunits.

    pip download --no-deps vietnamadminunits==1.0.4 && unzip vietnamadminunits-*.whl -d SOURCE
    python tools/make_units.py SOURCE/vietnamadminunits

The package (MIT, © 2025 Tran Ngoc Minh Hieu) is needed only here. Before writing, the hand-kept
tables of provinces and former districts are checked against it; a contradiction ends the run.
The same source gives the same table.

Lines of the output, tab-separated: `P code` opens a province as of 2025-06-30, `D code kind name
successors` a district in it, `W code kind name successors` a commune in that, and after them `P code`
opens a province as of 2025-07-01 with its communes, `W code kind name` and an empty last column.
Successors are codes of communes since 2025-07-01; of a divided commune the main part comes first.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from govnews.lexicon import provinces

# A dictionary of the size of the text: the preset's own would cost the reader 64 MiB.
_XZ = {"id": lzma.FILTER_LZMA2, "preset": 9 | lzma.PRESET_EXTREME, "dict_size": 1 << 19}

Rows = list[dict[str, Any]]


def main() -> None:
    """Check the hand tables, then write the table; exit 1 with the contradictions otherwise."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("source", type=Path, help="folder of the package vietnamadminunits 1.0.4")
    source = parser.parse_args().source / "data"
    old = _rows(source, "SELECT * FROM admin_units_legacy")
    new = _rows(source, "SELECT * FROM admin_units")
    if problems := [*_wrong_provinces(old, new), *_wrong_former(old)]:
        sys.exit("\n".join(problems))
    lines = [*_old_lines(old, _successors(source, old, new)), *_new_lines(new)]
    target = provinces.DATA / "units.tsv.xz"
    target.write_bytes(lzma.compress("\n".join(lines).encode(), filters=[_XZ]))
    sys.stdout.write(f"{target}: {len(lines)} lines, {target.stat().st_size} bytes\n")


def _rows(source: Path, query: str) -> Rows:
    with sqlite3.connect(source / "dataset.db") as connection:
        connection.row_factory = sqlite3.Row
        return [dict(row) for row in connection.execute(query)]


def _wrong_provinces(old: Rows, new: Rows) -> Iterator[str]:
    for rows, day in ((old, date(2025, 6, 30)), (new, date(2025, 7, 1))):
        theirs = {(row["provinceCode"], row["province"]) for row in rows}
        ours = {(province.code, province.full_name) for province in provinces.provinces(day)}
        for difference in sorted(map(str, theirs ^ ours)):
            yield f"units.provinces.tsv and the source differ on {day}: {difference}"


def _wrong_former(old: Rows) -> Iterator[str]:
    standing = {(row["provinceCode"], _kind_and_name(row["district"])[1]) for row in old}
    for row in provinces.read_table("units.former.tsv"):
        if (row["province"], row["name"]) in standing:
            yield f"units.former.tsv: {row['name']} still stood in 2025"
        for successor in row["successors"].split(", "):
            if (row["province"], successor) not in standing:
                yield f"units.former.tsv: {row['name']}: no district {successor}"


def _successors(source: Path, old: Rows, new: Rows) -> dict[str, list[str]]:
    """Key of an old commune → codes of the new ones, that which holds its centre first."""
    table = json.loads((source / "converter_2025.json").read_text("utf-8"))
    code = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in new}
    found: dict[str, list[str]] = defaultdict(list)
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                found[key].append(code[province, ward])
    for province, divided in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            parts.sort(key=lambda part: not part["isDefaultNewWard"])
            found[key].extend(code[province, part["newWardKey"]] for part in parts)
    if lost := [row for row in old if not found[_old_key(row)]]:
        sys.exit(f"no successor for {len(lost)} communes, the first is {lost[0]}")
    return found


def _old_key(row: dict[str, Any]) -> str:
    return "_".join((row["provinceKey"], row["districtKey"], row["wardKey"] or ""))


def _old_lines(old: Rows, successors: dict[str, list[str]]) -> Iterator[str]:
    ordered = sorted(old, key=itemgetter("provinceCode", "districtCode"))
    for province, in_province in groupby(ordered, itemgetter("provinceCode")):
        yield f"P\t{province}"
        for code, district in groupby(in_province, itemgetter("districtCode")):
            rows = list(district)
            heirs = dict.fromkeys(heir for row in rows for heir in successors[_old_key(row)])
            kind, name = _kind_and_name(rows[0]["district"])
            yield f"D\t{code}\t{kind}\t{name}\t{' '.join(heirs)}"
            # Five island districts have no communes; the source gives them a row without one.
            for row in sorted((row for row in rows if row["ward"]), key=itemgetter("wardCode")):
                yield _commune(row, successors[_old_key(row)])


def _new_lines(new: Rows) -> Iterator[str]:
    ordered = sorted(new, key=itemgetter("provinceCode", "wardCode"))
    for province, rows in groupby(ordered, itemgetter("provinceCode")):
        yield f"P\t{province}"
        yield from (_commune(row, []) for row in rows)


def _commune(row: dict[str, Any], heirs: list[str]) -> str:
    kind, name = _kind_and_name(row["ward"])
    return f"W\t{row['wardCode']}\t{kind}\t{name}\t{' '.join(heirs)}"


def _kind_and_name(full_name: str) -> tuple[str, str]:
    """Read from the full name: the source's columns of kind are wrong for seven communes.

    >>> _kind_and_name("Thị trấn Núi Đèo"), _kind_and_name("Quận 1")
    (('thị trấn', 'Núi Đèo'), ('quận', 'Quận 1'))
    """
    kinds = (*provinces.DISTRICT_KINDS, *provinces.COMMUNE_KINDS)
    kind = next(kind for kind in kinds if full_name.lower().startswith(f"{kind} "))
    name = full_name[len(kind) + 1 :]
    return kind, full_name if name.isdigit() else name


if __name__ == "__main__":
    main()
