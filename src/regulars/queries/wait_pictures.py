"""How long the last cases took, as bars for a drawing and in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from regulars.rules.charters import Unit

WIDTH, HEIGHT, FOOT, HEAD = 320.0, 120.0, 24.0, 16.0
GAP = 4.0


@dataclass(frozen=True, slots=True)
class Bar:
    """The cases that took no longer than this limit, and longer than the one before."""

    label: str  # under it; "": none, so that labels do not run into each other
    cases: int
    x: str
    y: str
    width: str
    height: str
    middle: str
    is_late: bool  # beyond what is promised


@dataclass(frozen=True, slots=True)
class Picture:
    bars: list[Bar]
    words: str
    promised_x: str  # where the promise ends; "" for none
    unit: Unit


def picture_of(
    waits: Sequence[float], limits: Sequence[int], *, unit: Unit, promised: int | None
) -> Picture | None:
    """A bar for each limit up to the first that all are within, and one for what is beyond the
    last. None without cases."""
    if not waits:
        return None
    edges = [one for one in limits if one < max(waits)]
    edges = [*edges, *[one for one in limits if one >= max(waits)][:1]]
    if promised is not None and promised not in edges:
        edges = sorted([*edges, promised])
    counts = [
        sum(low < one <= high or (low == 0 and one == 0) for one in waits)
        for low, high in zip([0, *edges], edges, strict=False)
    ]
    beyond = sum(one > edges[-1] for one in waits)
    labels = [str(edge) for edge in edges]
    if beyond:
        counts, labels = [*counts, beyond], [*labels, gettext("later")]
    step = WIDTH / len(counts)
    most = max(counts)
    bars = []
    for number, (cases, label) in enumerate(zip(counts, labels, strict=True)):
        tall = (HEIGHT - FOOT - HEAD) * cases / most
        bars.append(
            Bar(
                label=label,
                cases=cases,
                x=f"{number * step + GAP / 2:.1f}",
                y=f"{HEIGHT - FOOT - tall:.1f}",
                width=f"{step - GAP:.1f}",
                height=f"{tall:.1f}",
                middle=f"{(number + 0.5) * step:.1f}",
                is_late=promised is not None and (number >= len(edges) or edges[number] > promised),
            )
        )
    at = "" if promised is None else f"{(edges.index(promised) + 1) * step:.1f}"
    told = [_words(unit, edge, cases) for edge, cases in zip(edges, counts, strict=False) if cases]
    if beyond:
        told.append(gettext("%(cases)d later") % {"cases": beyond})
    return Picture(bars, "; ".join(told), at, unit)


def _words(unit: Unit, edge: int, cases: int) -> str:
    if unit is Unit.HOURS:
        words = ngettext("%(cases)d within %(edge)d hour", "%(cases)d within %(edge)d hours", edge)
    else:
        words = ngettext("%(cases)d within %(edge)d day", "%(cases)d within %(edge)d days", edge)
    return words % {"cases": cases, "edge": edge}
