import { useMemo } from 'react';
import type { Row } from '../../api/shapes';
import { lastLine, orderedRows } from '../../store/select/rows';
import type { Typist, Unsent } from '../../store/state';
import { useLive } from '../../store/store';

export interface ChatListLine {
  row: Row;
  unsent: Unsent | null;
  typists: readonly Typist[];
  isOnline: boolean;
}

const NOBODY: readonly Typist[] = [];

/** The chats in their order, each with what its row shows. */
export function useChatList(): ChatListLine[] {
  const rows = useLive((state) => state.rows);
  const unsent = useLive((state) => state.unsent);
  const typists = useLive((state) => state.typists);
  const online = useLive((state) => state.online);
  const ordered = useMemo(() => orderedRows(rows, unsent), [rows, unsent]);
  return useMemo(
    () =>
      ordered.map((row) => ({
        row,
        unsent: lastLine(row, unsent).unsent,
        typists: typists[row.id] ?? NOBODY,
        isOnline: row.peer !== null && online.has(row.peer),
      })),
    [ordered, unsent, typists, online],
  );
}
