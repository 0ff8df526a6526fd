import { useEffect } from 'react';

/** The screen comes first; nobody needs to be called in the first second. */
const AFTER_MS = 1_000;

const load = () => import('../features/notices');

/** Calls for the person while they are signed in; `conversation` is what lies before their eyes. */
export function useNotices(conversation: number | null) {
  useEffect(() => {
    const leaving = new AbortController();
    const timer = setTimeout(() => void load().then((all) => all.startNotices(leaving.signal)), AFTER_MS);
    return () => {
      clearTimeout(timer);
      leaving.abort();
    };
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => void load().then((all) => all.lookAt(conversation)), AFTER_MS);
    return () => clearTimeout(timer);
  }, [conversation]);
}
