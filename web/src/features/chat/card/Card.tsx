import { t } from '@lingui/core/macro';
import type { ReactNode } from 'react';
import type { Row } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { Notice } from '../../../ui/Notice';
import { goUp } from '../../../ui/route/history';
import type { CardRoute } from '../../../ui/route/paths';
import { AddPeople } from './AddPeople';
import { AppearanceOf } from './AppearanceOf';
import { CardHome } from './CardHome';
import { PanelFrame, ScreenFrame } from './Frame';
import { Links } from './Links';
import { Settings } from './Settings';

/** Beside the conversation. */
export function CardPanel({ route }: { route: CardRoute }) {
  return (
    <PanelFrame route={route} title={titleOf(route)}>
      <Body route={route} />
    </PanelFrame>
  );
}

/** In the place of the conversation. */
export function CardScreen({ route }: { route: CardRoute }) {
  return (
    <ScreenFrame route={route} title={titleOf(route)}>
      <Body route={route} />
    </ScreenFrame>
  );
}

function titleOf({ screen }: CardRoute): string {
  switch (screen) {
    case 'card':
      return t`Информация о чате`;
    case 'settings':
      return t`Настройки чата`;
    case 'add':
      return t`Добавить участников`;
    case 'links':
      return t`Ссылка на чат`;
    case 'appearance':
      return t`Внешний вид`;
  }
}

function Body({ route: { screen, conversation } }: { route: CardRoute }): ReactNode {
  const row = useLive((state) => state.rows[conversation]);
  if (!row) return <Gone />;
  if (screen === 'card') return <CardHome row={row} />;
  if (screen === 'appearance') return <AppearanceOf row={row} />;
  if (screen === 'settings') return <Settings row={row} />;
  if (!row.may.includes('invite')) return <NotAllowed row={row} />;
  return screen === 'add' ? <AddPeople row={row} /> : <Links row={row} />;
}

function Gone() {
  return (
    <Notice title={t`Такого чата у вас нет`} action={{ label: t`Назад`, onClick: goUp }}>
      {t`Возможно, ссылка устарела или чат предназначен другим людям.`}
    </Notice>
  );
}

/** An address that was kept while one still might. */
function NotAllowed({ row }: { row: Row }) {
  return (
    <Notice action={{ label: t`Назад`, onClick: goUp }}>
      {t`В чат «${row.title}» людей приглашают администраторы.`}
    </Notice>
  );
}
