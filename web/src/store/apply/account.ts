/** Who is at this browser. */
import type { Connection, State } from '../state';
import { emptyState } from '../state';

/** Nobody: nothing of the person stays in memory. */
export function applySignedOut(_state: State, wasEnded: boolean): State {
  return { ...emptyState, account: 'signed_out', wasEnded };
}

export function applyUnreachable(state: State): State {
  return state.account === 'unknown' ? { ...state, account: 'unreachable' } : state;
}

export function applyStarting(state: State): State {
  return { ...state, account: 'unknown', wasEnded: false };
}

/** Whoever lost the line cannot see who is online or typing. */
export function applyConnection(state: State, connection: Connection): State {
  if (connection === 'online') return { ...state, connection };
  return { ...state, connection, online: new Set(), typists: {} };
}
