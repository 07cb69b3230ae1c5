"""Draws the figures of docs/science: python -m tools.science_figures

Computed anew each time from the published data and from made-up trades; nothing is drawn by hand.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from regulars.science.candidates import Candidate, fitted, predicted
from regulars.science.mixture import Mixture, posterior
from regulars.science.moments import bought_after, known_on
from regulars.science.outlook import outlook
from regulars.science.scores import Bin, bins, brier, calibration_error
from regulars.science.statistics import Statistics, Visits
from tests.science import logs
from tests.science.published import CALIBRATED, HOLDOUT_DAYS, cdnow

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "science" / "figures"
BENCHMARKS = FOLDER.parents[1] / "benchmarks.md"
WIDTH, HEIGHT, LEFT, BOTTOM, TOP, RIGHT = 560, 320, 64, 46, 30, 16
INK, QUIET, FIRST, SECOND = "#1f2933", "#9aa5b1", "#b45309", "#0f766e"


@dataclass
class Picture:
    """A square of the plane, from 0 to `right` and `top`, drawn as SVG."""

    title: str
    right: float
    top: float
    parts: list[str]

    def x(self, value: float) -> float:
        return LEFT + value / self.right * (WIDTH - LEFT - RIGHT)

    def y(self, value: float) -> float:
        return HEIGHT - BOTTOM - value / self.top * (HEIGHT - BOTTOM - TOP)

    def text(self, at: tuple[float, float], words: str, anchor: str = "middle") -> None:
        self.parts.append(
            f'<text x="{at[0]:.1f}" y="{at[1]:.1f}" text-anchor="{anchor}"'
            f' fill="{INK}">{words}</text>'
        )

    def line(self, points: list[tuple[float, float]], colour: str, dash: str = "") -> None:
        way = " ".join(f"{self.x(a):.1f},{self.y(b):.1f}" for a, b in points)
        self.parts.append(
            f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"'
            f' stroke-dasharray="{dash}"/>'
        )

    def dot(self, at: tuple[float, float], colour: str, radius: float = 4) -> None:
        x, y = self.x(at[0]), self.y(at[1])
        self.parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}"/>')

    def bar(self, at: float, width: float, height: float, colour: str) -> None:
        x, y = self.x(at), self.y(height)
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{self.x(at + width) - x:.1f}"'
            f' height="{self.y(0) - y:.1f}" fill="{colour}"/>'
        )

    def axes(self, across: list[float], up: list[float], names: tuple[str, str]) -> None:
        self.line([(0, self.top), (0, 0), (self.right, 0)], QUIET)
        for value in across:
            self.text((self.x(value), HEIGHT - BOTTOM + 16), f"{value:g}")
        for value in up:
            self.text((LEFT - 8, self.y(value) + 4), f"{value:g}", "end")
        self.text((WIDTH / 2, HEIGHT - 8), names[0])
        self.text((LEFT - 40, TOP - 12), names[1], "start")

    def legend(self, entries: list[tuple[str, str]]) -> None:
        for i, (words, colour) in enumerate(entries):
            y = TOP + 8 + 18 * i
            self.parts.append(
                f'<rect x="{LEFT + 14}" y="{y - 9}" width="10" height="10" fill="{colour}"/>'
            )
            self.text((LEFT + 30, y), words, "start")

    def save(self, name: str) -> None:
        inside = "\n".join(self.parts)
        (FOLDER / f"{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' font-family="system-ui, sans-serif" font-size="12"><title>{self.title}</title>\n'
            f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{inside}\n</svg>\n'
        )


def calibration() -> None:
    """CDNOW's held-out 39 weeks: what was said and what came, before and after the correction."""
    log = cdnow()
    found = outlook(log, until_day=CALIBRATED, horizon_days=HOLDOUT_DAYS)
    now = known_on(log, CALIBRATED, horizon_days=HOLDOUT_DAYS, with_season=False)
    came = bought_after(log, now)
    plain = predicted(fitted(Candidate.MIXTURE, now.people), now.people, now.horizon)
    picture = Picture("Said and came, CDNOW", 1, 1, [])
    ticks = [0, 0.2, 0.4, 0.6, 0.8, 1]
    picture.axes(ticks, ticks, ("chance that was said", "share that came"))
    picture.line([(0, 0), (1, 1)], QUIET, "4 4")
    happened = (came > 0).astype(float)
    for chance, colour in ((plain.buys, FIRST), (found.probability_buys, SECOND)):
        _dots(picture, bins(chance, happened), colour)
    picture.legend([("the mixture alone", FIRST), ("chosen and corrected", SECOND)])
    picture.save("calibration")
    _bars(found.median_purchases, found.expected_purchases, found.probability_buys, came)


def _dots(picture: Picture, classes: list[Bin], colour: str) -> None:
    picture.line([(one.said, one.came) for one in classes], colour)
    for one in classes:
        picture.dot((one.said, one.came), colour, 2 + np.sqrt(one.customers) / 5)


def _bars(median: np.ndarray, mean: np.ndarray, chance: np.ndarray, came: np.ndarray) -> None:
    """The figures of docs/science/limits.md with their bootstrap intervals."""
    rng = np.random.default_rng(0)
    rows = [rng.integers(0, len(came), len(came)) for _ in range(1_000)]
    happened = (came > 0).astype(float)
    scores = {
        "MAE of the median": lambda i: np.abs(median[i] - came[i]).mean(),
        "RMSE of the mean": lambda i: np.sqrt(((mean[i] - came[i]) ** 2).mean()),
        "Brier": lambda i: brier(chance[i], came[i]).mean(),
        "calibration error": lambda i: calibration_error(chance[i], happened[i]),
    }
    for name, score in scores.items():
        low, high = np.quantile([score(i) for i in rows], [0.025, 0.975])
        print(f"{name}: {score(slice(None)):.4f} [{low:.4f}, {high:.4f}]")


def silence() -> None:
    """A weekly regular falls silent: chance to be active, with and without missed turns."""
    gaps = 7 * (1 + 0.12 * np.array([(-1) ** i for i in range(25)]))
    ks, shares = (1, 2, 4, 8), (0.3, 0.25, 0.25, 0.2)
    weeks = np.linspace(0, 8, 81)
    people = Statistics(
        np.full(81, 25.0),
        np.full(81, gaps.sum()),
        gaps.sum() + 7 * weeks,
        np.full(81, np.log(gaps).sum()),
    )
    picture = Picture("A weekly regular falls silent", 8, 1, [])
    picture.axes(list(range(9)), [0, 0.5, 1], ("weeks of silence", "chance to be active"))
    for skip, colour in ((0.0, FIRST), (0.05, SECOND)):
        model = Mixture(ks, shares, 1.3, 20.0, 0.45, 1.6, skip)
        active = posterior(model, people).active
        picture.line(list(zip(weeks.tolist(), active.tolist(), strict=True)), colour)
        print(f"skip {skip}:", *(f"{active[10 * week]:.2f}" for week in (1, 2, 3, 4, 6)))
    words = [("no turn is ever missed", FIRST), ("one in twenty may be missed", SECOND)]
    for i, (text, colour) in enumerate(words):
        picture.dot((4.4, 0.95 - 0.08 * i), colour)
        picture.text((picture.x(4.6), picture.y(0.935 - 0.08 * i)), text, "start")
    picture.save("silence")


TRADES = {
    "grocer, 4 weeks": (logs.grocer, 28),
    "yearly, 6 months": (logs.yearly, 180),
    "returns, 2 months": (logs.staggered_with_returns, 60),
    "bakery, 2 weeks": (logs.daily, 14),
    "garden, 2 months": (logs.garden_centre, 60),
}


def _brier_of(log: Visits, days: int) -> dict[str, float]:
    until = int(log.on_day.max()) - days
    found = outlook(log, until_day=until, horizon_days=days)
    now = known_on(log, until, horizon_days=days, with_season=found.report.has_season)
    came = bought_after(log, now)
    scores = {
        str(c): brier(predicted(fitted(c, now.people), now.people, now.horizon).buys, came).mean()
        for c in Candidate
    }
    return scores | {"outlook": float(brier(found.probability_buys, came).mean())}


def backtest() -> None:
    """Brier scores of each candidate alone and of the choice, on trades of different kinds."""
    picture = Picture("Brier score by trade; lower is better", len(TRADES), 0.3, [])
    picture.axes([], [0, 0.1, 0.2, 0.3], ("", "Brier score: lower is better"))
    for i, (name, (trade, days)) in enumerate(TRADES.items()):
        scores = _brier_of(trade(), days)
        print(name, *(f"{who} {score:.4f}" for who, score in scores.items()))
        for j, score in enumerate(scores.values()):
            colour = SECOND if j == len(scores) - 1 else QUIET
            picture.bar(i + 0.12 + 0.12 * j, 0.1, score, colour)
        for line, words in enumerate(name.split(", ")):
            picture.text((picture.x(i + 0.5), HEIGHT - BOTTOM + 16 + 15 * line), words)
    order = "nbd, bg_nbd, mbg_nbd, pareto_nbd, mixture"
    picture.legend([(f"each alone: {order}", QUIET), ("the choice, corrected", SECOND)])
    picture.save("backtest")


def speed() -> None:
    """How many times faster, from the kept benchmark."""
    rows = [
        line.split("|") for line in BENCHMARKS.read_text().splitlines() if "| log to st" in line
    ]
    rows += [
        line.split("|") for line in BENCHMARKS.read_text().splitlines() if "| BG/NBD f" in line
    ]
    picture = Picture("Times faster than lifetimes 0.11.3", 2, 80, [])
    picture.axes([], [0, 20, 40, 60, 80], ("", "times faster than lifetimes 0.11.3, CPU time"))
    for i, row in enumerate(rows):
        ratio = float(row[4])
        picture.bar(i + 0.3, 0.4, min(ratio, 80), SECOND)
        picture.text((picture.x(i + 0.5), picture.y(min(ratio, 80)) - 6), f"{ratio:.0f}")
        picture.text((picture.x(i + 0.5), HEIGHT - BOTTOM + 16), row[1].strip())
    picture.save("speed")


def main() -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    calibration()
    silence()
    backtest()
    speed()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
