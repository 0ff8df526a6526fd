/** One check from its beginning to its end, part by part; whoever goes away stops it. */
import { type BegunCheck, type CheckPlan, postCheck } from '../../api/check';
import type { Trouble } from '../calls/trouble';
import { type Findings, NOTHING_FOUND, type Part, type State } from './findings';
import { tryCamera, tryMicrophone } from './ownDevices';
import { measure } from './rate';
import { rateState } from './verdict';

const SOCKET_MS = 8_000;

export async function runCheck(plan: CheckPlan, onFound: (findings: Findings) => void, stop: AbortSignal) {
  let found = NOTHING_FOUND;
  const put = (part: Partial<Findings>) => {
    found = { ...found, ...part };
    if (!stop.aborted) onFound(found);
  };
  const tell = (part: Part, state: State) => put({ states: { ...found.states, [part]: state } });
  const steps = [
    () => tell('https', window.isSecureContext ? 'good' : 'bad'),
    async () => tell('socket', await socketState(() => tell('socket', 'runs'))),
    async () => {
      const begun = await postCheck().catch(() => null);
      tell('rate', 'runs');
      if (begun) put({ numbers: await measure(begun.ticket) });
      tell('rate', rateState(found.numbers));
      if (!stop.aborted) await lookAtRoads(begun, plan, tell);
    },
    async () => {
      for (const device of ['microphone', 'camera'] as const) {
        if (stop.aborted) return;
        tell(device, 'runs');
        const trouble = await (device === 'microphone' ? tryMicrophone() : tryCamera());
        if (trouble) put({ troubles: { ...found.troubles, [device]: trouble } });
        tell(device, deviceState(trouble));
      }
    },
  ];
  for (const step of steps) {
    if (stop.aborted) return;
    await step();
  }
  put({ isDone: true });
}

function deviceState(trouble: Trouble | 'silent' | null): State {
  if (trouble === null) return 'good';
  return trouble === 'silent' ? 'weak' : 'bad';
}

async function lookAtRoads(begun: BegunCheck | null, plan: CheckPlan, tell: (part: Part, state: State) => void) {
  if (!begun?.token) {
    for (const part of ['signal', 'udp', 'tcp', 'turn'] as const) tell(part, 'absent');
    return;
  }
  const hasTurn = plan.ways.some(({ what }) => what === 'turn_tls');
  try {
    const { tryRoads } = await import('./roads');
    await tryRoads({ token: begun.token, hasTurn }, tell);
  } catch {
    tell('signal', 'bad');
  }
}

/** Messages come over a WebSocket: whether the network lets it open. Whoever is not signed in is then sent away. */
function socketState(onBegin: () => void): Promise<State> {
  onBegin();
  return new Promise<State>((resolve) => {
    const socket = new WebSocket(`${location.origin.replace(/^http/, 'ws')}/ws?protocol=1`);
    const end = (state: State) => {
      resolve(state);
      socket.onclose = null;
      socket.close();
    };
    socket.onopen = () => end('good');
    socket.onclose = () => end('bad');
    setTimeout(() => end('bad'), SOCKET_MS);
  });
}
