import { t } from '@lingui/core/macro';
import { PanelHeader, PanelHeaderBack } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { goUp } from './route/history';
import styles from './ScreenHeader.module.css';

interface ScreenHeaderProps {
  /** Shows the arrow to the screen above. */
  hasBack?: boolean;
  /** No line below: what follows belongs to it. */
  isOpen?: boolean;
  before?: ReactNode;
  after?: ReactNode;
  children: ReactNode;
}

/** The 56 px bar at the top of a column or a screen. */
export function ScreenHeader({ hasBack = false, isOpen = false, before, after, children }: ScreenHeaderProps) {
  return (
    <PanelHeader
      fixed={false}
      delimiter="none"
      className={isOpen ? `${styles.header} ${styles.open}` : (styles.header ?? '')}
      before={hasBack ? <PanelHeaderBack aria-label={t`Назад`} onClick={goUp} /> : before}
      after={after}
    >
      {children}
    </PanelHeader>
  );
}
