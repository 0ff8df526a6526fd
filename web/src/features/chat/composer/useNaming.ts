import { t } from '@lingui/core/macro';
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from 'react';
import { useLive } from '../../../store/store';
import { type Asked, askedAt, EVERYBODY, type Person, peopleFor } from './naming';

export interface Naming {
  people: readonly Person[];
  /** The one that Enter takes. */
  active: number;
  setActive(index: number): void;
  /** Where the caret is now; called after every change and every step of it. */
  look(text: string, caret: number): void;
  /** True when the key was for the list. */
  onKey(event: KeyboardEvent): boolean;
  asked: Asked | null;
  close(): void;
}

const NOBODY: readonly Person[] = [];

/** Calling people of this chat by @. In a chat of two there is nobody to choose from. */
export function useNaming(conversation: number, choose: (person: Person, asked: Asked) => void): Naming {
  const [asked, setAsked] = useState<Asked | null>(null);
  const latest = useRef<Asked | null>(null);
  const [closed, setClosed] = useState<number | null>(null);
  const [active, setActive] = useState(0);
  const people = usePeople(conversation, asked && asked.from !== closed ? asked.query : null);
  const look = useCallback((text: string, caret: number) => {
    const now = askedAt(text, caret);
    // Browsers tell of a step of the caret late: the choice made meanwhile stays.
    if (latest.current?.from === now?.from && latest.current?.query === now?.query) return;
    latest.current = now;
    setAsked(now);
    setActive(0);
    if (!now) setClosed(null);
  }, []);
  const close = useCallback(() => setClosed(asked?.from ?? null), [asked]);
  const onKey = (event: KeyboardEvent): boolean => {
    if (people.length === 0 || !asked) return false;
    const person = people[active];
    if (event.key === 'ArrowDown') setActive((active + 1) % people.length);
    else if (event.key === 'ArrowUp') setActive((active + people.length - 1) % people.length);
    else if (event.key === 'Escape') close();
    else if (['Enter', 'Tab'].includes(event.key) && !event.shiftKey && person) choose(person, asked);
    else return false;
    event.preventDefault();
    return true;
  };
  return { people, active: Math.min(active, people.length - 1), setActive, look, onKey, asked, close };
}

function usePeople(conversation: number, query: string | null): readonly Person[] {
  const isDirect = useLive((state) => state.rows[conversation]?.kind === 'direct');
  const mayAll = useLive((state) => state.rows[conversation]?.may.includes('mention_all') ?? false);
  const members = useLive((state) => state.rolls[conversation]?.members.members);
  const me = useLive((state) => state.me?.id);
  return useMemo(() => {
    if (query === null || isDirect || !members) return NOBODY;
    const all: Person = { profile: EVERYBODY, name: t`все`, badge: t`все участники чата` };
    return peopleFor(query, members, { me, mayAll, all });
  }, [query, isDirect, members, me, mayAll]);
}
