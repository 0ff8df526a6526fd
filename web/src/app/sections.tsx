import { t } from '@lingui/core/macro';
import {
  Icon28Messages,
  Icon28MessagesOutline,
  Icon28PhoneOutline,
  Icon28UserCircleOutline,
  Icon28UsersOutline,
} from '@vkontakte/icons';
import type { ReactNode } from 'react';
import { unreadChats } from '../store/select/rows';
import { useLive } from '../store/store';
import { paths, type Screen } from '../ui/route/paths';

export interface Section {
  id: 'chats' | 'contacts' | 'calls' | 'account';
  path: string;
  label: string;
  icon: ReactNode;
  badge: number;
}

/** Where the screens outside of the chats belong. */
const SECTION_OF: Partial<Record<Screen, Section['id']>> = {
  contacts: 'contacts',
  person: 'contacts',
  calls: 'calls',
  'make-call': 'calls',
  gather: 'calls',
  'call-plan': 'calls',
  attendance: 'calls',
  account: 'account',
  check: 'account',
};

/** The sections that work; the journal joins them when it does. */
export function useSections(screen: Screen): Record<Section['id'], Section> & { selected: Section['id'] } {
  const waiting = useLive(unreadChats);
  const selected = SECTION_OF[screen] ?? 'chats';
  const chatsIcon = selected === 'chats' ? <Icon28Messages /> : <Icon28MessagesOutline />;
  return {
    selected,
    chats: { id: 'chats', path: paths.chats, label: t`Чаты`, icon: chatsIcon, badge: waiting },
    contacts: { id: 'contacts', path: paths.contacts, label: t`Контакты`, icon: <Icon28UsersOutline />, badge: 0 },
    calls: { id: 'calls', path: paths.calls, label: t`Звонки`, icon: <Icon28PhoneOutline />, badge: 0 },
    account: { id: 'account', path: paths.account, label: t`Аккаунт`, icon: <Icon28UserCircleOutline />, badge: 0 },
  };
}
