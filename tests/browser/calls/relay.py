"""Carries TCP from one address to another: `python -m tests.browser.calls.relay FROM PORT TO`, at both ends of a road.

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


async def _serve_one(host: str, port: int, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        beyond_reader, beyond_writer = await asyncio.open_connection(host, port)
    except OSError:
        writer.close()
        return
    await asyncio.gather(_carry(reader, beyond_writer), _carry(beyond_reader, writer))


async def _main(here: str, port: int, there: str) -> None:
    server = await asyncio.start_server(partial(_serve_one, there, port), here, port)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(sys.argv[1], int(sys.argv[2]), sys.argv[3]))
