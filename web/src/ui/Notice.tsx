import { Button, Title } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import styles from './Notice.module.css';

interface NoticeProps {
  icon?: ReactNode;
  title?: string;
  /** It stands in the place of a whole screen: its title is that of the page. */
  isScreen?: boolean;
  action?: { label: string; onClick: () => void };
  children: ReactNode;
}

/** What a screen says when it has nothing to show: empty, failed, gone. */
export function Notice({ icon, title, isScreen = false, action, children }: NoticeProps) {
  return (
    <div className={styles.notice}>
      {icon && <span className={styles.icon}>{icon}</span>}
      {title && (
        <Title level="3" weight="2" Component={isScreen ? 'h1' : 'p'}>
          {title}
        </Title>
      )}
      <p className={styles.text}>{children}</p>
      {action && (
        <Button size="m" mode="secondary" onClick={action.onClick}>
          {action.label}
        </Button>
      )}
    </div>
  );
}
