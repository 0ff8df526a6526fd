import { t } from '@lingui/core/macro';
import { Spinner } from '@vkontakte/vkui';
import type { Day } from '../../store/select/feed';
import type { Feed as FeedState } from '../../store/state';
import { Notice } from '../../ui/Notice';
import { dayTitle } from '../../ui/when';
import styles from './Feed.module.css';
import { FeedBlock } from './FeedBlock';
import { FeedButtons } from './FeedButtons';
import { useIsSelecting } from './message/selection';
import { useMessageEvents } from './message/useMessageEvents';
import { openConversation } from './openConversation';
import type { People } from './people';
import type { Chat } from './useChat';
import { useFeedScroll } from './useFeedScroll';
import { Voice } from './Voice';

interface FeedProps {
  row: Chat;
  feed: FeedState;
  days: readonly Day[];
  people: People;
  me: number | undefined;
  /** All that is loaded is drawn. */
  isWhole: boolean;
  /** The newest own message on its way. */
  ownKey: string | null;
}

/** The messages of one conversation: days, their lines, and the way back to the end. */
export function Feed({ row, feed, days, people, me, isWhole, ownKey }: FeedProps) {
  const { scroller, column, isFarFromEnd, toEnd } = useFeedScroll(row.id, feed, days, ownKey, isWhole);
  const isSelecting = useIsSelecting(row.id);
  const events = useMessageEvents(row.id, scroller);
  return (
    <div className={styles.wrap}>
      <section
        ref={scroller}
        className={`${styles.feed} pm-paper`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
        tabIndex={0}
        aria-label={t`Сообщения`}
        data-selecting={isSelecting || undefined}
        {...events}
      >
        <div
          ref={column}
          className={styles.column}
          role="log"
          aria-live="off"
          aria-label={row.title}
          aria-busy={feed.status === 'loading'}
        >
          {feed.hasOlder && <Loading />}
          {days.map((day) => (
            <div key={day.key}>
              <div className={styles.day}>{dayTitle(day.at)}</div>
              {day.blocks.map((block) => (
                <FeedBlock
                  key={block.key}
                  lines={block.lines}
                  isDirect={row.kind === 'direct'}
                  people={people}
                  me={me}
                />
              ))}
            </div>
          ))}
          {feed.hasNewer && feed.status === 'ready' && <Loading />}
        </div>
        <Placeholder feed={feed} isEmpty={days.length === 0} conversation={row.id} />
      </section>
      <Voice feed={feed} />
      <FeedButtons conversation={row.id} isFarFromEnd={isFarFromEnd} toEnd={toEnd} />
    </div>
  );
}

function Loading() {
  return (
    <div className={styles.loading}>
      <span className={styles.spinner}>
        <Spinner size="s" disableAnimation aria-label={t`Загружается`} />
      </span>
    </div>
  );
}

function Placeholder({ feed, isEmpty, conversation }: { feed: FeedState; isEmpty: boolean; conversation: number }) {
  if (!isEmpty) return null;
  if (feed.status === 'loading') return <Skeleton />;
  if (feed.status === 'ready') return <Notice title={t`Сообщений пока нет`}>{t`Начните разговор.`}</Notice>;
  return (
    <Notice
      title={t`Не удалось загрузить сообщения`}
      action={{ label: t`Ещё раз`, onClick: () => void openConversation(conversation) }}
    >
      {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
    </Notice>
  );
}

const SKELETON = ['46%', '62%', '38%', '54%', '44%'];

function Skeleton() {
  return (
    <div className={styles.skeleton} role="status" aria-label={t`Загружается`}>
      {SKELETON.map((inlineSize) => (
        <span key={inlineSize} style={{ inlineSize }} />
      ))}
    </div>
  );
}
