"""The only file that speaks to LiveKit: tokens, rooms, participants, webhooks. For threads, never for the event loop.

One thread with an event loop of its own keeps one client open. LiveKit's library takes most of a second to import, so
this module is imported at the first question, through `media`; the rest of calls knows only `contract`.
"""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from datetime import timedelta
from typing import Any, TypeVar

import aiohttp
import jwt
from livekit import api
from livekit.api.room_service import RoomService

from peremena.calls.contract import (
    ALL_SOURCES,
    Claims,
    Endpoint,
    Grants,
    LiveKitAway,
    NoSuchThing,
    Notice,
    Participant,
    Room,
    Source,
    Track,
)

_Told = TypeVar("_Told")

TOKEN_LIFE = timedelta(minutes=5)
# LiveKit on loopback answers in milliseconds; whoever waits longer is told that calls are away.
ANSWER_SECONDS = 5.0


class LiveKit:
    """A LiveKit server. Where it listens is asked at every use, because a restart may move it."""

    def __init__(self, endpoint: Callable[[], Endpoint | None]) -> None:
        self._endpoint = endpoint
        self._line = _Line()

    # --- tokens -------------------------------------------------------------------------------------------------------

    def mint(
        self,
        *,
        room: str,
        identity: str,
        name: str,
        grants: Grants,
        attributes: Mapping[str, str] | None = None,
        life: timedelta = TOKEN_LIFE,
    ) -> str:
        """Sign a token that lets one identity join one room."""

        endpoint = self._known_endpoint()
        video = api.VideoGrants(
            room_join=True,
            room=room,
            can_publish=bool(grants.sources),
            can_publish_sources=None if set(grants.sources) == set(ALL_SOURCES) else list(grants.sources),
            can_subscribe=grants.subscribe,
            can_publish_data=grants.data,
            can_update_own_metadata=False,
            hidden=grants.hidden,
        )
        token = api.AccessToken(endpoint.key, endpoint.secret).with_identity(identity).with_name(name)
        return token.with_grants(video).with_attributes(dict(attributes or {})).with_ttl(life).to_jwt()

    def claims_of(self, token: str) -> Claims | None:
        """Return what a token of ours for a room says; None for one that is foreign, expired or of another use."""

        endpoint = self._known_endpoint()
        try:
            said = jwt.decode(
                token,
                endpoint.secret,
                algorithms=["HS256"],
                issuer=endpoint.key,
                options={"require": ["exp", "iss", "sub"]},
            )
        except jwt.InvalidTokenError:
            return None
        video = said.get("video") or {}
        if not video.get("roomJoin") or not video.get("room") or not said["sub"]:
            return None
        return Claims(
            room=video["room"],
            identity=said["sub"],
            name=said.get("name", ""),
            expires_at=float(said["exp"]),
            attributes=said.get("attributes") or {},
        )

    # --- rooms --------------------------------------------------------------------------------------------------------

    def create_room(
        self,
        room: str,
        *,
        most: int = 0,
        empty_seconds: int = 300,
        departure_seconds: int = 20,
        metadata: str = "",
    ) -> Room:
        """Open a room (again); rooms never open by themselves. `most` participants, 0 for no bound.

        LiveKit closes it when nobody came for `empty_seconds`, or all have been gone for `departure_seconds`.
        """

        asked = api.CreateRoomRequest(
            name=room,
            max_participants=most,
            empty_timeout=empty_seconds,
            departure_timeout=departure_seconds,
            metadata=metadata,
        )
        return _room(self._ask(lambda service: service.create_room(asked)))

    def delete_room(self, room: str) -> None:
        """Close a room and send everybody out. A room that is not there is closed already."""

        self._ask_for_the_end(lambda service: service.delete_room(api.DeleteRoomRequest(room=room)))

    def list_rooms(self, names: Sequence[str] = ()) -> list[Room]:

        told = self._ask(lambda service: service.list_rooms(api.ListRoomsRequest(names=list(names))))
        return [_room(one) for one in told.rooms]

    def tell_room(self, room: str, metadata: str) -> None:
        """Change what everybody in a room is told of it."""
        asked = api.UpdateRoomMetadataRequest(room=room, metadata=metadata)
        self._ask(lambda service: service.update_room_metadata(asked))

    # --- participants -------------------------------------------------------------------------------------------------

    def list_participants(self, room: str) -> list[Participant]:
        """Return who is in a room, the hidden ones too."""

        told = self._ask(lambda service: service.list_participants(api.ListParticipantsRequest(room=room)))
        return [_participant(one) for one in told.participants]

    def remove(self, room: str, identity: str) -> None:
        """Send somebody out. Their token stays good until it expires, so the door must refuse it from now on."""

        who = api.RoomParticipantIdentity(room=room, identity=identity)
        self._ask_for_the_end(lambda service: service.remove_participant(who))

    def mute_track(self, room: str, identity: str, track: str) -> None:
        """Mute a track by its sid; its owner may unmute it as long as the grants allow. Nobody is unmuted from here."""

        asked = api.MuteRoomTrackRequest(room=room, identity=identity, track_sid=track, muted=True)
        self._ask(lambda service: service.mute_published_track(asked))

    def update_participant(
        self,
        room: str,
        identity: str,
        *,
        grants: Grants | None = None,
        attributes: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> Participant:
        """Change what somebody may do, or what all see of them; None leaves it. An attribute of "" goes away.

        A source that is no longer granted is unpublished by LiveKit at once, and a new try is refused there.
        """

        asked = api.UpdateParticipantRequest(room=room, identity=identity)
        if grants is not None:
            asked.permission.CopyFrom(_permission(grants))
        if attributes is not None:
            asked.attributes.update(attributes)
        if name is not None:
            asked.name = name
        return _participant(self._ask(lambda service: service.update_participant(asked)))

    def send_data(self, room: str, payload: bytes, *, topic: str, to: Sequence[str] = ()) -> None:
        """Tell the participants something, reliably; everybody, or the identities in `to`."""

        asked = api.SendDataRequest(
            room=room,
            data=payload,
            kind=api.DataPacket.Kind.RELIABLE,
            topic=topic,
            destination_identities=list(to),
        )
        self._ask(lambda service: service.send_data(asked))

    # --- webhooks -----------------------------------------------------------------------------------------------------

    def notice_of(self, body: bytes, authorization: str) -> Notice | None:
        """Return what a webhook says; None unless LiveKit itself signed this very body."""

        endpoint = self._known_endpoint()
        receiver = api.WebhookReceiver(api.TokenVerifier(endpoint.key, endpoint.secret))
        try:
            said = receiver.receive(body.decode(), authorization.removeprefix("Bearer "))
        except Exception:  # noqa: BLE001 the library raises bare exceptions for bodies that do not fit
            return None
        return Notice(
            id=said.id,
            event=said.event,
            at=float(said.created_at),
            room=said.room.name,
            room_sid=said.room.sid,
            participant=_participant(said.participant) if said.HasField("participant") else None,
            track=_track(said.track) if said.HasField("track") else None,
        )

    # --- the line -----------------------------------------------------------------------------------------------------

    def close(self) -> None:
        """Hang up; the next question opens the line again."""
        self._line.close()

    def _known_endpoint(self) -> Endpoint:
        endpoint = self._endpoint()
        if endpoint is None:
            raise LiveKitAway("LiveKit is not running")
        return endpoint

    def _ask(self, question: Callable[[RoomService], Awaitable[_Told]]) -> _Told:
        return self._line.ask(self._known_endpoint(), question)

    def _ask_for_the_end(self, question: Callable[[RoomService], Awaitable[Any]]) -> None:
        """What should be gone and is not there is gone."""
        try:
            self._ask(question)
        except NoSuchThing:
            return


class _Line:
    """The thread with the client. Started at first use, so that a command line without calls never has it."""

    def __init__(self) -> None:
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._client: api.LiveKitAPI | None = None
        self._endpoint: Endpoint | None = None

    def ask(self, endpoint: Endpoint, question: Callable[[RoomService], Awaitable[_Told]]) -> _Told:

        asking = asyncio.run_coroutine_threadsafe(self._asked(endpoint, question), self._running_loop())
        try:
            return asking.result(ANSWER_SECONDS + 1)
        except api.ServerError as error:
            told = NoSuchThing if error.code == api.ServerErrorCode.NOT_FOUND else LiveKitAway
            raise told(f"LiveKit: {error.code}: {error.message}") from error
        except (aiohttp.ClientError, OSError, TimeoutError, TookTooLong) as error:
            asking.cancel()
            raise LiveKitAway(f"LiveKit does not answer: {type(error).__name__}") from error

    def close(self) -> None:
        with self._starting:
            if self._loop is None:
                return
            asyncio.run_coroutine_threadsafe(self._hang_up(), self._loop).result(ANSWER_SECONDS)
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._loop = None

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=_run, args=[self._loop], name="livekit", daemon=True).start()
            return self._loop

    async def _asked(self, endpoint: Endpoint, question: Callable[[RoomService], Awaitable[_Told]]) -> _Told:
        async with asyncio.timeout(ANSWER_SECONDS):
            return await question(self._client_of(endpoint).room)

    def _client_of(self, endpoint: Endpoint) -> api.LiveKitAPI:

        if self._client is None or self._endpoint != endpoint:
            if self._client is not None:
                self._hanging_up = asyncio.create_task(self._client.aclose())
            self._client = api.LiveKitAPI(endpoint.url, endpoint.key, endpoint.secret, failover=False)
            self._endpoint = endpoint
        return self._client

    async def _hang_up(self) -> None:
        if self._client is not None:
            await self._client.aclose()
            self._client = None


def _run(loop: asyncio.AbstractEventLoop) -> None:
    loop.run_forever()
    loop.close()


# --- their structs and ours -------------------------------------------------------------------------------------------


def _sources() -> dict[int, Source]:

    return {api.TrackSource.Value(name.upper()): name for name in ALL_SOURCES}


def _permission(grants: Grants) -> api.ParticipantPermission:

    return api.ParticipantPermission(
        can_subscribe=grants.subscribe,
        can_publish=bool(grants.sources),
        can_publish_data=grants.data,
        can_publish_sources=[source.upper() for source in grants.sources],
        hidden=grants.hidden,
        can_update_metadata=False,
    )


def _grants(permission: api.ParticipantPermission) -> Grants:
    named = tuple(source for number, source in _sources().items() if number in permission.can_publish_sources)
    return Grants(
        sources=(named or ALL_SOURCES) if permission.can_publish else (),
        subscribe=permission.can_subscribe,
        data=permission.can_publish_data,
        hidden=permission.hidden,
    )


def _room(room: Any) -> Room:
    return Room(
        name=room.name,
        sid=room.sid,
        participants=room.num_participants,
        publishers=room.num_publishers,
        metadata=room.metadata,
    )


def _participant(info: Any) -> Participant:

    return Participant(
        identity=info.identity,
        name=info.name,
        sid=info.sid,
        joined_at=info.joined_at_ms / 1000,
        is_active=info.state == api.ParticipantInfo.State.ACTIVE,
        grants=_grants(info.permission),
        attributes=dict(info.attributes),
        tracks=tuple(_track(track) for track in info.tracks),
    )


def _track(track: Any) -> Track:
    return Track(sid=track.sid, source=_sources().get(track.source, "unknown"), muted=track.muted)
