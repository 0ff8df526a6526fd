"""Floor of the live road: group commit and broadcast at their barest. One room, nobody signed in, no rights.

What it shares with the real road is what makes both quick: commands that arrive while a batch is written are the next
batch (one transaction, one fsync), an event is encoded once, and each socket gets one write for the frames of a batch.

    python room.py PORT FOLDER
"""

import asyncio
import contextlib
import sqlite3
import struct
import sys
import time
from pathlib import Path

import msgspec
import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

SLOW_BYTES = 256 * 1024
SCHEMA = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;
CREATE TABLE room (id INTEGER PRIMARY KEY, last_seq INTEGER NOT NULL);
CREATE TABLE message (id INTEGER PRIMARY KEY, room INTEGER, seq INTEGER, author INTEGER, key TEXT, text TEXT, at REAL,
 UNIQUE (author, key));
INSERT INTO room VALUES (1, 0);
"""


class Send(msgspec.Struct, tag_field="do", tag="send"):
    room: int
    key: str
    text: str


class Sent(msgspec.Struct, tag_field="on", tag="sent"):
    room: int
    seq: int
    by: int
    key: str
    text: str
    at: float


class OpenTransport(WebSocketsSansIOProtocol):
    """uvicorn's protocol with its transport given to the application."""

    def handle_connect(self, event):
        super().handle_connect(event)
        self.scope.setdefault("extensions", {})["transport"] = self.transport

    def connection_lost(self, exc):
        room.sockets.discard(self.transport)
        super().connection_lost(exc)


class Room:
    def __init__(self, path):
        self.database = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self.database.executescript(SCHEMA)
        self.sockets = set()
        self.waiting = []
        self.wake = asyncio.Event()

    async def write_batches(self):
        while True:
            await self.wake.wait()
            self.wake.clear()
            batch, self.waiting = self.waiting, []
            self.broadcast(await asyncio.to_thread(self.store, batch))

    def store(self, batch):
        at = time.time()
        self.database.execute("BEGIN IMMEDIATE")
        grown = "UPDATE room SET last_seq = last_seq + ? WHERE id = 1 RETURNING last_seq"
        last = self.database.execute(grown, (len(batch),)).fetchone()[0]
        sent = [
            Sent(command.room, last - len(batch) + place, by, command.key, command.text, at)
            for place, (by, command) in enumerate(batch, 1)
        ]
        self.database.executemany(
            "INSERT INTO message (room, seq, author, key, text, at) VALUES (?, ?, ?, ?, ?, ?)",
            [(one.room, one.seq, one.by, one.key, one.text, one.at) for one in sent],
        )
        self.database.execute("COMMIT")
        return sent

    def broadcast(self, sent):
        frames = b"".join([frame(msgspec.json.encode(one)) for one in sent])
        for transport in tuple(self.sockets):
            if transport.is_closing() or transport.get_write_buffer_size() > SLOW_BYTES:
                self.sockets.discard(transport)
                transport.abort()
            else:
                transport.write(frames)


def frame(payload):
    size = len(payload)
    if size < 126:
        return bytes((0x81, size)) + payload
    return struct.pack(">BBH", 0x81, 126, size) + payload


room = None
decode = msgspec.json.Decoder(Send).decode


async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await live(receive, send)
    elif scope["type"] == "http":
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})
    else:
        await talk(scope, receive, send)


async def live(receive, send):
    global room  # noqa: PLW0603 the barest form
    await receive()
    room = Room(Path(sys.argv[2]) / "room.sqlite3")
    writing = asyncio.create_task(room.write_batches())
    await send({"type": "lifespan.startup.complete"})
    await receive()
    writing.cancel()
    await send({"type": "lifespan.shutdown.complete"})


async def talk(scope, receive, send):
    await receive()
    await send({"type": "websocket.accept"})
    transport = scope["extensions"]["transport"]
    room.sockets.add(transport)
    with contextlib.suppress(KeyError):
        while (message := await receive())["type"] != "websocket.disconnect":
            room.waiting.append((id(transport) % 100_000, decode(message.get("text") or message["bytes"])))
            room.wake.set()
    room.sockets.discard(transport)


if __name__ == "__main__":
    uvicorn.run(
        app,
        port=int(sys.argv[1]),
        loop="uvloop",
        http="httptools",
        ws=OpenTransport,
        ws_per_message_deflate=False,
        log_level="error",
    )
