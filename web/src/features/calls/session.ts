/** One call on this device, from the look at oneself to leaving; it outlives the screens that show it. */
import { t } from '@lingui/core/macro';
import {
  type Deed,
  fetchCall,
  fetchLobby,
  type JoinAnswer,
  type Policy,
  patchCall,
  postAwayAtLast,
  postEnd,
  postGovern,
  postHand,
  postJoin,
  postLeave,
  postLeaveAtLast,
} from '../../api/calls';
import { showSnack } from '../../ui/overlay/overlays';
import { paths } from '../../ui/route/paths';
import { announce, tellTaken } from './announce';
import { Line } from './callClient';
import { keepHabit, readHabits } from './habits';
import { activeCall, setActiveCall } from './openCall';
import { type DeviceKind, type Opened, stopAll } from './ownDevices';
import { forgetPlace, keepPlace } from './place';
import { type CallView, keepSame, mayI, meOf, NOWHERE, type Source } from './view';
import { STRONG, type Weakness, weakened } from './weakLine';

const ASK_AGAIN_MS = 2_000;
const LOOK_AT_LINE_MS = 1_000;
/** A sign that the call stands still may come a moment after the microphone went. */
const JUDGE_AFTER_MS = 1_500;
/** Whoever has come in and hears nobody for longer than this is told that the line is being made. */
const SOON_HEARD_MS = 1_500;
const REJOIN_MS = [0, 500, 1_000, 2_000, 3_000];

type Own = 'microphone' | 'camera' | 'screen';

export class CallSession {
  private view: CallView;
  private readonly listeners = new Set<() => void>();
  private line: Line | null = null;
  private weakness: Weakness = STRONG;
  /** What I want to be on, whatever is on: after a break, or a pause of the call, it comes back. */
  private readonly wishes = { microphone: false, camera: false };
  /** What was opened before the door and is not yet given to the line. */
  private own: Opened | null = null;
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private rejoining: ReturnType<typeof setTimeout> | null = null;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private rejoins = 0;
  private isGone = false;
  private isEntering = false;
  private wasStill = false;
  private isDue = false;

  constructor(
    readonly call: number,
    private readonly onOver: () => void,
  ) {
    this.view = { ...NOWHERE, isSoundOnly: readHabits().isSoundOnly };
    window.addEventListener('pagehide', this.goAway);
    window.addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.hurry);
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  getView = () => this.view;

  // --- At the door ---------------------------------------------------------------------------------------------------

  /** Learns what the call is about, for the screen before the door. */
  async look(): Promise<void> {
    const call = await fetchCall(this.call);
    this.show({ call, ...(call.state === 'over' ? { phase: 'over' } : {}) });
  }

  /** Asks at the door, and again while one has to wait. `own` is published once inside. */
  async join(own: Opened): Promise<void> {
    forgetPlace();
    this.own = own;
    this.wishes.microphone = own.microphone !== null;
    this.wishes.camera = own.camera !== null;
    this.show({ phase: 'asking', why: '' });
    const answer = await postJoin(this.call, false).catch((error: unknown) => {
      this.show({ phase: 'preview' });
      throw error;
    });
    await this.obey(answer);
  }

  /** Takes the call over from another device of mine, which is sent out. */
  moveHere = async () => this.obey(await postJoin(this.call, true));

  private async obey(answer: JoinAnswer): Promise<void> {
    if (this.isGone) return;
    const { door, why = '', token = '', again = ASK_AGAIN_MS, call } = answer;
    if (call) this.show({ call });
    switch (door) {
      case 'admit':
        return this.comeIn(token);
      case 'wait':
        this.show({ phase: 'waiting', why });
        this.later(again, () => void this.askAgain());
        return;
      case 'elsewhere':
        return this.show({ phase: 'elsewhere', why });
      default:
        this.show({ phase: this.view.call?.state === 'over' ? 'over' : 'refused', why });
        return this.drop();
    }
  }

  private async askAgain() {
    if (this.isGone || this.view.phase !== 'waiting') return;
    try {
      await this.obey(await postJoin(this.call, false));
    } catch {
      this.later(ASK_AGAIN_MS, () => void this.askAgain());
    }
  }

  private async comeIn(token: string): Promise<void> {
    const { microphone, camera, speaker, isSoundOnly } = readHabits();
    // It may take its time over a line that hangs; nobody waits for it.
    void this.line?.close();
    const line = new Line(
      {
        joined: () => this.appear(line),
        changed: () => this.redrawSoon(),
        taken: (source, isForGood) => this.wasTaken(source, isForGood),
        fell: (isElsewhere) => this.fell(isElsewhere),
      },
      { microphone, camera, speaker },
    );
    this.line = line;
    if (isSoundOnly || this.weakness.paused !== 'nothing') line.pause(isSoundOnly ? 'pictures' : this.weakness.paused);
    this.isEntering = true;
    const isIn = await line.enter(token).then(
      () => true,
      () => false,
    );
    this.isEntering = false;
    if (this.line !== line || this.isGone) return void line.close();
    if (!isIn) return this.mend();
    this.rejoins = 0;
    this.appear(line);
    this.pulse ??= setInterval(() => this.feelLine(), LOOK_AT_LINE_MS);
    const { own } = this;
    this.own = null;
    if (own) await line.publish(own);
    else await this.restore();
  }

  /** Shows who is there; the stage stands by the time that voices and pictures come. */
  private appear(line: Line) {
    if (this.line !== line || this.isGone) return;
    setActiveCall(this.call);
    this.show({ phase: 'inside', wasInside: true });
    this.redraw();
    if (this.isEntering) this.later(SOON_HEARD_MS, () => void this.doubt(line));
  }

  /** It takes long: a line that is not made yet hears nothing of a call that has ended meanwhile. */
  private async doubt(line: Line) {
    const isOver = () => !this.isEntering || this.line !== line;
    if (isOver()) return;
    this.show({ isMending: true });
    const call = await fetchCall(this.call).catch(() => null);
    if (isOver()) return;
    if (call?.state !== 'over') return void this.later(SOON_HEARD_MS, () => void this.doubt(line));
    this.show({ call, phase: 'over' });
    this.drop();
  }

  // --- When the line falls -------------------------------------------------------------------------------------------

  private fell(isElsewhere: boolean) {
    if (isElsewhere) {
      this.show({ phase: 'elsewhere', why: '' });
      this.drop();
    } else this.mend();
  }

  /** Comes in anew by itself, with a fresh token: the server says whether one still may. */
  private mend() {
    // One attempt at a time, however many signs there are that the line fell.
    if (this.isGone || this.isEntering || this.rejoining !== null) return;
    this.show({ isMending: true, phase: this.view.phase === 'asking' ? 'asking' : 'inside' });
    const wait = REJOIN_MS[Math.min(this.rejoins, REJOIN_MS.length - 1)] ?? 0;
    this.rejoins += 1;
    this.rejoining = this.later(wait, () => void this.rejoin());
  }

  private async rejoin() {
    this.rejoining = null;
    if (this.isGone) return;
    try {
      await this.obey(await postJoin(this.call, false));
    } catch {
      this.mend();
    }
  }

  /** The network, or the person, is back: no need to wait for the next turn. */
  private hurry = () => {
    if (this.rejoining === null || document.hidden) return;
    clearTimeout(this.rejoining);
    this.rejoining = null;
    this.rejoins = 0;
    this.mend();
  };

  /** Turns on what was on before the line fell or the call was paused. */
  private async restore() {
    if (this.wishes.microphone && mayI(this.view, 'speak')) await this.line?.setMicrophone(true).catch(() => undefined);
    if (this.wishes.camera && mayI(this.view, 'show')) await this.line?.setCamera(true).catch(() => undefined);
  }

  private feelLine() {
    const me = meOf(this.view);
    if (!me || this.view.isMending || this.view.isSoundOnly) return;
    const next = weakened(this.weakness, me.quality, Date.now());
    const isWorse = next.paused !== this.weakness.paused;
    this.weakness = next;
    if (isWorse) this.putOff();
  }

  private putOff() {
    this.line?.pause(this.view.isSoundOnly ? 'pictures' : this.weakness.paused);
    this.show({ paused: this.weakness.paused });
    this.redrawSoon();
  }

  /** Fetches the pictures again that were put off on a weak line. */
  showPictures = () => {
    this.weakness = STRONG;
    this.putOff();
  };

  setSoundOnly = (isSoundOnly: boolean) => {
    keepHabit({ isSoundOnly });
    this.show({ isSoundOnly });
    this.showPictures();
  };

  // --- What I do -----------------------------------------------------------------------------------------------------

  setMicrophone = async (isOn: boolean) => {
    this.wishes.microphone = isOn;
    keepHabit({ hasSound: isOn });
    await this.line?.setMicrophone(isOn);
  };

  setCamera = async (isOn: boolean) => {
    this.wishes.camera = isOn;
    keepHabit({ hasCamera: isOn });
    await this.line?.setCamera(isOn);
  };

  setScreen = async (isOn: boolean) => this.line?.setScreen(isOn);

  choose = async (kind: DeviceKind, device: string) => this.line?.choose(kind, device);

  startSound = async () => this.line?.startSound();

  attach = (identity: string, source: Source, element: HTMLVideoElement) =>
    this.line?.attach(identity, source, element) ?? (() => undefined);

  setHand = (isUp: boolean) => postHand(this.call, isUp);

  govern = (what: Deed, who: number | null) => postGovern(this.call, what, who).then(() => void this.readLobby());

  change = (part: Partial<Policy>) => patchCall(this.call, part);

  readLobby = async () => {
    if (mayI(this.view, 'run')) this.show({ lobby: await fetchLobby(this.call) });
  };

  /** Goes by oneself; one may come back. */
  leave = async (): Promise<void> => {
    const wasAtDoor = this.view.phase !== 'preview' && this.view.phase !== 'refused';
    this.end();
    if (wasAtDoor) await postLeave(this.call).catch(() => undefined);
  };

  endForAll = async (): Promise<void> => {
    await postEnd(this.call);
    this.end();
  };

  /** The page goes. It may be a reload, or a slip: the place in the call is kept for a moment. */
  private goAway = (event: PageTransitionEvent) => {
    const { phase } = this.view;
    if (event.persisted) return;
    if (phase === 'waiting') postLeaveAtLast(this.call);
    if (phase !== 'inside') return;
    keepPlace({ call: this.call, hasSound: this.wishes.microphone, hasCamera: this.wishes.camera });
    postAwayAtLast(this.call);
    void this.line?.close();
  };

  private end() {
    this.isGone = true;
    forgetPlace();
    this.drop();
    window.removeEventListener('pagehide', this.goAway);
    window.removeEventListener('online', this.hurry);
    document.removeEventListener('visibilitychange', this.hurry);
    this.onOver();
  }

  /** The line goes, the screen may stay to say why. */
  private drop() {
    this.tellAway();
    this.cancel();
    clearInterval(this.pulse);
    this.pulse = undefined;
    void this.line?.close();
    this.line = null;
    stopAll(this.own);
    this.own = null;
    if (activeCall() === this.call) setActiveCall(null);
    this.show({ seats: [], isMending: false });
  }

  /** The small window goes, and nobody looks at the screen that would say why. */
  private tellAway() {
    const { phase, wasInside, why } = this.view;
    const isShown = location.pathname === paths.call(this.call);
    if (wasInside && !isShown && !this.isGone) showSnack({ text: why || wordOf(phase) });
  }

  // --- What others do to me ------------------------------------------------------------------------------------------

  private wasTaken(source: Own, isForGood: boolean) {
    if (source === 'screen' || !this.wishes[source]) return;
    this.later(JUDGE_AFTER_MS, () => this.judge(source, isForGood));
  }

  /** In a paused call the wish stays: it is as before when the host is back. Otherwise the host meant me. */
  private judge(source: 'microphone' | 'camera', isForGood: boolean) {
    const me = meOf(this.view);
    const isOn = source === 'microphone' ? me?.hasSound : me?.camera;
    if (isOn || this.view.room?.frozen || this.view.isMending || !this.wishes[source]) return;
    this.wishes[source] = false;
    tellTaken(source, isForGood && !mayI(this.view, source === 'microphone' ? 'speak' : 'show'));
  }

  // --- Drawing -------------------------------------------------------------------------------------------------------

  /** Many events of the library come at once; they are drawn once. */
  private redrawSoon() {
    if (this.isDue) return;
    this.isDue = true;
    queueMicrotask(() => {
      this.isDue = false;
      this.redraw();
    });
  }

  private redraw() {
    const picture = this.line?.picture();
    if (!picture || this.isGone) return;
    const { isUp, speaker, room, seats } = picture;
    const before = this.view;
    // While the line is down everybody stays where they were, until voices really come again.
    if (!isUp || (this.isEntering && before.isMending)) return this.show({ isMending: before.phase === 'inside' });
    this.show({
      isMending: false,
      isSilent: picture.isSilent,
      room: room ?? before.room,
      seats: keepSame(before.seats, seats),
      speaker: speaker ?? before.speaker,
    });
    if (before.phase === 'inside') announce(before, this.view);
    this.thaw(room?.frozen ?? false);
    if ((room?.waiting ?? 0) !== (before.room?.waiting ?? 0)) void this.readLobby().catch(() => undefined);
  }

  private thaw(isStill: boolean) {
    const isBack = this.wasStill && !isStill;
    this.wasStill = isStill;
    // The rights come a moment after the sign.
    if (isBack) this.later(JUDGE_AFTER_MS, () => void this.restore());
  }

  private show(part: Partial<CallView>) {
    this.view = { ...this.view, ...part };
    for (const listener of this.listeners) listener();
  }

  private later(ms: number, run: () => void) {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, ms);
    this.timers.add(timer);
    return timer;
  }

  private cancel() {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
    this.rejoining = null;
  }
}

const wordOf = (phase: CallView['phase']) =>
  phase === 'elsewhere' ? t`Звонок продолжается на другом вашем устройстве` : t`Звонок завершён`;
