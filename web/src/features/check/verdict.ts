/** From findings to what a parent asks: will messages come, shall I be heard, shall I see the lesson? */
import type { Findings, Numbers, State } from './findings';

export type Level = 'good' | 'weak' | 'no' | 'unknown';

/** What helps, the most urgent first. */
export type Advice = 'https' | 'socket' | 'roads' | 'later' | 'udp' | 'slow' | 'uneven' | 'silent' | 'fine';

export interface Verdict {
  messages: Level;
  voice: Level;
  video: Level;
  advice: Advice[];
}

/** A lesson is seen well with this much, and with the lesser half as small pictures. In kilobits a second. */
export const RATES = { good: { down: 1_000, up: 500 }, weak: { down: 300, up: 150 } } as const;
/** Voice goes with very little. */
const VOICE = { down: 100, up: 60 };
/** People begin to interrupt each other, and words break. In milliseconds. */
const SLOW_ROUND_TRIP = 300;
const UNEVEN = 60;

export function rateState({ down, up }: Numbers): State {
  if (down === null || up === null) return 'absent';
  if (down >= RATES.good.down && up >= RATES.good.up) return 'good';
  return down >= VOICE.down && up >= VOICE.up ? 'weak' : 'bad';
}

export function judge(findings: Findings): Verdict {
  const voice = voiceOf(findings);
  return { messages: messagesOf(findings), voice, video: videoOf(findings, voice), advice: adviceOf(findings, voice) };
}

function messagesOf({ states, numbers }: Findings): Level {
  if (states.socket !== 'good') return 'no';
  return (numbers.roundTrip ?? 0) > SLOW_ROUND_TRIP * 5 ? 'weak' : 'good';
}

function voiceOf(findings: Findings): Level {
  const { states } = findings;
  // The server itself has no calls now: that says nothing about the network.
  if (states.signal === 'absent') return 'unknown';
  if (states.https === 'bad' || states.signal === 'bad' || !hasRoad(findings)) return 'no';
  const isFine =
    states.udp === 'good' && states.rate !== 'bad' && !isUneven(findings.numbers) && states.microphone !== 'bad';
  return isFine ? 'good' : 'weak';
}

function videoOf({ states, numbers }: Findings, voice: Level): Level {
  if (voice === 'unknown' || voice === 'no') return voice;
  const { down, up } = numbers;
  if (down !== null && up !== null && (down < RATES.weak.down || up < RATES.weak.up)) return 'no';
  const isFine = states.udp === 'good' && states.rate !== 'weak' && states.camera !== 'bad' && !isUneven(numbers);
  return isFine ? 'good' : 'weak';
}

const hasRoad = ({ states }: Findings) => [states.udp, states.tcp, states.turn].includes('good');

const isUneven = ({ roundTrip, jitter }: Numbers) => (roundTrip ?? 0) > SLOW_ROUND_TRIP || (jitter ?? 0) > UNEVEN;

function adviceOf(findings: Findings, voice: Level): Advice[] {
  const { states, troubles } = findings;
  const advice = [ofPage(states), ofRoads(findings, voice), ofLine(findings)].flat();
  if (troubles.microphone === 'silent') advice.push('silent');
  const isFine = advice.length === 0 && !troubles.microphone && !troubles.camera;
  return isFine ? ['fine'] : advice;
}

function ofPage({ https, socket }: Findings['states']): Advice[] {
  return [...(https === 'bad' ? (['https'] as const) : []), ...(socket === 'bad' ? (['socket'] as const) : [])];
}

function ofRoads(findings: Findings, voice: Level): Advice[] {
  const { states } = findings;
  if (voice === 'unknown') return ['later'];
  if (states.signal === 'bad' || !hasRoad(findings)) return ['roads'];
  return states.udp === 'bad' ? ['udp'] : [];
}

function ofLine({ states, numbers }: Findings): Advice[] {
  if (states.rate === 'weak' || states.rate === 'bad') return ['slow'];
  return isUneven(numbers) ? ['uneven'] : [];
}
