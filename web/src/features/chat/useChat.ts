import { useMemo } from 'react';
import type { Row } from '../../api/shapes';
import type { State } from '../../store/state';
import { useLive } from '../../store/store';

/** What moves with every message and every look; whoever shows it asks for it alone. */
type Moving = 'last' | 'last_no' | 'read_no' | 'others_read_no' | 'mention_no' | 'seq' | 'draft' | 'unread';

/** What a chat is, apart from what is being said in it: the screen around the messages rests while they come. */
export type Chat = Omit<Row, Moving>;

const MOVING: ReadonlySet<string> = new Set<Moving>([
  'last',
  'last_no',
  'read_no',
  'others_read_no',
  'mention_no',
  'seq',
  'draft',
  'unread',
]);

export function useChat(conversation: number): Chat | undefined {
  return useLive(useMemo(() => chatIn(conversation), [conversation]));
}

function chatIn(conversation: number): (state: State) => Chat | undefined {
  let kept: Row | undefined;
  return ({ rows }) => {
    const row = rows[conversation];
    if (!isSameChat(kept, row)) kept = row;
    return kept;
  };
}

function isSameChat(one: Row | undefined, other: Row | undefined): boolean {
  if (!one || !other || one === other) return one === other;
  const names = Object.keys(other) as (keyof Row)[];
  return names.every((name) => MOVING.has(name) || one[name] === other[name]);
}
