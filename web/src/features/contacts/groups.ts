import { t } from '@lingui/core/macro';
import type { Contact, ContactGroup } from '../../api/people';
import { matchName } from '../../ui/matchName';

export interface Group {
  id: ContactGroup;
  contacts: readonly Contact[];
}

/** The nearest first. */
const ORDER: readonly ContactGroup[] = ['children', 'class', 'pupils', 'teachers', 'parents', 'staff'];

/** Those who answer to the query, by group; groups without anybody are left out. */
export function groupsOf(contacts: readonly Contact[], query: string): Group[] {
  const found = contacts.filter(({ name, badge }) => matchName(`${name} ${badge}`, query));
  const groups = ORDER.map((id) => ({ id, contacts: found.filter((contact) => contact.group === id) }));
  return groups.filter((group) => group.contacts.length > 0);
}

export function groupTitle(group: ContactGroup): string {
  switch (group) {
    case 'children':
      return t`Дети`;
    case 'class':
      return t`Мой класс`;
    case 'pupils':
      return t`Ученики`;
    case 'teachers':
      return t`Учителя`;
    case 'parents':
      return t`Родители`;
    case 'staff':
      return t`Сотрудники`;
  }
}
