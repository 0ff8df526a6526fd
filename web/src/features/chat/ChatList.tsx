import { t } from '@lingui/core/macro';
import { Icon56MessagesOutline } from '@vkontakte/icons';
import { useMemo } from 'react';
import { useLive } from '../../store/store';
import { moveFocus } from '../../ui/moveFocus';
import { Notice } from '../../ui/Notice';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { ChatRow } from './ChatRow';
import { DepartureNotes } from './DepartureNotes';
import { useChatList } from './useChatList';
import { usePresence } from './usePresence';

/** The rows of the chat list, for the column and for the phone. */
export function ChatList({ selected, isPhone }: { selected: number | null; isPhone: boolean }) {
  const lines = useChatList();
  const me = useLive((state) => state.me?.id ?? 0);
  usePresence(useMemo(() => peersOf(lines, selected), [lines, selected]));
  return (
    <>
      <DepartureNotes />
      {lines.length === 0 ? (
        <Notice
          icon={<Icon56MessagesOutline />}
          title={t`Здесь появятся ваши чаты`}
          action={{ label: t`Написать`, onClick: () => navigate(paths.contacts) }}
        >
          {t`Чаты класса, учителей и родителей школа создаёт сама. Личный чат можно начать с тем, кто вам доступен.`}
        </Notice>
      ) : (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the links inside.
        <div onKeyDown={moveFocus}>
          {lines.map((line) => (
            <ChatRow key={line.row.id} {...line} me={me} isSelected={line.row.id === selected} isPhone={isPhone} />
          ))}
        </div>
      )}
    </>
  );
}

function peersOf(lines: ReturnType<typeof useChatList>, selected: number | null): number[] {
  const open = lines.filter((line) => line.row.id === selected);
  return [...open, ...lines].flatMap((line) => line.row.peer ?? []);
}
