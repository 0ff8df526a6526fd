import { t } from '@lingui/core/macro';
import { Icon24ArrowUturnLeftOutline, Icon24ChevronDown, Icon24MentionOutline } from '@vkontakte/icons';
import { Counter } from '@vkontakte/vkui';
import type { Row } from '../../api/shapes';
import styles from './Feed.module.css';
import { useHasBack } from './goal';
import { jumpBack } from './jump';
import { jumpToMention } from './jumpToMention';
import { spokenUnread } from './words';

interface FeedButtonsProps {
  row: Row;
  unread: number;
  isFarFromEnd: boolean;
  toEnd(): void;
}

/** What floats over the messages: back to where one answered, to one's own name, to the end. */
export function FeedButtons({ row, unread, isFarFromEnd, toEnd }: FeedButtonsProps) {
  const hasBack = useHasBack(row.id);
  const isNamed = row.mention_no > row.read_no;
  return (
    <div className={styles.buttons}>
      {hasBack && (
        <button
          type="button"
          className={styles.round}
          aria-label={t`Вернуться к ответу`}
          onClick={() => jumpBack(row.id)}
        >
          <Icon24ArrowUturnLeftOutline />
        </button>
      )}
      {isNamed && (
        <button
          type="button"
          className={styles.round}
          aria-label={t`К упоминанию`}
          onClick={() => void jumpToMention(row.id)}
        >
          <Icon24MentionOutline />
        </button>
      )}
      {isFarFromEnd && (
        <button type="button" className={styles.round} aria-label={spokenEnd(unread)} onClick={toEnd}>
          <Icon24ChevronDown />
          {unread > 0 && (
            <span className={styles.counter}>
              <Counter size="s" mode="primary" appearance="accent">
                {unread}
              </Counter>
            </span>
          )}
        </button>
      )}
    </div>
  );
}

function spokenEnd(unread: number): string {
  return unread > 0 ? `${t`К последним сообщениям`}, ${spokenUnread(unread)}` : t`К последним сообщениям`;
}
