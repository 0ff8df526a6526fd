import { t } from '@lingui/core/macro';
import {
  Icon28ComputerOutline,
  Icon28HelpCircleOutline,
  Icon28Notifications,
  Icon28PaletteOutline,
  Icon28UserCircleOutline,
} from '@vkontakte/icons';
import type { ReactNode } from 'react';
import type { AccountPart } from '../../ui/route/paths';
import { Help } from './Help';
import { Notifications } from './Notifications';
import { Profile } from './Profile';
import { Sessions } from './Sessions';
import { View } from './View';

export interface AccountSection {
  id: AccountPart;
  label: string;
  icon: ReactNode;
  draw(): ReactNode;
}

/** The parts of the account, in the order of the menu. */
export function accountSections(): AccountSection[] {
  return [
    { id: 'profile', label: t`Профиль и роли`, icon: <Icon28UserCircleOutline />, draw: () => <Profile /> },
    { id: 'sessions', label: t`Где вы вошли`, icon: <Icon28ComputerOutline />, draw: () => <Sessions /> },
    {
      id: 'notifications',
      label: t`Уведомления и звук`,
      icon: <Icon28Notifications />,
      draw: () => <Notifications />,
    },
    { id: 'view', label: t`Вид и язык`, icon: <Icon28PaletteOutline />, draw: () => <View /> },
    { id: 'help', label: t`Помощь`, icon: <Icon28HelpCircleOutline />, draw: () => <Help /> },
  ];
}
