"""Compiling a plain function with numba, where numba is installed."""

from collections.abc import Callable, Iterable
from typing import Any


def compile_kernel(
    function: Callable[..., Any], *example: Any, calls: Iterable[Callable[..., Any]] = ()
) -> Callable[..., Any] | None:
    """The function compiled for arguments like the example's, or None where numba is missing or switched off.

    The code is kept on disk for the next process: beside the module, in the user's cache folder where that cannot be
    written, or where NUMBA_CACHE_DIR says. Where none of these can be written or what was kept there is damaged, the
    function is compiled for this process alone.

    Args:
        function: loops over arrays, in the part of Python that numba knows.
        example: arguments of the types of later calls; the function is called with them once.
        calls: functions of the same module that it calls, directly or through others.
    """
    try:
        import numba
        from numba.extending import register_jitable
    except ImportError:
        return None
    if getattr(numba.config, "DISABLE_JIT", 0):
        return None
    for called in calls:
        register_jitable(called)
    try:
        return _ready(numba.njit(cache=True, nogil=True)(function), example)
    except Exception:  # the cache is a convenience: whatever is wrong with it must not stop the work
        return _ready(numba.njit(nogil=True)(function), example)


def _ready(compiled: Callable[..., Any], example: tuple[Any, ...]) -> Callable[..., Any]:
    compiled(*example)
    return compiled
