"""Two calls of Linux that Python does not have: renameat2(2) and syncfs(2)."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from functools import cache
from typing import Any

NOREPLACE, EXCHANGE = 1, 2
"""Flags of renameat2, from <linux/fs.h>."""

_Call = Callable[..., int]


def renameat2() -> _Call | None:
    """`renameat2(old_folder, old_name, new_folder, new_name, flags)`; None where there is none."""
    return _function("renameat2", "int", "char*", "int", "char*", "uint")


def syncfs() -> _Call | None:
    """`syncfs(descriptor)`; None where there is none."""
    return _function("syncfs", "int")


def checked(call: _Call, *arguments: Any) -> None:
    """Call it until no signal cuts it short.

    Raises:
        OSError: as the system says.
    """
    import ctypes

    while call(*arguments) != 0:
        error = OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
        if not isinstance(error, InterruptedError):
            raise error


@cache
def _function(name: str, *types: str) -> _Call | None:
    """A function of the C library with the types of its arguments."""
    if sys.platform != "linux":
        return None
    import ctypes  # slow to import, and needed by those who write

    known = {"int": ctypes.c_int, "uint": ctypes.c_uint, "char*": ctypes.c_char_p}
    try:
        function = getattr(ctypes.CDLL(None, use_errno=True), name)
    except (AttributeError, OSError):  # an older library
        return None
    function.argtypes = [known[each] for each in types]
    function.restype = ctypes.c_int
    call: _Call = function
    return call
