"""Why a unit got its label: exact additive contributions, in words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one feature adds to the winning label over the runner-up.

    Parameters
    ----------
    kind : str
        ``"words"``, ``"cue"``, ``"shape"``, ``"context"`` or ``"prior"``.
    name : str
        The word or words as written in the unit, or the name of the feature.
    value : float
        Score points; positive speaks for the winning label.
    """

    kind: str
    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Exact explanation of a label.

    Parameters
    ----------
    label, runner_up : str
        The two best labels.
    margin : float
        Difference of their scores.
    contributions : tuple of Contribution
        Largest first by absolute value; the values sum to `margin`.
    """

    label: str
    runner_up: str
    margin: float
    contributions: tuple[Contribution, ...]

    def __str__(self) -> str:
        best = ", ".join(f"{c.name} {c.value:+.2f}" for c in self.contributions[:8])
        return f"{self.label} over {self.runner_up} by {self.margin:.2f}: {best}"
