"""A road of packets between two network devices that loses some and delays all: `python -m ... road NEAR FAR`.

Both devices are made here and stay as long as this program; whoever started it may move the far one to another network.
Each line on standard input says how bad the road is from now on: the share that is lost, and the seconds that a
packet takes, with a third more or less by chance. Not every kernel has netem.
"""

import asyncio
import fcntl
import os
import random
import struct
import sys
from dataclasses import dataclass

_SET_DEVICE = 0x400454CA  # TUNSETIFF of linux/if_tun.h
_PACKETS_ONLY = 0x0001 | 0x1000  # IFF_TUN, IFF_NO_PI
_LARGEST = 64 * 1024


@dataclass
class Weather:
    loss: float = 0.0
    delay: float = 0.0


def _device(name: str) -> int:
    opened = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(opened, _SET_DEVICE, struct.pack("16sH22x", name.encode(), _PACKETS_ONLY))
    return opened


def _carry(source: int, target: int, weather: Weather) -> None:
    try:
        packet = os.read(source, _LARGEST)
    except OSError:
        return  # Nothing there, or that end is down.
    if random.random() >= weather.loss:
        delay = weather.delay * random.uniform(2 / 3, 4 / 3)
        asyncio.get_running_loop().call_later(delay, _put, target, packet)


def _put(target: int, packet: bytes) -> None:
    try:
        os.write(target, packet)
    except OSError:
        return  # That end is down: packets to nowhere are lost.


async def _run(near: str, far: str) -> None:
    ends = _device(near), _device(far)
    weather, loop = Weather(), asyncio.get_running_loop()
    loop.add_reader(ends[0], _carry, ends[0], ends[1], weather)
    loop.add_reader(ends[1], _carry, ends[1], ends[0], weather)
    is_over = asyncio.Event()

    def hear() -> None:
        line = sys.stdin.readline()
        if line:
            weather.loss, weather.delay = map(float, line.split())
        else:
            is_over.set()

    loop.add_reader(sys.stdin, hear)
    print("ready", flush=True)  # noqa: T201 whoever waits for it reads it
    await is_over.wait()


if __name__ == "__main__":
    asyncio.run(_run(sys.argv[1], sys.argv[2]))
