import type { ReactNode } from 'react';
import { Badge } from './Badge';
import styles from './ControlButton.module.css';

interface ControlButtonProps {
  icon: ReactNode;
  label: string;
  /** What pressing it does, where the label does not say so. */
  spoken?: string;
  look?: 'plain' | 'off' | 'on' | 'hand' | 'leave';
  badge?: number;
  /** It does nothing now, and says why when pressed. */
  isBarred?: boolean;
  hasMenu?: boolean;
  isExpanded?: boolean;
  onClick(at: Element): void;
}

export function ControlButton({
  icon,
  label,
  spoken,
  look = 'plain',
  badge = 0,
  isBarred = false,
  hasMenu = false,
  isExpanded,
  onClick,
}: ControlButtonProps) {
  return (
    <button
      type="button"
      className={styles.control}
      data-look={look}
      title={spoken}
      aria-label={spoken ?? label}
      aria-disabled={isBarred || undefined}
      aria-haspopup={hasMenu ? 'menu' : undefined}
      aria-expanded={isExpanded}
      onClick={(event) => onClick(event.currentTarget)}
    >
      <span className={styles.knob} aria-hidden>
        {icon}
        <Badge count={badge} />
      </span>
      <span className={styles.label} aria-hidden>
        {label}
      </span>
    </button>
  );
}
