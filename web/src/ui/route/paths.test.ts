import { expect, test } from 'vitest';
import { parentOf, paths, routeOf } from './paths';

test.each([
  ['/chats', { screen: 'chats' }],
  ['/chats/', { screen: 'chats' }],
  ['/chats/archive', { screen: 'archive' }],
  ['/chats/new', { screen: 'make', from: null }],
  ['/chats/7/copy', { screen: 'make', from: 7 }],
  ['/chats/7', { screen: 'conversation', conversation: 7 }],
  ['/chats/7/members', { screen: 'card', conversation: 7 }],
  ['/people/12', { screen: 'person', profile: 12 }],
  ['/join/aB-3_x', { screen: 'join', token: 'aB-3_x' }],
  ['/calls/5', { screen: 'call', call: 5 }],
  ['/account', { screen: 'account', section: null }],
  ['/account/view', { screen: 'account', section: 'view' }],
  ['/account/nonsense', { screen: 'account', section: null }],
  ['/important', { screen: 'important' }],
  ['/calls', { screen: 'calls' }],
  ['/calls/new', { screen: 'make-call' }],
  ['/calls/gather', { screen: 'gather', chat: null }],
  ['/calls/gather/7', { screen: 'gather', chat: 7 }],
  ['/calls/7', { screen: 'call', call: 7 }],
  ['/calls/7/plan', { screen: 'call-plan', call: 7 }],
  ['/calls/7/attendance', { screen: 'attendance', call: 7 }],
  ['/call', { screen: 'call-link' }],
])('%s is a screen', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

test.each(['pins', 'card', 'settings', 'add', 'links', 'appearance'] as const)('a conversation has %s', (screen) => {
  expect(routeOf(paths[screen](7))).toEqual({ screen, conversation: 7 });
});

test.each(['/', '/chats/seven', '/chats/7/nothing', '/chats/7/card/more', '/people/', '/join', '/elsewhere'])(
  '%s is no screen',
  (path) => {
    expect(routeOf(path)).toEqual({ screen: 'unknown' });
  },
);

test.each([
  [paths.links(7), paths.card(7)],
  [paths.card(7), paths.conversation(7)],
  [paths.makeFrom(7), paths.card(7)],
  [paths.pins(7), paths.conversation(7)],
  [paths.person(3), paths.contacts],
  [paths.accountSection('view'), paths.account],
  [paths.archive, paths.chats],
  [paths.makeCall, paths.calls],
  [paths.gather(7), paths.calls],
  [paths.callPlan(7), paths.calls],
  [paths.attendance(7), paths.calls],
])('from %s one goes up to %s', (path, parent) => {
  expect(parentOf(routeOf(path))).toBe(parent);
});
