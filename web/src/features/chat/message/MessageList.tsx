import type { ReactNode } from 'react';
import type { Message } from '../../../api/shapes';
import { UserAvatar } from '../../../ui/UserAvatar';
import { listTime } from '../../../ui/when';
import styles from './MessageList.module.css';

interface ListedProps {
  message: Message;
  /** The chat it stands in, where that is not clear. */
  title?: string;
  after?: ReactNode;
  onOpen(): void;
}

/** A message in a list: a press leads to its place in the conversation. */
export function Listed({ message, title, after, onOpen }: ListedProps) {
  const { by, name, text, at } = message;
  return (
    <li className={styles.item}>
      <button type="button" className={styles.message} onClick={onOpen}>
        <UserAvatar id={by} name={name} size={40} />
        <span className={styles.column}>
          <span className={styles.head}>
            <span className={styles.name}>{name}</span>
            <span className={styles.time}>{listTime(at)}</span>
          </span>
          {title && <span className={styles.title}>{title}</span>}
          <span className={styles.text}>{text}</span>
        </span>
      </button>
      {after}
    </li>
  );
}
