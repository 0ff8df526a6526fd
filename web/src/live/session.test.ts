import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { applySignedOut } from '../store/apply/account';
import { applyStart } from '../store/apply/start';
import { change, read } from '../store/store';
import { message, row, start } from '../store/world';
import { serverNow } from './serverClock';
import { Session } from './session';

/** The server's end of the line, one for each socket the session opens. */
class Line {
  static all: Line[] = [];
  static readonly OPEN = 1;
  readyState = 1;
  sent: { id: number; do: string; [field: string]: unknown }[] = [];
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    Line.all.push(this);
  }

  send(data: string) {
    this.sent.push(JSON.parse(data));
  }

  close(code = 1000) {
    this.readyState = 3;
    this.onclose?.({ code });
  }

  say(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  hello(heads: Record<string, number> = { p7: 20, c12: 5 }) {
    this.say({ on: 'hello', protocol: 1, profile: 7, heads, now: 0 });
  }

  /** Answers the newest command of a name. */
  answer(name: string, ok: object) {
    const asked = this.sent.findLast((frame) => frame.do === name);
    this.say({ id: asked?.id, ok });
  }

  asked(name: string) {
    return this.sent.filter((frame) => frame.do === name);
  }
}

const ears = {
  onConnection: vi.fn(),
  onSignedOut: vi.fn(),
  onTooOld: vi.fn(),
  onReload: vi.fn(async () => true),
};
const nowhere = { addEventListener: () => undefined, removeEventListener: () => undefined };
const sent = (no: number) => ({ on: 'message.sent', topic: 'c12', ...message(no) });
const settle = () => vi.advanceTimersByTimeAsync(0);
const line = () => Line.all.at(-1) as Line;
const connection = () => ears.onConnection.mock.lastCall?.[0];

let session: Session;

beforeEach(async () => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Line);
  vi.stubGlobal('window', nowhere);
  vi.stubGlobal('document', { ...nowhere, visibilityState: 'visible', documentElement: { lang: 'ru' }, cookie: '' });
  vi.stubGlobal('location', { protocol: 'http:', host: 'school.test' });
  for (const ear of Object.values(ears)) ear.mockClear();
  Line.all = [];
  change(applySignedOut, false);
  change(applyStart, start([row()]));
  session = new Session(ears);
  session.start();
});

afterEach(() => {
  session.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a connection', () => {
  it('is online when nothing is behind', async () => {
    line().hello();
    await settle();
    expect(connection()).toBe('online');
    expect(line().asked('sync')).toEqual([]);
  });

  it('goes by the clock of the server, whatever that of the device says', async () => {
    const now = Date.now() + 3_600_000;
    line().say({ on: 'hello', protocol: 1, profile: 7, heads: {}, now });
    vi.advanceTimersByTime(500);
    expect(serverNow()).toBe(now + 500);
  });

  it('is online only after what is behind has come', async () => {
    line().hello({ p7: 20, c12: 6 });
    await settle();
    expect(line().asked('sync')).toMatchObject([{ topics: { c12: 5 } }]);
    expect(connection()).toBe('connecting');
    line().answer('sync', { topics: { c12: { events: [sent(6)], head: 6 } }, by_http: [] });
    await settle();
    expect(connection()).toBe('online');
    expect(read().rows[12]?.last_no).toBe(6);
  });

  it('asks by HTTP for what is too large', async () => {
    const answer = { topics: { c12: { events: [sent(6)], head: 6 } }, by_http: [] };
    const asked = vi.fn(async () => new Response(JSON.stringify(answer)));
    vi.stubGlobal('fetch', asked);
    line().hello({ p7: 20, c12: 6 });
    await settle();
    line().answer('sync', { topics: {}, by_http: ['c12'] });
    await vi.waitFor(() => expect(connection()).toBe('online'));
    expect(asked).toHaveBeenCalledWith('/api/sync', expect.objectContaining({ body: '{"topics":{"c12":5}}' }));
  });

  it('repairs a gap and shows everything once', async () => {
    line().hello();
    await settle();
    line().say(sent(8));
    await settle();
    expect(line().asked('sync')).toMatchObject([{ topics: { c12: 5 } }]);
    line().answer('sync', { topics: { c12: { events: [sent(6), sent(7), sent(8)], head: 8 } }, by_http: [] });
    await settle();
    line().say(sent(8));
    expect(read().rows[12]).toMatchObject({ last_no: 8 });
    expect(read().topics.c12).toBe(8);
  });

  it('loads the start state when the server names other topics', async () => {
    line().hello({ p7: 20, c12: 5, c13: 1 });
    await settle();
    expect(ears.onReload).toHaveBeenCalledOnce();
  });

  it.each([1001, 1006, 1012])('comes back after close %i', async (code) => {
    line().hello();
    await settle();
    line().close(code);
    expect(connection()).toBe('waiting');
    await vi.advanceTimersByTimeAsync(600);
    expect(Line.all).toHaveLength(2);
    line().hello();
    await settle();
    expect(connection()).toBe('online');
  });

  it('comes back after a restart when it was told', async () => {
    line().hello();
    await settle();
    line().say({ on: 'restart', after_ms: 3_000 });
    await vi.advanceTimersByTimeAsync(2_900);
    expect(Line.all).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(Line.all).toHaveLength(2);
  });

  it.each([
    [4401, 'onSignedOut'],
    [4426, 'onTooOld'],
  ] as const)('ends at close %i with %s', async (code, name) => {
    line().close(code);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ears[name]).toHaveBeenCalledOnce();
    expect(Line.all).toHaveLength(1);
  });

  it('does not knock again from a foreign origin', async () => {
    line().close(4403);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(Line.all).toHaveLength(1);
  });

  it('gives up a handshake that hangs', async () => {
    await vi.advanceTimersByTimeAsync(10_100);
    expect(ears.onConnection).toHaveBeenCalledWith('waiting');
  });

  it('probes a silent line and leaves a dead one', async () => {
    line().hello();
    await settle();
    await vi.advanceTimersByTimeAsync(50_000);
    expect(line().asked('sync')).toMatchObject([{ topics: {} }]);
    line().answer('sync', { topics: {}, by_http: [] });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(connection()).toBe('online');
    await vi.advanceTimersByTimeAsync(25_000);
    expect(Line.all.length).toBeGreaterThan(1);
  });
});

describe('a command', () => {
  it('is answered by its number', async () => {
    line().hello();
    const first = session.command('conversation.read', { conversation: 12, no: 4 });
    const second = session.command('conversation.read', { conversation: 12, no: 5 });
    const [one, other] = line().asked('conversation.read');
    line().say({ id: other?.id, ok: { no: 5 } });
    line().say({ id: one?.id, error: { code: 'busy', message: '', retry_after_ms: 10 } });
    expect(await second).toEqual({ ok: { no: 5 } });
    expect(await first).toMatchObject({ error: { code: 'busy', retry_after_ms: 10 } });
  });

  it('is lost with the line, and at once without one', async () => {
    const asked = session.command('conversation.typing', { conversation: 12 });
    line().close(1006);
    expect(await asked).toMatchObject({ error: { code: 'connection_lost' } });
    expect(await session.command('conversation.typing', { conversation: 12 })).toMatchObject({
      error: { code: 'connection_lost' },
    });
  });

  it('without an answer ends the line', async () => {
    line().hello();
    await settle();
    void session.command('conversation.typing', { conversation: 12 });
    await vi.advanceTimersByTimeAsync(15_100);
    expect(connection()).not.toBe('online');
  });
});
