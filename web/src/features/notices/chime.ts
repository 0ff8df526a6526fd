/** Two soft notes, made here: no file to fetch, and no sound of anybody else's. */
const NOTES = [
  { hertz: 659.26, at: 0 },
  { hertz: 880, at: 0.11 },
];
const SECONDS = 0.28;
const LOUDNESS = 0.12;
/** A lively chat is one sound, not twenty. */
const NOT_WITHIN_MS = 2_000;

let context: AudioContext | null = null;
let rangAt = 0;

export function chime() {
  // Before the first touch browsers let no page sound, and complain of the try.
  if (!navigator.userActivation?.hasBeenActive || Date.now() - rangAt < NOT_WITHIN_MS) return;
  rangAt = Date.now();
  context ??= new AudioContext();
  void context.resume();
  for (const note of NOTES) ring(context, note.hertz, context.currentTime + note.at);
}

function ring(into: AudioContext, hertz: number, from: number) {
  const tone = new OscillatorNode(into, { type: 'sine', frequency: hertz });
  const loudness = new GainNode(into, { gain: 0 });
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.015);
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + SECONDS);
  tone.connect(loudness).connect(into.destination);
  tone.start(from);
  tone.stop(from + SECONDS);
}
