"""What an award named in a sentence is to the others of it: a part, a total, a description, one more.

Only what is given itself becomes a row; and awards that are only joined share their recipients.
"""

from __future__ import annotations

from govnews.facts.award_names import year_after
from govnews.facts.honours import TITLES, Honour
from govnews.facts.numbers import read_count
from govnews.facts.passage import Passage
from govnews.facts.recipients import Recipient
from govnews.facts.words import words

_TOTAL_REACH = 6
_LONGEST_JOINT = 8
"""Tokens between two awards of one who received both."""


def only_describes(passage: Passage, honour: Honour) -> bool:
    """Whether a title only says who gets another award: `Giấy khen cho 6 gia đình văn hóa`."""
    at = honour.start - (honour.count is not None)
    return honour.kind in TITLES and passage.tokens.keys[max(at - 1, 0) : at] in (["cho"], ["hộ"])


def only_tells_who(passage: Passage, before: Honour, honour: Honour) -> bool:
    """Whether it tells who gets the award before: `Giấy khen cho 2 tập thể đạt danh hiệu …`."""
    tokens = passage.tokens
    at = honour.start
    while at > before.end and tokens.words[at - 1] in ('"', "“"):
        at -= 1
    between = tokens.keys[before.end : at]
    return (
        between[-1:] == ["đạt"]
        and "cho" in between
        and not any(key in (",", ";", ":", ".", "và", "được") for key in between)
    )


def is_sum(honours: list[Honour], recipients: list[Recipient]) -> bool:
    """`tặng cờ, bằng khen, giấy khen cho 423 doanh nghiệp`: one number for several grantors' awards."""
    kinds = {honour.kind for honour in honours}
    return {"merit_certificate", "commendation"} <= kinds and any(r.count for r in recipients)


def only_breaks_down(passage: Passage, honour: Honour, first: int) -> bool:
    """Whether it tells the parts of a total (`146 giải, trong đó có 11 giải Nhất`) or examples."""
    tokens = passage.tokens
    if honour.count is not None:
        before = tokens.words[first : honour.start]
        if honour.kind == "medal" or before.count("(") > before.count(")"):
            return True
    lead = tokens.keys[max(first, honour.start - _TOTAL_REACH) : honour.start]
    return ("trong" in lead and "đó" in lead) or tokens.keys[honour.end : honour.end + 1] == ["như"]


def only_sums_up(passage: Passage, honour: Honour) -> bool:
    """`37 đảng viên được tặng Huy hiệu Đảng, gồm: …`: a total whose parts follow."""
    keys = passage.tokens.keys
    after = honour.end + (keys[honour.end : honour.end + 1] == [","])
    return keys[after : after + 1] == ["gồm"] and honour.kind == "badge"


def share_recipients(passage: Passage, pending: list[Honour], honour: Honour) -> bool:
    """Whether awards are joined by commas and `và` only, so that they share recipients."""
    if not pending or (pending[-1].count and pending[-1].kind in TITLES):
        return False
    between = passage.tokens.keys[pending[-1].end : honour.start]
    joints = words().awards.between_awards
    joining = [key for key in between if key not in ("”", '"', "“")]
    return len(joining) <= 3 and all(
        key == "," or key in joints or read_count(key) is not None for key in joining
    )


def goes_on(passage: Passage, before: Honour, honour: Honour) -> bool:
    """Whether an award is more of what somebody received: `…, Huy chương …, danh hiệu …`."""
    between = passage.tokens.keys[before.end : honour.start]
    if len(between) > _LONGEST_JOINT or any(key in (".", "cho", ":") for key in between):
        return False
    if ";" not in between:
        return True
    # "…; năm 2023 đạt danh hiệu …": the verb has no subject of its own
    verb = before.end + between.index(";") + 1
    _, verb = year_after(passage.tokens, verb, honour.start)
    verb += passage.tokens.words[verb : verb + 1] == [","]
    received = words().awards.receiving_verbs.longest(passage.tokens, verb)
    return bool(received and received[0] + 2 >= honour.start)
