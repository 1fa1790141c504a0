"""A program of its own that lays limits on itself and becomes another: python -I -S confine.py ORDER.

ORDER is JSON of pipeline.evaluation.sandbox. Nothing of ours is imported, so that it starts at once.
"""

import ctypes
import json
import os
import resource
import signal
import sys
from pathlib import Path
from typing import Any

# <sched.h>, <sys/prctl.h>, <sys/mount.h>, <linux/mount.h>, <fcntl.h>; mount_setattr has one number everywhere
CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET = (
    0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
PR_SET_PDEATHSIG, PR_SET_NO_NEW_PRIVS = 1, 38
MS_BIND, MS_REC, MS_PRIVATE = 4096, 16384, 1 << 18
MOUNT_SETATTR, AT_FDCWD, AT_RECURSIVE, MOUNT_ATTR_RDONLY = 442, -100, 0x8000, 1
NOBODY = 65534
MIB = 1 << 20
NOT_PERMITTED = 70

libc = ctypes.CDLL(None, use_errno=True)


def main(order: dict[str, Any]) -> None:
    """Confine this process and run the command in it; its exit status is passed on, a signal as 128 and its number."""
    os.dup2(order["say"], 3)
    os.closerange(4, 1024)
    if order["separate"]:
        _separate()
        _as_child()  # the first of its own process numbers: when it ends, so does all that it left running
    _as_child()
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if order["user"]:
        _must(os.geteuid() == 0)
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    for limit, value in (
        (resource.RLIMIT_CPU, order["cpu_seconds"]), (resource.RLIMIT_AS, order["memory_mib"] * MIB),
        (resource.RLIMIT_FSIZE, order["file_mib"] * MIB), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, 64),
        (resource.RLIMIT_NPROC, order["processes"]),
    ):
        most = resource.getrlimit(limit)[1]
        value = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(limit, (value, value + (limit == resource.RLIMIT_CPU)))
    os.execv(order["command"][0], order["command"])  # noqa: S606 (no shell is wanted)


def _separate() -> None:
    """Leave network and processes of the machine behind; of its files only those of this folder can be changed."""
    spaces, user, group = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC, os.geteuid(), os.getegid()
    if user == 0:
        _must(libc.unshare(spaces) == 0)
    else:
        _must(libc.unshare(spaces | CLONE_NEWUSER) == 0)
        for name, value in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path("/proc/self", name).write_text(value, encoding="ascii")
    here = str(Path.cwd()).encode()
    _must(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None) == 0)
    _must(libc.mount(here, here, None, MS_BIND, None) == 0)
    _set_read_only(b"/", AT_RECURSIVE, MOUNT_ATTR_RDONLY, 0)
    _set_read_only(here, 0, 0, MOUNT_ATTR_RDONLY)
    os.chdir(here)  # into the folder as it is mounted now


def _set_read_only(place: bytes, flags: int, given: int, taken: int) -> None:
    attributes = (ctypes.c_uint64 * 4)(given, taken, 0, 0)
    _must(libc.syscall(MOUNT_SETATTR, AT_FDCWD, place, flags, attributes, ctypes.c_size_t(32)) == 0)


def _as_child() -> None:
    """Go on as a child; the parent waits for it and ends as it does."""
    child = os.fork()
    if child:
        os.close(3)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        os._exit(code if code >= 0 else 128 - code)


def _must(done: bool) -> None:
    if not done:
        os._exit(NOT_PERMITTED)


main(json.loads(sys.argv[1]))
