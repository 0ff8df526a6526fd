import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { memo } from 'react';
import type { Line } from '../../store/select/feed';
import { hueOf } from '../../ui/hue';
import { RoleBadge } from '../../ui/RoleBadge';
import { Ticks } from '../../ui/Ticks';
import { UserAvatar } from '../../ui/UserAvatar';
import { clockTime } from '../../ui/when';
import styles from './Bubble.module.css';
import { dropMessage } from './dropMessage';
import { retryMessage } from './retryMessage';
import { isStaffBadge } from './staffBadge';

interface BubbleProps {
  line: Line;
  /** In a chat of two nobody needs names and faces. */
  isDirect: boolean;
  badge: string | undefined;
}

export const Bubble = memo(function Bubble({ line, isDirect, badge }: BubbleProps) {
  const { isOwn, isGrouped, isLast, by, name } = line;
  const hasFace = !isOwn && !isDirect;
  const row = [styles.row, isOwn ? styles.out : styles.in, isGrouped && styles.grouped].filter(Boolean).join(' ');
  return (
    <div className={row} data-key={line.key} data-no={line.no ?? undefined}>
      {hasFace && <span className={styles.gutter}>{isLast && <UserAvatar id={by} name={name} size={36} />}</span>}
      <div className={styles.column}>
        <article className={styles.bubble} aria-label={`${isOwn ? t`Вы` : name}, ${clockTime(line.at)}`}>
          {hasFace && !isGrouped && (
            <div className={styles.author}>
              <span className={styles.name} style={{ color: `var(--pm-name-${hueOf(by)})` }}>
                {name}
              </span>
              {badge && <RoleBadge label={badge} isStaff={isStaffBadge(badge)} />}
            </div>
          )}
          <p className={styles.text}>{line.text}</p>
          <span className={styles.meta}>
            {clockTime(line.at)}
            {line.delivery && <Ticks delivery={line.delivery} />}
          </span>
        </article>
        {line.delivery === 'failed' && <Refused line={line} />}
      </div>
    </div>
  );
});

function Refused({ line }: { line: Line }) {
  return (
    <div className={styles.refused} role="alert">
      <span>{line.failure || t`Не отправлено.`}</span>
      <span className={styles.actions}>
        <Button size="s" mode="tertiary" onClick={() => void retryMessage(line.key)}>
          {t`Повторить`}
        </Button>
        <Button size="s" mode="tertiary" appearance="neutral" onClick={() => dropMessage(line.key)}>
          {t`Удалить`}
        </Button>
      </span>
    </div>
  );
}
