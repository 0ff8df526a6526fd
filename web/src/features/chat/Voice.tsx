import { t } from '@lingui/core/macro';
import { useEffect, useRef, useState } from 'react';
import type { Message } from '../../api/shapes';
import type { Feed } from '../../store/state';
import { useLive } from '../../store/store';
import styles from './Feed.module.css';
import { serviceSentence } from './message/serviceWords';

/** What is said within this time is spoken together. */
const GATHER_MS = 150;

/** As many as a person can listen to; the rest of a burst is only counted. */
const MOST_SPOKEN = 3;

/**
 * Says each new message once. The list itself is silent: older pages, jumps and changes would be read out there as if
 * somebody had just said them.
 */
export function Voice({ feed }: { feed: Feed }) {
  const me = useLive((state) => state.me?.id);
  const heardNo = useRef<number | null>(null);
  const waiting = useRef<Message[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [spoken, setSpoken] = useState<readonly Message[]>([]);
  const lastNo = feed.status === 'ready' && !feed.hasNewer ? (feed.messages.at(-1)?.no ?? 0) : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new end of the conversation is spoken.
  useEffect(() => {
    if (lastNo === null) return;
    const since = heardNo.current;
    heardNo.current = Math.max(lastNo, since ?? 0);
    if (since === null || lastNo <= since) return;
    waiting.current.push(...feed.messages.filter(({ no, by }) => no > since && by !== me));
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      setSpoken(waiting.current.splice(0).slice(-MOST_SPOKEN));
    }, GATHER_MS);
  }, [lastNo, me]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className={styles.voice} aria-live="polite">
      {spoken.map((message) => (
        <p key={message.no}>{message.service ? serviceSentence(message, me) : spokenMessage(message)}</p>
      ))}
    </div>
  );
}

function spokenMessage({ name, text }: Message): string {
  return t`${name} пишет: ${text}`;
}
