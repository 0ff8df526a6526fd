/** One's own microphone and camera: whether the browser gives them, and whether the microphone hears anything. */
import { type Trouble, troubleOf } from '../calls/trouble';

const LISTEN_MS = 1_500;
const LOOK_MS = 100;

export async function tryMicrophone(): Promise<Trouble | 'silent' | null> {
  return withDevice({ audio: true }, async (stream) => ((await hears(stream)) ? null : 'silent'));
}

export async function tryCamera(): Promise<Trouble | null> {
  return withDevice({ video: true }, async () => null);
}

async function withDevice<Found>(
  wanted: MediaStreamConstraints,
  look: (stream: MediaStream) => Promise<Found>,
): Promise<Found | Trouble> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia(wanted);
  } catch (error) {
    return troubleOf(error);
  }
  try {
    return await look(stream);
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}

/** A microphone that is switched off at its wire gives nothing at all; the quietest room gives a little. */
async function hears(stream: MediaStream): Promise<boolean> {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  try {
    for (const until = performance.now() + LISTEN_MS; performance.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      analyser.getFloatTimeDomainData(samples);
      if (samples.some((sample) => sample !== 0)) return true;
    }
    // A browser that plays nothing before a touch does not listen either.
    return context.state !== 'running';
  } finally {
    void context.close();
  }
}
