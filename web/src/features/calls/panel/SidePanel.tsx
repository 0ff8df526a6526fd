import { t } from '@lingui/core/macro';
import { Icon28CancelOutline } from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useRef } from 'react';
import styles from './SidePanel.module.css';

interface SidePanelProps {
  title: string;
  count?: number;
  foot?: ReactNode;
  onClose(): void;
  children: ReactNode;
}

/** Beside the pictures on the desktop, over them on the phone. */
export function SidePanel({ title, count, foot, onClose, children }: SidePanelProps) {
  const ref = useRef<HTMLElement>(null);
  useEffect(() => {
    const opener = document.activeElement;
    ref.current?.focus();
    return () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
    };
  }, []);
  return (
    <aside ref={ref} className={styles.panel} tabIndex={-1} aria-label={title}>
      <header className={styles.head}>
        <h2>
          {title}
          {count !== undefined && <span className={styles.count}>{count}</span>}
        </h2>
        <IconButton label={t`Закрыть`} onClick={onClose}>
          <Icon28CancelOutline />
        </IconButton>
      </header>
      <div className={styles.body}>{children}</div>
      {foot && <footer className={styles.foot}>{foot}</footer>}
    </aside>
  );
}
