/** One's own microphone and camera before the door: opened one by one, so that one missing does not spoil the other. */
import { createLocalTracks, type LocalAudioTrack, type LocalVideoTrack, Track, VideoPresets } from 'livekit-client';
import { type Trouble, troubleOf } from './trouble';

export type DeviceKind = 'audioinput' | 'videoinput' | 'audiooutput';

export interface Opened {
  microphone: LocalAudioTrack | null;
  camera: LocalVideoTrack | null;
  soundTrouble: Trouble | null;
  cameraTrouble: Trouble | null;
}

export interface Wanted {
  /** The device that was chosen before; null: this one is not wanted at all. */
  microphone: string | null;
  camera: string | null;
}

/** Asks the browser once for both; when that fails, for each alone, because one of them may work. */
export async function openDevices(wanted: Wanted): Promise<Opened> {
  if (wanted.microphone !== null && wanted.camera !== null) {
    try {
      return await openBoth(wanted);
    } catch (error) {
      // A no to both would be asked again twice; only a browser that tells nothing more is asked so.
      if (await isBlocked('microphone', error))
        return { ...NOTHING, soundTrouble: 'blocked', ...(await cameraOf(wanted)) };
    }
  }
  return { ...NOTHING, ...(await soundOf(wanted)), ...(await cameraOf(wanted)) };
}

const NOTHING: Opened = { microphone: null, camera: null, soundTrouble: null, cameraTrouble: null };

export function stopAll(own: Opened | null) {
  own?.microphone?.stop();
  own?.camera?.stop();
}

async function openBoth(wanted: Wanted): Promise<Opened> {
  const tracks = await createLocalTracks({
    audio: soundOptions(wanted.microphone),
    video: cameraOptions(wanted.camera),
  });
  const find = (kind: Track.Kind) => tracks.find((track) => track.kind === kind) ?? null;
  return {
    ...NOTHING,
    microphone: find(Track.Kind.Audio) as LocalAudioTrack | null,
    camera: find(Track.Kind.Video) as LocalVideoTrack | null,
  };
}

async function soundOf({ microphone }: Wanted): Promise<Pick<Opened, 'microphone' | 'soundTrouble'>> {
  if (microphone === null) return { microphone: null, soundTrouble: null };
  try {
    const [track] = await createLocalTracks({ audio: soundOptions(microphone) });
    return { microphone: (track ?? null) as LocalAudioTrack | null, soundTrouble: null };
  } catch (error) {
    return { microphone: null, soundTrouble: troubleOf(error) };
  }
}

async function cameraOf({ camera }: Wanted): Promise<Pick<Opened, 'camera' | 'cameraTrouble'>> {
  if (camera === null) return { camera: null, cameraTrouble: null };
  try {
    const [track] = await createLocalTracks({ video: cameraOptions(camera) });
    return { camera: (track ?? null) as LocalVideoTrack | null, cameraTrouble: null };
  } catch (error) {
    return { camera: null, cameraTrouble: troubleOf(error) };
  }
}

/** A device that is no longer there must not keep anybody out: it is wished for, not demanded. */
const ideal = (id: string | null) => (id ? { deviceId: { ideal: id } } : {});

export const soundOptions = (id: string | null) => ({
  ...ideal(id),
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
});

export const cameraOptions = (id: string | null) => ({
  ...ideal(id),
  resolution: VideoPresets.h720.resolution,
  ...(id ? {} : { facingMode: 'user' as const }),
});

async function isBlocked(power: 'microphone' | 'camera', error: unknown): Promise<boolean> {
  if (troubleOf(error) !== 'blocked') return false;
  try {
    return (await navigator.permissions.query({ name: power as PermissionName })).state === 'denied';
  } catch {
    return false;
  }
}

/** The devices that have a name: before the first permission browsers tell none. */
export async function listDevices(kind: DeviceKind): Promise<readonly MediaDeviceInfo[]> {
  const all = (await navigator.mediaDevices?.enumerateDevices().catch(() => [])) ?? [];
  return all.filter((device) => device.kind === kind && device.deviceId !== '');
}

/** Phones choose the loudspeaker themselves, and so do some browsers. */
export const canChooseSpeaker = () => 'setSinkId' in HTMLMediaElement.prototype;

export const canShareScreen = () => typeof navigator.mediaDevices?.getDisplayMedia === 'function';
