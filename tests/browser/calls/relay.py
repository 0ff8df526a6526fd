"""Carries TCP from one address to another: `python -m tests.browser.calls.relay HERE THERE`, at both ends of a road.

An address is `host:port`, or the path of a Unix socket, which is the same in every network of this machine.

A browser at the far end so speaks to 127.0.0.1, where cameras need no HTTPS, and its words cross the network.
"""

import asyncio
import contextlib
import sys
from functools import partial

_CHUNK = 64 * 1024


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with contextlib.suppress(OSError):
        while chunk := await reader.read(_CHUNK):
            writer.write(chunk)
            await writer.drain()
    with contextlib.suppress(OSError):
        writer.close()


async def _connect(there: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    if there.startswith("/"):
        return await asyncio.open_unix_connection(there)
    host, _, port = there.rpartition(":")
    return await asyncio.open_connection(host, int(port))


async def _serve_one(there: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        beyond_reader, beyond_writer = await _connect(there)
    except OSError:
        writer.close()
        return
    await asyncio.gather(_carry(reader, beyond_writer), _carry(beyond_reader, writer))


async def _listen(here: str, there: str) -> asyncio.Server:
    if here.startswith("/"):
        return await asyncio.start_unix_server(partial(_serve_one, there), here)
    host, _, port = here.rpartition(":")
    return await asyncio.start_server(partial(_serve_one, there), host, int(port))


async def _main(here: str, there: str) -> None:
    server = await _listen(here, there)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(*sys.argv[1:]))
