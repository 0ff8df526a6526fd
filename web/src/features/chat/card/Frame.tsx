import { t } from '@lingui/core/macro';
import { Icon24Cancel, Icon24ChevronLeft, Icon24GearOutline, Icon28SettingsOutline } from '@vkontakte/icons';
import { IconButton, PanelHeaderButton, Title } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { goUp, navigate, replacePath } from '../../../ui/route/history';
import { type CardRoute, paths } from '../../../ui/route/paths';
import { ScreenHeader } from '../../../ui/ScreenHeader';
import styles from './Frame.module.css';

interface FrameProps {
  route: CardRoute;
  title: string;
  children: ReactNode;
}

/** The card as a column beside the conversation. */
export function PanelFrame({ route: { screen, conversation }, title, children }: FrameProps) {
  return (
    <aside className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        {screen !== 'card' && (
          <IconButton label={t`Назад`} onClick={goUp}>
            <Icon24ChevronLeft />
          </IconButton>
        )}
        <Title level="3" weight="2" Component="h2" className={styles.heading}>
          {title}
        </Title>
        {screen === 'card' && (
          <IconButton label={t`Настройки чата`} onClick={() => navigate(paths.settings(conversation))}>
            <Icon24GearOutline />
          </IconButton>
        )}
        <IconButton label={t`Закрыть`} onClick={() => replacePath(paths.conversation(conversation))}>
          <Icon24Cancel />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}

/** The card as a screen; the gear of the manuals leads to the settings. */
export function ScreenFrame({ route: { screen, conversation }, title, children }: FrameProps) {
  const gear = (
    <PanelHeaderButton aria-label={t`Настройки чата`} onClick={() => navigate(paths.settings(conversation))}>
      <Icon28SettingsOutline />
    </PanelHeaderButton>
  );
  return (
    <section className={styles.screen} aria-label={title}>
      <ScreenHeader hasBack after={screen === 'card' ? gear : undefined}>
        <h1 className={styles.title}>{title}</h1>
      </ScreenHeader>
      {children}
    </section>
  );
}
