import { useCallback, useEffect, useState } from 'react';
import { deleteSessions, fetchSessions, type OwnSession } from '../../api/identity';

export interface SessionsView {
  /** Null while loading. */
  sessions: readonly OwnSession[] | null;
  hasFailed: boolean;
  reload(): void;
  end(sessions: readonly OwnSession[]): void;
}

/** The places where I am signed in, this one first. */
export function useSessions(): SessionsView {
  const [sessions, setSessions] = useState<readonly OwnSession[] | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const attempt = useCallback(async (work: () => Promise<unknown>) => {
    setFailed(false);
    try {
      await work();
      const found = await fetchSessions();
      setSessions(
        found.sort((one, other) => Number(other.is_current) - Number(one.is_current) || seen(other) - seen(one)),
      );
    } catch {
      setFailed(true);
    }
  }, []);
  const reload = useCallback(() => void attempt(async () => undefined), [attempt]);
  useEffect(reload, [reload]);
  const end = (ended: readonly OwnSession[]) => void attempt(() => deleteSessions(ended.map((session) => session.id)));
  return { sessions, hasFailed, reload, end };
}

/** Seconds since 1970 of the last sign of life. */
export function seen(session: OwnSession): number {
  return session.last_seen_at ?? session.created_at;
}
