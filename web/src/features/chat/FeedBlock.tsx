import { t } from '@lingui/core/macro';
import { Fragment, memo, useLayoutEffect, useRef, useState } from 'react';
import type { Line } from '../../store/select/feed';
import { Bubble } from './Bubble';
import styles from './Feed.module.css';

interface FeedBlockProps {
  lines: readonly Line[];
  isDirect: boolean;
  badges: ReadonlyMap<number, string>;
}

/** Screens above and below the visible one that stay drawn, so that a flick meets no empty paper. */
const MARGIN = '150% 0px';

/**
 * Up to 32 lines that leave the page together when they are far from the screen: an empty box of the measured height
 * stays. The lines lie in the normal flow, so days can stick and nothing has to be placed by hand.
 */
export const FeedBlock = memo(function FeedBlock({ lines, isDirect, badges }: FeedBlockProps) {
  const box = useRef<HTMLDivElement>(null);
  const [emptyHeight, setEmptyHeight] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry && setEmptyHeight(entry.isIntersecting ? null : entry.boundingClientRect.height),
      { root: element.closest('section'), rootMargin: MARGIN },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={box} className={styles.block} style={emptyHeight === null ? undefined : { blockSize: emptyHeight }}>
      {emptyHeight === null &&
        lines.map((line) => (
          <Fragment key={line.key}>
            {line.hasUnreadLine && <div className={styles.unread} data-unread>{t`Непрочитанные сообщения`}</div>}
            <Bubble line={line} isDirect={isDirect} badge={badges.get(line.by)} />
          </Fragment>
        ))}
    </div>
  );
}, isSameBlock);

function isSameBlock(before: FeedBlockProps, after: FeedBlockProps): boolean {
  return (
    before.isDirect === after.isDirect &&
    before.badges === after.badges &&
    before.lines.length === after.lines.length &&
    before.lines.every((line, index) => isSameLine(line, after.lines[index]))
  );
}

/** Spelled out, because ten thousand lines are compared for each message that comes. */
function isSameLine(one: Line, other: Line | undefined): boolean {
  return (
    one.key === other?.key &&
    one.no === other.no &&
    one.text === other.text &&
    one.delivery === other.delivery &&
    one.isGrouped === other.isGrouped &&
    one.isLast === other.isLast &&
    one.hasUnreadLine === other.hasUnreadLine &&
    one.failure === other.failure &&
    one.at === other.at &&
    one.name === other.name
  );
}
