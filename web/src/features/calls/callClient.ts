/** The media line of one call: LiveKit's room, wrapped so that nothing else needs to know it. Sound goes first. */
import {
  AudioPresets,
  ConnectionQuality,
  ConnectionState,
  DefaultReconnectPolicy,
  DisconnectReason,
  type LocalTrack,
  type LocalTrackPublication,
  type LocalVideoTrack,
  LogLevel,
  type Participant,
  RemoteAudioTrack,
  type RemoteTrack,
  type RemoteTrackPublication,
  Room,
  RoomEvent,
  setLogLevel,
  Track,
  VideoPresets,
} from 'livekit-client';
import type { RoomState } from '../../api/calls';
import { cameraOptions, type DeviceKind, type Opened, soundOptions } from './ownDevices';
import { type Paused, type Quality, readPerson, readRoom, type Seat, type Source } from './view';

/** What a line tells its session. */
export interface LineEvents {
  /** The media server has let me in: it is known who else is there, and their voices are on their way. */
  joined(): void;
  changed(): void;
  /** Somebody else took my microphone, camera or screen. */
  taken(source: 'microphone' | 'camera' | 'screen', isForGood: boolean): void;
  /** The media library gave up; `elsewhere` when another device of mine came in. */
  fell(isElsewhere: boolean): void;
}

export interface LinePicture {
  seats: readonly Seat[];
  room: RoomState | null;
  /** Of the others, the loudest who speak now. */
  speaker: string | null;
  isUp: boolean;
  isSilent: boolean;
}

export interface LineChoices {
  microphone: string;
  camera: string;
  speaker: string;
}

/** The library's own attempts, some twenty seconds; then a fresh token is asked for. */
const RETRIES_MS = [0, 300, 600, 1_200, 2_000, 3_000, 3_000, 4_000, 4_000];

const CONNECT = { maxRetries: 1, peerConnectionTimeout: 20_000, websocketTimeout: 10_000, subscriberAllowPause: true };

// What goes wrong is said on the screen; the library's own log is for its makers.
setLogLevel(LogLevel.silent);

/** Our own address: the door passes the signalling on to the media server. */
const address = () => location.origin.replace(/^http/, 'ws');

function roomFor({ microphone, camera, speaker }: LineChoices): Room {
  return new Room({
    adaptiveStream: true,
    dynacast: true,
    // A phone that sleeps freezes the page: the line is mended when it wakes up.
    disconnectOnPageLeave: false,
    reconnectPolicy: new DefaultReconnectPolicy(RETRIES_MS),
    audioCaptureDefaults: soundOptions(microphone),
    videoCaptureDefaults: cameraOptions(camera),
    ...(speaker ? { audioOutput: { deviceId: speaker } } : {}),
    publishDefaults: {
      simulcast: true,
      videoEncoding: VideoPresets.h540.encoding,
      videoSimulcastLayers: [VideoPresets.h180, VideoPresets.h360],
      audioPreset: { maxBitrate: AudioPresets.speech.maxBitrate, priority: 'high' },
      dtx: true,
      red: true,
    },
  });
}

export class Line {
  private readonly room: Room;
  private readonly players = new Map<RemoteTrack, HTMLMediaElement>();
  private paused: Paused = 'nothing';
  private isJoined = false;

  constructor(
    private readonly events: LineEvents,
    choices: LineChoices,
  ) {
    this.room = roomFor(choices);
    this.listen();
  }

  async enter(token: string): Promise<void> {
    await this.room.connect(address(), token, CONNECT);
  }

  /** Is heard first, then seen. What may not be published, or fails, must not end the call. */
  async publish({ microphone, camera }: Opened): Promise<void> {
    for (const track of [microphone, camera]) {
      if (track) await this.room.localParticipant.publishTrack(track as LocalTrack).catch(() => track.stop());
    }
  }

  close(): Promise<void> {
    this.room.removeAllListeners();
    for (const track of this.players.keys()) this.silence(track);
    return this.room.disconnect();
  }

  async setMicrophone(isOn: boolean): Promise<void> {
    await this.room.localParticipant.setMicrophoneEnabled(isOn);
  }

  async setCamera(isOn: boolean): Promise<void> {
    await this.room.localParticipant.setCameraEnabled(isOn);
  }

  async setScreen(isOn: boolean): Promise<void> {
    await this.room.localParticipant.setScreenShareEnabled(isOn, {
      audio: true,
      contentHint: 'detail',
      selfBrowserSurface: 'include',
      surfaceSwitching: 'include',
      systemAudio: 'include',
    });
  }

  /** Browsers play no sound before a tap on the page. */
  startSound = () => this.room.startAudio();

  choose = (kind: DeviceKind, device: string) => this.room.switchActiveDevice(kind, device, false);

  /** Which pictures are not fetched; one's own camera rests with those of the others. */
  pause(paused: Paused) {
    this.paused = paused;
    for (const participant of this.room.remoteParticipants.values()) {
      for (const publication of participant.trackPublications.values())
        this.follow(publication as RemoteTrackPublication);
    }
    const own = this.ownCamera();
    if (paused === 'nothing') void own?.resumeUpstream();
    else void own?.pauseUpstream();
  }

  /** Shows a picture in an element as long as it stands; returns how to take it away. */
  attach(identity: string, source: Source, element: HTMLVideoElement): () => void {
    const publication = this.participant(identity)?.getTrackPublication(SOURCES[source]);
    const track = publication?.videoTrack;
    track?.attach(element);
    return () => void track?.detach(element);
  }

  /** My microphone as the browser hears it, for its level. */
  ownSound = () => this.room.localParticipant.getTrackPublication(Track.Source.Microphone)?.track?.mediaStreamTrack;

  picture(): LinePicture {
    const { room } = this;
    const others = [...room.remoteParticipants.values()];
    const speaker = room.activeSpeakers.find((one) => one !== room.localParticipant);
    return {
      seats: [room.localParticipant, ...others].filter((one) => one.identity !== '').map((one) => seatOf(one)),
      room: readRoom(room.metadata),
      speaker: speaker?.identity ?? null,
      isUp: this.isJoined && UP.has(room.state),
      isSilent: !room.canPlaybackAudio,
    };
  }

  private participant(identity: string): Participant | undefined {
    return this.room.getParticipantByIdentity(identity);
  }

  private ownCamera(): LocalVideoTrack | undefined {
    return this.room.localParticipant.getTrackPublication(Track.Source.Camera)?.videoTrack;
  }

  private listen() {
    const { room, events } = this;
    for (const event of REDRAWN) room.on(event, events.changed);
    room.on(RoomEvent.SignalConnected, () => {
      this.isJoined = true;
      events.joined();
    });
    room.on(RoomEvent.TrackPublished, (publication) => this.follow(publication));
    room.on(RoomEvent.TrackSubscribed, (track) => this.play(track));
    room.on(RoomEvent.TrackUnsubscribed, (track) => this.silence(track));
    room.on(RoomEvent.ParticipantConnected, (participant) => {
      for (const publication of participant.trackPublications.values())
        this.follow(publication as RemoteTrackPublication);
    });
    room.on(RoomEvent.TrackMuted, (publication, participant) => {
      if (participant.isLocal && !(publication as LocalTrackPublication).track?.isUpstreamPaused)
        this.tellTaken(publication.source, false);
    });
    room.on(RoomEvent.LocalTrackUnpublished, (publication: LocalTrackPublication) => {
      if (room.state === ConnectionState.Connected) this.tellTaken(publication.source, true);
    });
    room.on(RoomEvent.Disconnected, (reason) => events.fell(reason === DisconnectReason.DUPLICATE_IDENTITY));
  }

  private tellTaken(source: Track.Source, isForGood: boolean) {
    const name = TAKEN[source];
    if (name) this.events.taken(name, isForGood);
  }

  private follow(publication: RemoteTrackPublication) {
    if (publication.kind !== Track.Kind.Video) return;
    const isScreen = publication.source === Track.Source.ScreenShare;
    publication.setSubscribed(this.paused === 'nothing' || (isScreen && this.paused === 'cameras'));
  }

  private play(track: RemoteTrack) {
    if (!(track instanceof RemoteAudioTrack)) return;
    const player = track.attach();
    player.hidden = true;
    document.body.append(player);
    this.players.set(track, player);
  }

  private silence(track: RemoteTrack) {
    const player = this.players.get(track);
    if (!player) return;
    track.detach(player);
    player.remove();
    this.players.delete(track);
  }
}

const SOURCES: Record<Source, Track.Source> = { camera: Track.Source.Camera, screen: Track.Source.ScreenShare };

const TAKEN: Partial<Record<Track.Source, 'microphone' | 'camera' | 'screen'>> = {
  [Track.Source.Microphone]: 'microphone',
  [Track.Source.Camera]: 'camera',
  [Track.Source.ScreenShare]: 'screen',
};

/** Everybody stays where they were while a line falls and is mended. */
const UP: ReadonlySet<ConnectionState> = new Set([ConnectionState.Connecting, ConnectionState.Connected]);

/** After any of these somebody or something looks different. */
const REDRAWN = [
  RoomEvent.ConnectionStateChanged,
  RoomEvent.ParticipantConnected,
  RoomEvent.ParticipantDisconnected,
  RoomEvent.ParticipantNameChanged,
  RoomEvent.ParticipantAttributesChanged,
  RoomEvent.ParticipantPermissionsChanged,
  RoomEvent.RoomMetadataChanged,
  RoomEvent.ActiveSpeakersChanged,
  RoomEvent.ConnectionQualityChanged,
  RoomEvent.TrackPublished,
  RoomEvent.TrackUnpublished,
  RoomEvent.TrackSubscribed,
  RoomEvent.TrackUnsubscribed,
  RoomEvent.TrackMuted,
  RoomEvent.TrackUnmuted,
  RoomEvent.LocalTrackPublished,
  RoomEvent.LocalTrackUnpublished,
  RoomEvent.AudioPlaybackStatusChanged,
] as const;

const QUALITIES: Record<ConnectionQuality, Quality> = {
  [ConnectionQuality.Excellent]: 'good',
  [ConnectionQuality.Good]: 'good',
  [ConnectionQuality.Poor]: 'poor',
  [ConnectionQuality.Lost]: 'lost',
  [ConnectionQuality.Unknown]: 'unknown',
};

function seatOf(participant: Participant): Seat {
  const { isLocal } = participant;
  // Of others only what is fetched can be shown; a picture that is put off is as good as none.
  const pictureOf = (source: Track.Source) => {
    const publication = participant.getTrackPublication(source);
    return publication?.isMuted ? '' : (publication?.track?.mediaStreamTrack.id ?? '');
  };
  const microphone = participant.getTrackPublication(Track.Source.Microphone);
  const hasSound = microphone !== undefined && !microphone.isMuted;
  return {
    ...readPerson(participant.attributes),
    identity: participant.identity,
    name: participant.name || participant.identity,
    isMe: isLocal,
    hasSound,
    camera: pictureOf(Track.Source.Camera),
    screen: pictureOf(Track.Source.ScreenShare),
    isSpeaking: hasSound && participant.isSpeaking,
    quality: QUALITIES[participant.connectionQuality],
    cameAt: participant.joinedAt?.getTime() ?? 0,
  };
}
