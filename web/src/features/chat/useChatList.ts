import { useEffect, useMemo, useState } from 'react';
import type { Row } from '../../api/shapes';
import { type Filter, filtered, isArchived, isMuted, lastLine, orderedRows, waitingBy } from '../../store/select/rows';
import type { Typist, Unsent } from '../../store/state';
import { useLive } from '../../store/store';
import { useList } from './list/listStore';
import { prepareChats } from './prepareChats';

export interface ChatListLine {
  row: Row;
  unsent: Unsent | null;
  typists: readonly Typist[];
  isOnline: boolean;
  isMuted: boolean;
}

export interface ChatListView {
  lines: readonly ChatListLine[];
  archived: readonly Row[];
  waiting: Record<Filter, number>;
  /** Nobody has any chat at all, not even elsewhere than in this tab. */
  isBare: boolean;
}

const NOBODY: readonly Typist[] = [];

/** The chats of the tab, or of the archive, in their order, each with what its row shows. */
export function useChatList(selected: number | null): ChatListView {
  const rows = useLive((state) => state.rows);
  const unsent = useLive((state) => state.unsent);
  const typists = useLive((state) => state.typists);
  const online = useLive((state) => state.online);
  const filter = useList((state) => state.filter);
  const isArchive = useList((state) => state.isArchive);
  const now = useMinute();
  const { active, archived } = useMemo(() => {
    const ordered = orderedRows(rows, unsent);
    const away = new Set(ordered.filter((row) => isArchived(row, now)));
    return { active: ordered.filter((row) => !away.has(row)), archived: [...away] };
  }, [rows, unsent, now]);
  const lines = useMemo(
    () =>
      (isArchive ? archived : filtered(active, filter, selected)).map((row) => ({
        row,
        unsent: lastLine(row, unsent).unsent,
        typists: typists[row.id] ?? NOBODY,
        isOnline: row.peer !== null && online.has(row.peer),
        isMuted: isMuted(row, now),
      })),
    [active, archived, isArchive, filter, selected, unsent, typists, online, now],
  );
  const waiting = useMemo(() => waitingBy(active, now), [active, now]);
  usePrepared(lines);
  return { lines, archived, waiting, isBare: active.length + archived.length === 0 };
}

/** The pages of the chats that one sees first are there before one taps. */
function usePrepared(lines: readonly ChatListLine[]) {
  const isLive = useLive((state) => state.connection === 'online');
  const ids = lines.map((line) => line.row.id).join(' ');
  useEffect(() => {
    return isLive && ids !== '' ? prepareChats(ids.split(' ').map(Number)) : undefined;
  }, [ids, isLive]);
}

const MINUTE_MS = 60_000;

/** Muting ends and days begin while nothing else happens. */
function useMinute(): number {
  const [minute, setMinute] = useState(thisMinute);
  useEffect(() => {
    const timer = setInterval(() => setMinute(thisMinute()), MINUTE_MS / 2);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

const thisMinute = () => Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
