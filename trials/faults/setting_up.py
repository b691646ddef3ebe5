"""The stack as a setting asks for it: a compose file on top of the shipped one, and a small disk where one is full."""

from __future__ import annotations

import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from trials.faults.striking import DISK
from trials.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trials.faults.fault import Disk, Setting

_CLOCK: Final = Path(__file__).with_name("clock.c")
_LIBRARY: Final = "/opt/clock.so"


@contextmanager
def standing(setting: Setting, *, keep: bool = False) -> Iterator[Stack]:
    """A fresh stack, removed afterwards with all its volumes unless it is to be kept.

    Raises:
        StackError: where it does not get well, or something that the setting needs is not installed.
    """
    with tempfile.TemporaryDirectory() as folder:
        override, library = Path(folder) / "compose.yml", Path(folder) / "clock.so"
        override.write_text(overriding(setting, library), encoding="utf-8")
        Path(folder).chmod(0o755)  # the users of the containers read the library
        stack = Stack(setting.profile, overrides=(override,))
        if setting.clocks:
            stack.run("cc", "-O2", "-shared", "-fPIC", "-o", str(library), str(_CLOCK))
        stack.down()
        _free()
        if setting.disk is not None:
            _mount(stack, setting.disk)
        try:
            stack.up()
            yield stack
        finally:
            if not keep:
                stack.down()
                _free()


def overriding(setting: Setting, library: Path) -> str:
    """The compose file that goes on top of the shipped one. Raises `StackError`."""
    lines = ["services:"] if setting.clocks else []
    for service in setting.clocks:
        lines += [
            f"  {service}:",
            f'    volumes: ["{library}:{_LIBRARY}:ro"]',
            f"    environment: {{LD_PRELOAD: {_LIBRARY}}}",
        ]
    if setting.disk is not None:
        where = f"driver: local, driver_opts: {{type: none, o: bind, device: {DISK}}}"
        lines += ["volumes:", f"  {setting.disk.volume}: {{{where}}}"]
    return "\n".join(lines or ["services: {}"]) + "\n"


def _mount(stack: Stack, disk: Disk) -> None:
    DISK.mkdir(parents=True, exist_ok=True)
    options = f"size={disk.megabytes}m,uid={disk.owner},gid={disk.owner},mode=0700"
    stack.run("mount", "-t", "tmpfs", "-o", options, "dateline-trial", str(DISK))


def _free() -> None:
    if DISK.is_mount():
        Stack().run("umount", str(DISK))
    shutil.rmtree(DISK, ignore_errors=True)
