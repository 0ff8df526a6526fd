import type { ReactNode } from 'react';
import { Badge } from './Badge';
import styles from './ControlButton.module.css';

interface ControlButtonProps {
  icon: ReactNode;
  label: string;
  /** Follows the label for those who do not see how the button looks: «Камера» «: выключить». */
  rest?: string;
  /** What the pointer is told, with the key that does the same. */
  title?: string;
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
  rest,
  title,
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
      title={title}
      aria-disabled={isBarred || undefined}
      aria-haspopup={hasMenu ? 'menu' : undefined}
      aria-expanded={isExpanded}
      onClick={(event) => onClick(event.currentTarget)}
    >
      <span className={styles.knob} aria-hidden>
        {icon}
        <Badge count={badge} />
      </span>
      <span className={styles.label}>{label}</span>
      {rest && <span className={styles.silent}>{rest}</span>}
    </button>
  );
}
