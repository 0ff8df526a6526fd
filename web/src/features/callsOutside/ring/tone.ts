/** The ring of a call: a rising third, twice, made here as the sound of a message is. */
const NOTES = [
  { hertz: 587.33, at: 0 },
  { hertz: 739.99, at: 0.18 },
  { hertz: 587.33, at: 0.7 },
  { hertz: 739.99, at: 0.88 },
];
const SECONDS = 0.4;
const LOUDNESS = 0.16;

let context: AudioContext | null = null;

export function tone() {
  // Before the first touch browsers let no page sound, and complain of the try.
  if (!navigator.userActivation?.hasBeenActive) return;
  context ??= new AudioContext();
  void context.resume();
  for (const { hertz, at } of NOTES) play(context, hertz, context.currentTime + at);
}

function play(into: AudioContext, hertz: number, from: number) {
  const voice = new OscillatorNode(into, { type: 'triangle', frequency: hertz });
  const loudness = new GainNode(into, { gain: 0 });
  loudness.gain.setValueAtTime(0, from);
  loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, from + SECONDS);
  voice.connect(loudness).connect(into.destination);
  voice.start(from);
  voice.stop(from + SECONDS);
}
