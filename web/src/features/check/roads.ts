/**
 * The ways of voice and picture to the media server, tried in a room in which one is alone. Beside callClient.ts the
 * only file that speaks to LiveKit; it and its library are loaded when a check begins.
 */
import { LogLevel, type ReconnectContext, Room, RoomEvent, setLogLevel } from 'livekit-client';
import type { Part, State } from './findings';

type Tell = (part: Part, state: State) => void;

const ROAD_MS = 15_000;
/** Where both are open the browser first takes any, and soon the better one. */
const SETTLE_MS = 3_000;
const LOOK_MS = 200;
const RELAY_MS = 10_000;

export interface Wanted {
  token: string;
  /** Whether this installation has a relay over TLS. */
  hasTurn: boolean;
}

export async function tryRoads({ token, hasTurn }: Wanted, tell: Tell): Promise<void> {
  setLogLevel(LogLevel.silent);
  const room = new Room({ reconnectPolicy: { nextRetryDelayInMs: tryOnce } });
  try {
    await tryAll(room, token, hasTurn, tell);
  } finally {
    room.removeAllListeners();
    await room.disconnect();
  }
}

const tryOnce = ({ retryCount }: ReconnectContext) => (retryCount > 0 ? null : 0);

async function tryAll(room: Room, token: string, hasTurn: boolean, tell: Tell) {
  tell('signal', 'runs');
  tell('udp', 'runs');
  const isOpen = await enter(room, token, () => tell('signal', 'good'));
  const iceServers = relayOf(room);
  if (!iceServers) {
    tell('signal', 'bad');
    for (const part of ['udp', 'tcp', 'turn'] as const) tell(part, 'absent');
    return;
  }
  const road = isOpen ? await settledRoad(room) : null;
  tell('udp', stateOf(road === 'udp'));
  tell('tcp', 'runs');
  tell('tcp', stateOf(road === 'udp' ? await passesByTcp(room) : road === 'tcp'));
  if (!hasTurn) return tell('turn', 'absent');
  tell('turn', 'runs');
  tell('turn', stateOf(await reachesRelay(iceServers)));
}

const stateOf = (passes: boolean): State => (passes ? 'good' : 'bad');

async function enter(room: Room, token: string, onSignal: () => void): Promise<boolean> {
  room.once(RoomEvent.SignalConnected, onSignal);
  try {
    await room.connect(location.origin.replace(/^http/, 'ws'), token, {
      maxRetries: 0,
      peerConnectionTimeout: ROAD_MS,
      websocketTimeout: ROAD_MS,
    });
    return true;
  } catch {
    return false;
  }
}

/** The relays over TLS that the media server named when it answered; null when it did not. */
function relayOf(room: Room): RTCIceServer[] | null {
  const told = room.engine.latestJoinResponse;
  if (!told) return null;
  return told.iceServers.map(({ urls, username, credential }) => ({
    urls: urls.filter((url) => url.startsWith('turns:')),
    username,
    credential,
  }));
}

type Road = 'udp' | 'tcp' | 'relay';

async function settledRoad(room: Room): Promise<Road | null> {
  const until = performance.now() + SETTLE_MS;
  let road: Road | null = null;
  while (road !== 'udp' && performance.now() < until) {
    road = await roadOf(room);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return road;
}

/** By which way the bytes of the room travel at this moment. */
async function roadOf(room: Room): Promise<Road | null> {
  const lines = room.engine.pcManager;
  for (const line of [lines?.publisher, lines?.subscriber]) {
    const stats = [...((await line?.getStats())?.values() ?? [])];
    const transport = stats.find((one) => one.type === 'transport' && one.selectedCandidatePairId);
    // Firefox has no transport, and marks the pair itself.
    const pair = stats.find((one) => one.id === transport?.selectedCandidatePairId || one.selected === true);
    const own = stats.find((one) => one.id === pair?.localCandidateId);
    if (!own) continue;
    if (own.candidateType === 'relay') return own.relayProtocol === 'udp' ? 'udp' : 'relay';
    return own.protocol === 'tcp' ? 'tcp' : 'udp';
  }
  return null;
}

/** Asks the media server for nothing but TCP, and comes in again. */
async function passesByTcp(room: Room): Promise<boolean> {
  const isBack = new Promise<boolean>((resolve) => {
    room.once(RoomEvent.Reconnected, () => resolve(true));
    room.once(RoomEvent.Disconnected, () => resolve(false));
    setTimeout(() => resolve(false), ROAD_MS + SETTLE_MS);
  });
  await room.simulateScenario('force-tcp');
  return (await isBack) && (await roadOf(room)) === 'tcp';
}

/** A relay that gives an address was reached by TLS, and knew us. */
function reachesRelay(iceServers: RTCIceServer[]): Promise<boolean> {
  const line = new RTCPeerConnection({ iceServers, iceTransportPolicy: 'relay' });
  return new Promise<boolean>((resolve) => {
    line.onicecandidate = ({ candidate }) => {
      if (candidate?.candidate.includes(' typ relay')) resolve(true);
    };
    line.onicegatheringstatechange = () => line.iceGatheringState === 'complete' && resolve(false);
    setTimeout(() => resolve(false), RELAY_MS);
    line.createDataChannel('');
    void line.setLocalDescription().catch(() => resolve(false));
  }).finally(() => line.close());
}
