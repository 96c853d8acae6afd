"""Who appears with whom, as arcs between names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from govnews.pictures.bars import bars
from govnews.pictures.canvas import INK, NORMAL, PAPER, SERIES, SMALL, blank, letters, sheet
from govnews.pictures.words import further, word
from govnews.questions.together import graph

if TYPE_CHECKING:
    import networkx
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_ROW = 0.23
_NAME_LETTERS = 28
_THICKEST = 5.0
_ENOUGH = 5
"""So many pairs of two articles and more make a picture."""
_NUMBERED = 12
"""How many of the strongest arcs bear their number."""


def together(
    frame: pd.DataFrame,
    *,
    name: str | None = None,
    lang: str = "en",
    note: str | None = None,
    top: int = 24,
    minimum: int | None = None,
) -> Figure:
    """The people of `questions.together` one below the other, with an arc for each pair.

    With `name` (the answer for one official): bars of those who appear with that one.

    The thicker the arc, the more articles name both; dots grow with the number of articles shared
    with the others of the picture. People who appear together stand near each other. Pairs of
    fewer than `minimum` articles are left out; without it those of one, where enough are left.
    """
    if name:
        return _beside(frame, word("together_with", lang, name=name), lang, note, top)
    title = word("together", lang)
    if frame.empty:
        return blank(title, word("nothing", lang), note)
    if minimum is None:  # one long list of names would hide who really goes together
        minimum = 2 if (frame["articles"] > 1).sum() >= _ENOUGH else 1
    network = graph(frame, top, minimum)
    if not network.number_of_edges():
        return blank(title, word("nothing", lang), note)
    people = _in_order(network)
    note = "; ".join(filter(None, [note, word("shared", lang)]))
    left = 0.2 + min(max(len(_label(network, p)) for p in people), _NAME_LETTERS) * 0.071
    figure, axes = sheet(title, note, _ROW * len(people), left=min(left, 2.15), right=0.1)
    axes.set_ylim(len(people) - 0.5, -0.5)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    axes.set_yticks([])
    place = {person: at for at, person in enumerate(people)}
    _draw_arcs(axes, network, place)
    most = max(network.nodes[p]["articles"] for p in people)
    for person, at in place.items():
        size = 12 + 60 * network.nodes[person]["articles"] / most
        axes.scatter([0.03], [at], s=size, color=SERIES[0], edgecolor=INK, linewidth=0.5, zorder=3)
        axes.text(-0.02, at, _label(network, person), size=NORMAL, color=INK, ha="right",
                  va="center", transform=axes.get_yaxis_transform())  # fmt: skip
    return figure


def _beside(frame: pd.DataFrame, title: str, lang: str, note: str | None, top: int) -> Figure:
    """The people beside one official, as bars of articles."""
    if frame.empty:
        return blank(title, word("nothing", lang), note)
    shown = frame.head(top)
    doubts = zip(shown["other_name"], shown["other_may_be"], strict=True)
    names = [f"{other} ?" if isinstance(doubt, str) else str(other) for other, doubt in doubts]
    counts = [[int(count)] for count in shown["articles"]]
    return bars(title, further(note, len(frame) - top, lang), names, counts)


def _label(network: networkx.Graph, person: str) -> str:
    node = network.nodes[person]
    name = str(node["name"])
    short = name if len(name) <= _NAME_LETTERS - 2 else name[: _NAME_LETTERS - 3] + "…"
    short = letters(short)
    return f"{short} ?" if node["may_be"] else short


def _in_order(network: networkx.Graph) -> list[str]:
    """The people so that those who appear together are near: group by group, each along its ties."""
    import networkx
    import numpy as np

    groups = sorted(networkx.connected_components(network), key=lambda g: (-len(g), min(g)))
    order: list[str] = []
    for group in groups:
        members = sorted(group)
        if len(members) < 3:
            order += members
            continue
        ties = networkx.to_numpy_array(network.subgraph(group), nodelist=members, weight="articles")
        # The second eigenvector of the Laplacian puts the tied ones next to each other.
        _, vectors = np.linalg.eigh(np.diag(ties.sum(axis=1)) - ties)
        along = np.round(vectors[:, 1] * np.sign(vectors[np.argmax(np.abs(vectors[:, 1])), 1]), 6)
        order += [members[at] for at in sorted(range(len(members)), key=lambda n: (along[n], n))]
    return order


def _draw_arcs(axes: Axes, network: networkx.Graph, place: dict[str, int]) -> None:
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    edges = sorted(network.edges(data=True), key=lambda e: -e[2]["articles"])
    most = edges[0][2]["articles"]
    farthest = max(abs(place[a] - place[b]) for a, b, _ in edges)
    for number, (one, other, data) in enumerate(edges):
        low, high = sorted((place[one], place[other]))
        reach = 0.06 + 0.88 * (high - low) / max(farthest, 1)
        # A cubic curve reaches three quarters of the way to its control points.
        control = 0.03 + reach / 0.75
        points = [(0.03, low), (control, low), (control, high), (0.03, high)]
        path = Path(points, [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4])
        width = 0.5 + (_THICKEST - 0.5) * data["articles"] / most
        axes.add_patch(
            PathPatch(path, facecolor="none", edgecolor=SERIES[0], linewidth=width, alpha=0.7)
        )
        if number < _NUMBERED and data["articles"] > 1:
            axes.text(0.03 + reach, (low + high) / 2, f"{data['articles']:,}", size=SMALL,
                      color=INK, ha="center", va="center", zorder=4,
                      bbox={"facecolor": PAPER, "linewidth": 0, "pad": 0.8})  # fmt: skip
