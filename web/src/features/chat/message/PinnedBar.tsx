import { t } from '@lingui/core/macro';
import { Icon24ListBulletOutline } from '@vkontakte/icons';
import { useState } from 'react';
import type { Message } from '../../../api/shapes';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { jumpTo } from '../jump';
import styles from './PinnedBar.module.css';

interface PinnedBarProps {
  conversation: number;
  pins: readonly Message[];
}

/** The last pinned message; each press leads to it and shows the one pinned before. */
export function PinnedBar({ conversation, pins }: PinnedBarProps) {
  const [turn, setTurn] = useState(0);
  const at = turn % pins.length;
  const pin = pins[at];
  if (!pin) return null;
  const go = () => {
    setTurn(at + 1);
    void jumpTo(conversation, pin.no);
  };
  const place = `${pins.length - at} / ${pins.length}`;
  return (
    <div className={styles.bar}>
      <button type="button" className={styles.pin} onClick={go}>
        <span className={styles.title}>
          {t`Закреплённое сообщение`}
          {pins.length > 1 && ` ${place}`}
        </span>
        <span className={styles.text}>{pin.text}</span>
      </button>
      {pins.length > 1 && (
        <Link to={paths.pins(conversation)} className={styles.all} aria-label={t`Все закреплённые`}>
          <Icon24ListBulletOutline />
        </Link>
      )}
    </div>
  );
}
