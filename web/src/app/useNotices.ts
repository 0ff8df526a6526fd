import { useEffect } from 'react';

/** The screen comes first; nobody needs to be called in the first second. */
const AFTER_MS = 1_000;

/** A server that is away for a moment comes back. */
const AGAIN_MS = 10_000;

async function load(): Promise<typeof import('../features/notices')> {
  try {
    return await import('../features/notices');
  } catch {
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return load();
  }
}

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
