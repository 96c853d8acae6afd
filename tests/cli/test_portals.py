"""`govnews portals`, and portals of one's own for the other commands."""

from __future__ import annotations

import io
import json

import pytest
from rich.console import Console
from rich.text import Text

from govnews import portals
from govnews.portals import all_portals
from govnews.show_portals import show_portals

OWN = """\
[xa-mau]
title = "Trang thông tin điện tử xã Mẫu"
hosts = ["xamau.example.vn"]
family = "unknown"
province = "Hải Phòng"
evidence = "two pages saved in the browser"
"""


@pytest.fixture
def own(tmp_path):
    """A file with one portal; forgotten afterwards."""
    path = tmp_path / "cua-toi.toml"
    path.write_text(OWN, encoding="utf-8")
    yield path
    portals.use_files(())


def on_terminal(found):
    """What a terminal of 80 columns shows."""
    shown = io.StringIO()
    show_portals(Console(file=shown, force_terminal=True, width=80, no_color=True), found)
    return Text.from_ansi(shown.getvalue()).plain


def test_where_piped(govnews):
    """One portal a line, columns by tabs, with what it rests on and when it was checked."""
    code, out, _ = govnews("portals")
    lines = [line.split("\t") for line in out.splitlines()]
    assert code == 0
    assert lines[0][:5] == ["kind", "name", "family", "status", "rests on"]
    assert [line[1] for line in lines[1:]] == [portal.name for portal in all_portals()]
    assert {len(line) for line in lines} == {8}


def test_as_json(govnews):
    """Everything declared of a portal, one a line."""
    _, out, _ = govnews("portals", "--json")
    first = json.loads(out.splitlines()[0])
    assert first["name"] == all_portals()[0].name
    assert first["hosts"]
    assert len(out.splitlines()) == len(all_portals())


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["namsach"], ["haiphong-namsach"]),
        (["thuathienhue"], []),
        (["hai*", "--kind", "province"], ["haiphong", "haiduong"]),
        (["--family", "dotnetnuke"], ["pcmatuy"]),
        (["BOCONGAN", "--kind", "ministry"], ["bocongan"]),
    ],
)
def test_filters(govnews, arguments, names):
    """Part of a name or host, the kind and the family narrow the list; nothing left is told."""
    code, out, err = govnews("portals", *arguments)
    assert [line.split("\t")[1] for line in out.splitlines()[1:]] == names
    assert code == (0 if names else 2)
    assert ("no portal is like" in err) == (not names)


@pytest.mark.parametrize(("option", "value"), [("--kind", "provinces"), ("--family", "drupal")])
def test_unknown_filters_name_the_known(govnews, option, value):
    """A kind or family that is none is answered with the list of them."""
    code, _, err = govnews("portals", option, value)
    assert code == 2
    assert f"{value!r}: choose from " in err


def test_on_a_terminal_of_80_columns():
    """Grouped by kind, every portal on one line with name, family, basis and day, none wider."""
    lines = on_terminal(all_portals()).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 80
    assert sum(line.startswith("Provinces and cities") for line in lines) == 1
    (line,) = (line for line in lines if line.startswith("sotttt-hanoi*"))
    assert line.split()[:5] == ["sotttt-hanoi*", "liferay", "saved", "page", "2022-08-27"]
    shown = {line.split()[0].rstrip("*") for line in lines if line.strip()}
    assert {portal.name for portal in all_portals()} <= shown


def test_one_portal_is_told_in_full():
    """Its title, former hosts and evidence are shown where few portals are asked for."""
    shown = " ".join(on_terminal([portals.get("hue")]).split())
    for part in ("thành phố Huế", "thuathienhue.gov.vn", "host name only", "Huế 46"):
        assert part in shown


def test_a_portal_of_ones_own_for_each_command(govnews, own, stdin):
    """`--portals FILE` declares portals for portals, facts, extract and harvest."""
    code, out, _ = govnews("portals", "--portals", own, "xa-mau", "--json")
    assert (code, json.loads(out)["province"]) == (0, "Hải Phòng")
    stdin("Sáng 5/3, thành phố tổ chức hội nghị tổng kết.")
    code, out, _ = govnews("facts", "-", "--portal", "xa-mau", "--portals", own, "--json")
    assert (code, json.loads(out)["article"]["portal"]) == (0, "xa-mau")
    stdin("Sáng 5/3, thành phố tổ chức hội nghị tổng kết.")
    assert govnews("facts", "-", "--portal", "xa-mau", "--json")[0] == 2


def test_a_broken_file_is_wrong_usage(govnews, own):
    """What is wrong with it is said in one line, before anything is done."""
    own.write_text(OWN.replace("unknown", "drupal"), encoding="utf-8")
    for command in (["harvest", "haiphong"], ["extract", "-"], ["facts", "-"], ["portals"]):
        code, out, err = govnews(*command, "--portals", own)
        assert (code, out) == (2, "")
        assert f"{own}: portal xa-mau: family = 'drupal'" in err
