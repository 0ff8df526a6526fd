import { t } from '@lingui/core/macro';
import { Icon24ArrowUturnLeftOutline, Icon24ChevronDown, Icon24MentionOutline } from '@vkontakte/icons';
import { Counter } from '@vkontakte/vkui';
import { memo } from 'react';
import { isMentioned, unreadCount } from '../../store/select/rows';
import { useLive } from '../../store/store';
import styles from './Feed.module.css';
import { useHasBack } from './goal';
import { jumpBack } from './jump';
import { jumpToMention } from './jumpToMention';
import { spokenUnread } from './words';

interface FeedButtonsProps {
  conversation: number;
  isFarFromEnd: boolean;
  toEnd(): void;
}

/** What floats over the messages: back to where one answered, to one's own name, to the end. */
export const FeedButtons = memo(function FeedButtons({ conversation, isFarFromEnd, toEnd }: FeedButtonsProps) {
  const hasBack = useHasBack(conversation);
  const isNamed = useLive(({ rows }) => rows[conversation] !== undefined && isMentioned(rows[conversation]));
  const unread = useLive(({ rows }) => (isFarFromEnd && rows[conversation] ? unreadCount(rows[conversation]) : 0));
  return (
    <div className={styles.buttons}>
      {hasBack && (
        <button
          type="button"
          className={styles.round}
          aria-label={t`Вернуться к ответу`}
          onClick={() => jumpBack(conversation)}
        >
          <Icon24ArrowUturnLeftOutline />
        </button>
      )}
      {isNamed && (
        <button
          type="button"
          className={styles.round}
          aria-label={t`К упоминанию`}
          onClick={() => void jumpToMention(conversation)}
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
});

function spokenEnd(unread: number): string {
  return unread > 0 ? `${t`К последним сообщениям`}, ${spokenUnread(unread)}` : t`К последним сообщениям`;
}
