import { t } from '@lingui/core/macro';
import { Counter } from '@vkontakte/vkui';
import { memo } from 'react';
import type { Message, Row } from '../../api/shapes';
import type { Delivery } from '../../store/select/feed';
import { unreadCount } from '../../store/select/rows';
import type { Typist, Unsent } from '../../store/state';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import { Ticks } from '../../ui/Ticks';
import { UserAvatar } from '../../ui/UserAvatar';
import { listTime } from '../../ui/when';
import styles from './ChatRow.module.css';
import { TypingLine } from './TypingLine';
import { spokenUnread } from './words';

export interface ChatRowProps {
  row: Row;
  unsent: Unsent | null;
  typists: readonly Typist[];
  me: number;
  isSelected: boolean;
  isOnline: boolean;
  isPhone: boolean;
}

/** One chat in the list: face, title, time, the last words and what is unread. */
export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { row, unsent, me, isSelected, isPhone } = props;
  const unread = unreadCount(row);
  const at = unsent?.at ?? row.last?.at;
  const delivery = unsent ? (unsent.failure ? 'failed' : 'sending') : deliveryOf(row, me);
  const className = [styles.row, isSelected && styles.selected, isPhone && styles.phone].filter(Boolean).join(' ');
  return (
    <Link to={paths.conversation(row.id)} className={className} aria-current={isSelected ? 'page' : undefined}>
      <UserAvatar id={row.peer ?? row.id} name={row.title} size={isPhone ? 52 : 48} isOnline={props.isOnline} />
      <span className={styles.body}>
        <span className={styles.line}>
          <span className={styles.title}>{row.title}</span>
          <span className={styles.stamp}>
            {delivery && (
              <span className={delivery === 'failed' ? styles.failed : styles.ticks}>
                <Ticks delivery={delivery} />
              </span>
            )}
            {at !== undefined && listTime(at)}
          </span>
        </span>
        <span className={styles.line}>
          <Preview {...props} />
          {unread > 0 && (
            <span className={styles.after} role="img" aria-label={spokenUnread(unread)}>
              <Counter size="s" mode="primary" appearance="accent">
                {unread}
              </Counter>
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

function Preview({ row, unsent, typists, me }: ChatRowProps) {
  if (typists.length > 0) {
    return (
      <span className={`${styles.preview} ${styles.accent}`}>
        <TypingLine typists={typists} isDirect={row.kind === 'direct'} />
      </span>
    );
  }
  const author = authorOf(row, unsent, me);
  const text = unsent?.text ?? row.last?.text;
  return (
    <span className={styles.preview}>
      {author && <span className={styles.author}>{author}: </span>}
      {text ?? t`Сообщений пока нет`}
    </span>
  );
}

function authorOf(row: Row, unsent: Unsent | null, me: number): string | null {
  if (unsent || row.last?.by === me) return t`Вы`;
  return row.last && row.kind !== 'direct' ? givenName(row.last) : null;
}

/** «Ирина Львовна» without the surname is how a school speaks; names of two words keep the first. */
function givenName(message: Message): string {
  const words = message.name.split(' ');
  return words.length > 2 ? `${words[0]} ${words[1]}` : (words[0] ?? message.name);
}

function deliveryOf(row: Row, me: number): Delivery | null {
  if (row.last?.by !== me) return null;
  return row.others_read_no >= row.last.no ? 'read' : 'sent';
}
