import { Suspense, useCallback, useMemo, useRef } from 'react';
import { useLive } from '../../store/store';
import { lazily } from '../../ui/lazily';
import { ChatRow } from './ChatRow';
import { DepartureNotes } from './DepartureNotes';
import { ArchiveRow } from './list/ArchiveRow';
import styles from './list/list.module.css';
import { useList } from './list/listStore';
import { useFocusInList } from './list/useFocusInList';
import { useGestures } from './list/useGestures';
import { useGrowing } from './list/useGrowing';
import { stoodDeep, useKeptScroll } from './list/useKeptScroll';
import type { ChatListLine, ChatListView } from './useChatList';
import { usePresence } from './usePresence';

const EmptyList = lazily(() => import('./list/EmptyList').then((all) => all.EmptyList), { shape: 'screen' });

interface ChatListProps {
  view: ChatListView;
  selected: number | null;
  isPhone: boolean;
}

/** The rows of the chat list, for the column and for the phone, in a box of their own that scrolls. */
export function ChatList({ view, selected, isPhone }: ChatListProps) {
  const { lines, archived, isBare } = view;
  const { filter, isArchive } = useList((state) => state);
  const box = useRef<HTMLDivElement>(null);
  const hasArchiveRow = !isArchive && filter === 'all' && archived.length > 0;
  const name = `${isArchive} ${filter}`;
  useKeptScroll(box, name);
  usePresence(useMemo(() => peersOf(lines, selected), [lines, selected]));
  return (
    <div ref={box} className={isPhone ? `${styles.box} ${styles.phone}` : styles.box} data-list>
      {!isArchive && <DepartureNotes />}
      {hasArchiveRow && <ArchiveRow archived={archived} isPhone={isPhone} />}
      {lines.length > 0 ? (
        <Rows lines={lines} selected={selected} isPhone={isPhone} isDeep={stoodDeep(name)} />
      ) : (
        !hasArchiveRow && (
          <Suspense>
            <EmptyList isBare={isBare} isArchive={isArchive} filter={filter} />
          </Suspense>
        )
      )}
    </div>
  );
}

interface RowsProps {
  lines: readonly ChatListLine[];
  selected: number | null;
  isPhone: boolean;
  isDeep: boolean;
}

function Rows({ lines, selected, isPhone, isDeep }: RowsProps) {
  const me = useLive((state) => state.me?.id ?? 0);
  const { chosen, isArranging, open } = useList((state) => state);
  const list = useRef<HTMLUListElement>(null);
  const ids = useMemo(() => lines.map((line) => line.row.id), [lines]);
  const { stop, handlers } = useFocusInList(list, ids, selected);
  const count = useGrowing(lines.length, isDeep, isPhone);
  useGestures(list, isPhone);
  const today = new Date().setHours(0, 0, 0, 0);
  const rowOf = useCallback((id: number) => (open?.id === id ? open.side : null), [open]);
  return (
    <ul ref={list} className={styles.rows} {...handlers}>
      {lines.slice(0, count).map((line) => (
        <ChatRow
          key={line.row.id}
          {...line}
          me={me}
          isSelected={line.row.id === selected}
          isPhone={isPhone}
          isStop={line.row.id === stop}
          isChosen={chosen ? chosen.has(line.row.id) : null}
          isArranging={isArranging}
          open={rowOf(line.row.id)}
          today={today}
        />
      ))}
    </ul>
  );
}

function peersOf(lines: readonly ChatListLine[], selected: number | null): number[] {
  const open = lines.filter((line) => line.row.id === selected);
  return [...open, ...lines].flatMap((line) => line.row.peer ?? []);
}
