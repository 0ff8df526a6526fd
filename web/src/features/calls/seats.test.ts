import { expect, test } from 'vitest';
import { avatarOf } from './avatar';
import { gridOf, isPair, largeOf, pagesOf, seated, withSpeaker } from './layout';
import { newsOf } from './news';
import { shortcutOf } from './stage/shortcuts';
import { type CallView, handQueue, keepSame, mayI, NOWHERE, placesOf, readPerson, readRoom, type Seat } from './view';

const seat = (identity: string, part: Partial<Seat> = {}): Seat => ({
  identity,
  name: identity,
  isMe: false,
  hasSound: false,
  camera: '',
  screen: '',
  isSpeaking: false,
  quality: 'good',
  cameAt: 0,
  ...readPerson({}),
  ...part,
});

const me = seat('me', { isMe: true });

const call = (seats: Seat[], part: Partial<CallView> = {}): CallView => ({
  ...NOWHERE,
  phase: 'inside',
  seats,
  ...part,
});

test('attributes of the server are read, and what is missing has the least rights', () => {
  expect(readPerson({ id: '7', part: 'host', kind: 'staff', hand: '1700', may: 'speak,run' })).toMatchObject({
    id: 7,
    part: 'host',
    kind: 'staff',
    handAt: 1700,
    may: 'speak,run',
  });
  expect(readPerson({ part: 'king', hand: '' })).toMatchObject({ id: null, part: 'member', handAt: null, may: '' });
});

test('people have the colour of the chats, and guests one of their own', () => {
  expect(avatarOf(readPerson({ id: '7', profile: '12' }))).toBe(12);
  expect(avatarOf(readPerson({ id: '7', profile: '' }))).toBe(7);
});

test('metadata that are not ours are nothing', () => {
  expect(readRoom(undefined)).toBeNull();
  expect(readRoom('{')).toBeNull();
  expect(readRoom('{"topic":1}')).toBeNull();
  expect(readRoom('{"call":1,"title":"","policy":{"lobby":true}}')).toMatchObject({ frozen: false, waiting: 0 });
});

test('hands stand in the order in which they went up', () => {
  const seats = [seat('late', { handAt: 30 }), me, seat('first', { handAt: 10 }), seat('second', { handAt: 20 })];
  expect(handQueue(seats).map(({ identity }) => identity)).toEqual(['first', 'second', 'late']);
  expect(placesOf(seats).get('late')).toBe(3);
  expect(placesOf(seats).has('me')).toBe(false);
});

test('I may what the media server was told, not what the call said before', () => {
  const told = { may: ['speak', 'run'] } as CallView['call'];
  expect(mayI(call([me], { call: told }), 'run')).toBe(true);
  expect(mayI(call([seat('me', { isMe: true, may: 'hand' })], { call: told }), 'run')).toBe(false);
});

test('who did not change keeps the same seat', () => {
  const before = [me, seat('one')];
  expect(keepSame(before, [seat('me', { isMe: true }), seat('one')])).toBe(before);
  const after = keepSame(before, [seat('me', { isMe: true }), seat('one', { isSpeaking: true })]);
  expect(after[0]).toBe(me);
  expect(after[1]).not.toBe(before[1]);
});

test.each([
  [1, 1240, 640, 1, 1],
  [2, 374, 640, 1, 2],
  [3, 1240, 640, 2, 3],
  [4, 1240, 640, 2, 4],
  [5, 1240, 640, 3, 5],
  [6, 1240, 640, 3, 6],
  [30, 1240, 640, 3, 9],
  [6, 374, 600, 2, 6],
  [30, 374, 600, 2, 6],
  [30, 812, 260, 3, 6],
])('%i people on %i x %i stand in %i columns, %i on a page', (count, width, height, columns, size) => {
  expect(gridOf(count, width, height)).toMatchObject({ columns, size });
});

test('pages hold everybody, and there is always one', () => {
  expect(pagesOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(pagesOf([], 9)).toEqual([[]]);
});

test('me, then the host, then who came; viewers have no tile', () => {
  const seats = [seat('b', { cameAt: 2 }), seat('v', { part: 'viewer' }), seat('a', { cameAt: 1 })];
  const order = seated([...seats, seat('h', { part: 'host', cameAt: 9 }), me]);
  expect(order.map(({ identity }) => identity)).toEqual(['me', 'h', 'a', 'b']);
});

test('who speaks on a later page takes the place of the last silent one', () => {
  const order = [me, seat('h', { part: 'host' }), seat('a'), seat('b'), seat('c')];
  const names = (speaker: string | null) => withSpeaker(order, speaker, 3).map(({ identity }) => identity);
  expect(names('c')).toEqual(['me', 'h', 'c', 'b', 'a']);
  expect(names('a')).toEqual(['me', 'h', 'a', 'b', 'c']);
  expect(names(null)).toEqual(['me', 'h', 'a', 'b', 'c']);
});

test('large is who was pinned, else the screen of another, else in the view of the speaker who spoke', () => {
  const [one, two] = [seat('one', { screen: 's' }), seat('two')];
  expect(largeOf(call([me, one, two]), 'grid', 'two')).toEqual({ identity: 'two', isScreen: false });
  expect(largeOf(call([me, one, two]), 'grid', null)).toEqual({ identity: 'one', isScreen: true });
  expect(largeOf(call([me, two]), 'grid', null)).toBeNull();
  expect(largeOf(call([me, seat('three'), two], { speaker: 'two' }), 'speaker', null)?.identity).toBe('two');
  expect(largeOf(call([seat('me', { isMe: true, screen: 's' })]), 'grid', null)).toBeNull();
});

test('a pair is me and one other', () => {
  expect(isPair([me, seat('one')])).toBe(true);
  expect(isPair([me])).toBe(false);
});

test('who comes, leaves and raises a hand is told; a crowd is counted', () => {
  const before = call([me, seat('stays'), seat('goes')]);
  const after = call([me, seat('stays', { handAt: 1 }), seat('comes', { handAt: 2 })]);
  expect(newsOf(before, after)).toEqual([
    { what: 'came', who: 'comes' },
    { what: 'left', who: 'goes' },
    { what: 'hand', who: 'stays' },
  ]);
  expect(newsOf(call([me]), call([me, ...['a', 'b', 'c', 'd'].map((name) => seat(name))]))).toEqual([
    { what: 'many came', count: 4 },
  ]);
  expect(newsOf(after, after)).toEqual([]);
});

const key = (code: string, part: object = {}) =>
  ({
    code,
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    defaultPrevented: false,
    ...part,
  }) as const;

test('letters are shortcuts by their place, and not while somebody types or holds another key', () => {
  expect(shortcutOf(key('KeyM'), false)).toBe('microphone');
  expect(shortcutOf(key('KeyM'), true)).toBeNull();
  expect(shortcutOf(key('Escape'), true)).toBe('back');
  expect(shortcutOf(key('KeyS', { ctrlKey: true }), false)).toBeNull();
  expect(shortcutOf(key('KeyV', { defaultPrevented: true }), false)).toBeNull();
  expect(shortcutOf(key('KeyQ'), false)).toBeNull();
});
