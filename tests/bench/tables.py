"""Tables of what was measured, with the goals beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scale import Scale
from timing import Cost, middle, ratio

_NAME = 40


def show(
    title: str,
    taken: Mapping[str, Sequence[Cost]],
    ours: str,
    more: Mapping[str, Mapping[str, str]] | None = None,
    missing: Mapping[str, str] | None = None,
) -> None:
    """Print a row a command: medians, and how many times as long as ours it took.

    Args:
        taken: the runs of each command.
        ours: the one that the others are compared with.
        more: further columns, by heading: a text for each command.
        missing: why a command was not run.
    """
    more = more or {}
    heads = ("wall s", "CPU s", "peak MB", "× wall", "× CPU", *more)
    print(f"\n{title}")
    print(" " * _NAME + "".join(f"{head:>10}" for head in heads) + "   runs")
    for name, costs in taken.items():
        found = middle(costs)
        cells = [f"{found.wall:.3f}", f"{found.cpu:.3f}", f"{found.peak / 1e6:.0f}"]
        cells += [f"{ratio(costs, taken[ours], of):.2f}" for of in ("wall", "cpu")]
        cells += [column.get(name, "") for column in more.values()]
        print(f"{name:<{_NAME}}" + "".join(f"{cell:>10}" for cell in cells) + f"{len(costs):>7}")
    for name, why in (missing or {}).items():
        print(f"{name:<{_NAME}}  not measured: {why}")


def times_as_fast(
    scale: Scale,
    taken: Mapping[str, Sequence[Cost]],
    ours: str,
    peer: str,
    least: float,
) -> None:
    """Print how many times as fast as a peer we are, and whether that is enough."""
    name = next((each for each in taken if each.startswith(peer)), None)
    found = None if name is None else ratio(taken[name], taken[ours])
    shown = "not measured" if found is None else f"{found:.2f}"
    reached = found is not None and found >= least
    _goal(scale, f"≥{least:g} × as fast as {peer}", shown, reached=reached)


def at_most(scale: Scale, what: str, found: float, most: float, unit: str = "s") -> None:
    """Print whether something is no more than it may be."""
    _goal(scale, f"{what} ≤{most:g} {unit}", f"{found:.3g} {unit}", reached=found <= most)


def _goal(scale: Scale, goal: str, found: str, *, reached: bool) -> None:
    verdict = ", reached" if reached else ", MISSED" if found != "not measured" else ""
    # The goals are for the sizes of the full form; in others a figure is only shown.
    print(f"goal: {goal}: {found}{verdict if scale.name == 'full' else ''}")
