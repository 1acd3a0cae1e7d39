"""Python's garbage collector, kept out of work on whole books."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No automatic collection meanwhile, nor ever after of what was made meanwhile.

    Records are trees; none of them is garbage before the command ends, and yet each pass would
    look at all of them. Over 10,000 records that was two fifths of the work of the rules. What
    holds no cycle is freed as before.
    """
    if not gc.isenabled():  # somebody else's pause
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
