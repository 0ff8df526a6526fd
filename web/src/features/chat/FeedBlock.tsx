import { t } from '@lingui/core/macro';
import { Fragment, memo } from 'react';
import type { Line } from '../../store/select/feed';
import { Bubble } from './Bubble';
import styles from './Feed.module.css';
import { ServiceLine } from './message/ServiceLine';
import { useIsSelectingAny } from './message/selection';
import type { People } from './people';
import { isSameLine } from './sameLine';

interface FeedBlockProps {
  lines: readonly Line[];
  isDirect: boolean;
  people: People;
  me: number | undefined;
}

/** Up to 16 lines that are drawn together: a message that comes touches one block, not the whole stretch. */
export const FeedBlock = memo(function FeedBlock({ lines, isDirect, people, me }: FeedBlockProps) {
  const isSelecting = useIsSelectingAny();
  return (
    <div className={styles.block}>
      {lines.map((line) => (
        <Fragment key={line.key}>
          {line.hasUnreadLine && <div className={styles.unread} data-unread>{t`Непрочитанные сообщения`}</div>}
          {line.isService ? (
            <ServiceLine line={line} />
          ) : (
            <Bubble line={line} isDirect={isDirect} people={people} me={me} isSelecting={isSelecting} />
          )}
        </Fragment>
      ))}
    </div>
  );
}, isSameBlock);

function isSameBlock(before: FeedBlockProps, after: FeedBlockProps): boolean {
  return (
    before.isDirect === after.isDirect &&
    before.people === after.people &&
    before.me === after.me &&
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => isSameLine(line, after.lines[index]))
  );
}
