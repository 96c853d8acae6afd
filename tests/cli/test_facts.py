"""`govnews facts` and `evaluate`."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


def test_facts_as_json(govnews, text_file):
    """A text gives one record; dates count from the day of publication."""
    code, out, _ = govnews(
        "facts", text_file, "--json", "--published", "11/12/2023", "--title", "T"
    )
    record = json.loads(out)
    assert code == 0
    assert record["article"]["title"] == "T"
    assert record["article"]["published_at"] == "2023-12-11T00:00:00+07:00"
    assert record["article"]["event_date"] == "2023-12-11"


def test_facts_take_a_time(govnews, text_file):
    """The publication may carry a time; it is Hanoi time."""
    _, out, _ = govnews("facts", text_file, "--json", "--published", "2023-12-11T15:30")
    assert json.loads(out)["article"]["published_at"] == "2023-12-11T15:30:00+07:00"


def test_facts_with_their_sentences(govnews, text_file):
    """For people, each fact stands above the sentence that says it."""
    code, out, _ = govnews("facts", text_file, "--published", "2023-12-11")
    lines = out.splitlines()
    speech = next(n for n, line in enumerate(lines) if line.startswith("speech"))
    assert code == 0
    assert "Trần Văn Bình: opening" in lines[speech]
    assert "phát biểu khai mạc hội nghị.”" in lines[speech + 1]


def test_facts_from_standard_input(govnews, stdin):
    """`-` reads standard input; a text without facts says so."""
    stdin("Trời hôm nay đẹp.")
    assert govnews("facts", "-") == (0, "No facts were found.\n", "")


def test_evaluate(govnews, tmp_path, text_file):
    """Scores of a gold folder as a table and as JSON; a missed floor fails."""
    gold = tmp_path / "gold"
    gold.mkdir()
    text = text_file.read_text(encoding="utf-8")
    expected = {"event_date": "2023-12-11"}
    record = {"text": text, "published": "2023-12-11", "article": expected}
    (gold / "a.json").write_text(json.dumps(record), encoding="utf-8")
    code, out, _ = govnews("evaluate", gold, "--json")
    assert code == 0
    assert json.loads(out)["fields"]["event_date"]["value"] == 1
    assert "event_date" in govnews("evaluate", gold)[1]
    (tmp_path / "floors.json").write_text('{"event_date": 1.0, "venue": 0.5}')
    code, _, err = govnews("evaluate", gold, "--floor", tmp_path / "floors.json")
    assert code == 1
    assert err.startswith("govnews: venue")


def test_evaluate_nothing(govnews, tmp_path):
    """A folder without gold is wrong usage."""
    assert govnews("evaluate", tmp_path)[0] == 2


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x1f\x8b\x08\x00packed", "no plain text but a binary file"),
        (b"%PDF-1.7 ...", "no plain text but a binary file"),
        (b"a\x00b", "no plain text but a binary file"),
        (b"<!DOCTYPE html><html><body><p>Tin</p>", "use `govnews extract"),
    ],
)
def test_what_is_no_plain_text_is_refused(govnews, tmp_path, data, said):
    """A packed file, a document or a web page is told apart from a text."""
    path = tmp_path / "bai"
    path.write_bytes(data)
    code, out, err = govnews("facts", path)
    assert (code, out) == (2, "")
    assert said in err


def test_utf_16_is_text(govnews, tmp_path):
    """Notepad's other encoding is full of zeros and a text all the same."""
    path = tmp_path / "bai.txt"
    path.write_text("Ông Lê Văn Tám dự hội nghị.", encoding="utf-16")
    assert "Lê Văn Tám" in govnews("facts", path)[1]


def test_a_terminal_without_vietnamese_letters(text_file):
    """With ASCII only, as cron has it, text is escaped and JSON stays JSON."""
    command = [sys.executable, "-m", "govnews", "facts", str(text_file)]
    for more in ([], ["--json"]):
        done = subprocess.run(
            command + more,
            capture_output=True,
            env=os.environ | {"PYTHONIOENCODING": "ascii"},
            check=True,
        )
    assert json.loads(done.stdout)["people"][0]["name"] == "Trần Văn Bình"
