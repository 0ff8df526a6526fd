import { t } from '@lingui/core/macro';
import {
  Icon20CheckCircleOutline,
  Icon20ChecksOutline,
  Icon20CopyOutline,
  Icon20DeleteOutline,
  Icon20FavoriteOutline,
  Icon20LinkCircleOutline,
  Icon20MessageArrowRightOutline,
  Icon20PinOutline,
  Icon20PinSlashOutline,
  Icon20ReplyOutline,
  Icon20ShareOutline,
  Icon20SmileOutline,
  Icon20UnfavoriteOutline,
  Icon20WriteOutline,
} from '@vkontakte/icons';
import type { Message, Row } from '../../../api/shapes';
import { read } from '../../../store/store';
import { type MenuItem, openMenu, type Place } from '../../../ui/overlay/overlays';
import { writeTo } from '../../contacts/writeTo';
import { edit, forward, replyTo } from '../composer/intent';
import { ReactionBar } from '../emoji/ReactionBar';
import { copy, mark, mineIn, pin, react } from './deeds';
import { openDialog } from './dialogs';
import { mayWriteTo } from './mayWriteTo';
import { type Rights, rightsOf } from './rules';
import { toggleSelected } from './selection';

/** One menu for the pointer, the finger and the keyboard. `link` is the address under the pointer. */
export async function openMessageMenu(conversation: number, no: number, at: Place, link: string | null) {
  const { rows, feeds, me } = read();
  const row = rows[conversation];
  const message = feeds[conversation]?.messages.find((one) => one.no === no);
  if (!row || !message || !me) return;
  const chosen = chosenIn(at);
  const rights = rightsOf({ row, message, me: me.id, now: Date.now() });
  const replyPrivately = rights.replyPrivately && (await mayWriteTo(message.by));
  openMenu({
    label: t`Сообщение от: ${message.name}`,
    at,
    items: itemsOf({ row, message, link, chosen, rights: { ...rights, replyPrivately } }),
    ...(rights.react && { head: (close) => <Bar row={row} message={message} close={close} /> }),
  });
}

export function openReactors(message: Message) {
  openDialog({ kind: 'reactors', message });
}

function Bar({ row, message, close }: { row: Row; message: Message; close(): void }) {
  const choose = (emoji: string | null) => {
    close();
    react(row.id, message, emoji);
  };
  return <ReactionBar mine={mineIn(message)} onChoose={choose} />;
}

/** Words that are selected with the mouse are what one wants to copy. */
function chosenIn(at: Place): string {
  const selection = at instanceof Element ? null : getSelection();
  return selection?.anchorNode?.parentElement?.closest('article') ? selection.toString() : '';
}

interface Asked {
  row: Row;
  message: Message;
  link: string | null;
  chosen: string;
  rights: Rights;
}

type Item = MenuItem & { when: boolean };

function itemsOf(asked: Asked): MenuItem[] {
  return [...answering(asked), ...keeping(asked), ...last(asked)].filter(({ when }) => when);
}

function answering({ row, message, link, chosen, rights }: Asked): Item[] {
  const { id } = row;
  const what = chosen ? { ...message, text: chosen } : message;
  return [
    { when: rights.reply, label: t`Ответить`, icon: <Icon20ReplyOutline />, run: () => replyTo(id, message) },
    {
      when: rights.replyPrivately,
      label: t`Ответить лично`,
      icon: <Icon20MessageArrowRightOutline />,
      // A quote stays in its chat; what is answered elsewhere is taken along.
      run: () => void writeTo(message.by, (direct) => forward(direct, id, [message])),
    },
    {
      when: rights.forward,
      label: t`Переслать`,
      icon: <Icon20ShareOutline />,
      run: () => openDialog({ kind: 'forward', conversation: id, messages: [message] }),
    },
    {
      when: rights.copy,
      label: chosen ? t`Копировать выделенное` : t`Копировать`,
      icon: <Icon20CopyOutline />,
      run: () => void copy([what]),
    },
    {
      when: link !== null,
      label: t`Копировать ссылку`,
      icon: <Icon20LinkCircleOutline />,
      run: () => void copy([{ ...message, text: link ?? '' }]),
    },
  ];
}

function keeping({ row, message, rights }: Asked): Item[] {
  const { id } = row;
  const { no } = message;
  const isPinned = Boolean(message.pinned);
  const isImportant = read().marks[id]?.[no] ?? false;
  return [
    {
      when: rights.edit,
      label: t`Изменить`,
      icon: <Icon20WriteOutline />,
      run: () => edit(id, { no, text: message.text, mentions: message.mentions ?? [] }),
    },
    {
      when: rights.pin,
      label: isPinned ? t`Открепить` : t`Закрепить`,
      icon: isPinned ? <Icon20PinSlashOutline /> : <Icon20PinOutline />,
      run: () => pin(id, no, !isPinned),
    },
    {
      when: rights.mark,
      label: isImportant ? t`Не важное` : t`Важное`,
      icon: isImportant ? <Icon20UnfavoriteOutline /> : <Icon20FavoriteOutline />,
      run: () => mark(id, [no], !isImportant),
    },
  ];
}

function last({ row, message, rights }: Asked): Item[] {
  const { id } = row;
  const { no } = message;
  return [
    {
      when: rights.readers,
      label: t`Кто прочитал`,
      icon: <Icon20ChecksOutline />,
      run: () => openDialog({ kind: 'readers', conversation: id, no }),
    },
    {
      when: Boolean(message.reactions?.length),
      label: t`Кто отреагировал`,
      icon: <Icon20SmileOutline />,
      run: () => openReactors(message),
    },
    { when: true, label: t`Выбрать`, icon: <Icon20CheckCircleOutline />, run: () => toggleSelected(id, no) },
    {
      when: true,
      label: t`Удалить`,
      icon: <Icon20DeleteOutline />,
      isDestructive: true,
      isApart: true,
      run: () => openDialog({ kind: 'delete', conversation: id, messages: [message] }),
    },
  ];
}
