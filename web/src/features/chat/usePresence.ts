import { useEffect, useMemo } from 'react';
import { useLive } from '../../store/store';
import { WATCHED_AT_MOST, watchPresence } from './watchPresence';

/** Rows come and go in bursts; one question covers them. */
const SETTLE_MS = 300;

/** Watches the partners of direct chats that stand in the list, the open one first. */
export function usePresence(peers: readonly number[]) {
  const isLive = useLive((state) => state.connection === 'online');
  // Whoever lost a right to see somebody may have another: each change of the chats asks again.
  const chats = useLive((state) => Object.keys(state.rows).length);
  const key = useMemo(() => [...new Set(peers)].slice(0, WATCHED_AT_MOST).join(' '), [peers]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: see `chats` above.
  useEffect(() => {
    if (!isLive || key === '') return;
    const timer = setTimeout(() => void watchPresence(key.split(' ').map(Number)), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [isLive, key, chats]);
}
