/** The calls of this device: one that goes on, and at most one that is looked at. They outlive their screens. */
import { watch } from '../../store/store';
import { activeCall } from './openCall';
import { CallSession } from './session';

const sessions = new Map<number, CallSession>();

export function sessionOf(call: number): CallSession {
  const known = sessions.get(call);
  if (known) return known;
  const session = new CallSession(call, () => sessions.delete(call));
  sessions.set(call, session);
  return session;
}

/** The screen went: a call that goes on stays as a small window, anything before it is over. */
export function release(call: number) {
  // The same screen may come back at once, for example in another language.
  setTimeout(() => {
    const isShown = location.pathname === `/calls/${call}`;
    if (activeCall() !== call && !isShown) void sessions.get(call)?.leave();
  });
}

/** One call at a time: into another one goes who leaves this one. */
export function leaveOthers(call: number) {
  for (const session of sessions.values()) if (session.call !== call) void session.leave();
}

// Guests have no account all along: only whoever signs out leaves by that.
watch(({ account }, before) => {
  if (account === 'signed_out' && before.account !== account)
    for (const session of sessions.values()) void session.leave();
});
