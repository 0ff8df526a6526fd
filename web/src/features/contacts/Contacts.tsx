import { t } from '@lingui/core/macro';
import { Icon56UsersOutline } from '@vkontakte/icons';
import { Search, Title, VisuallyHidden } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Contact } from '../../api/people';
import { moveFocus } from '../../ui/moveFocus';
import { Notice } from '../../ui/Notice';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { ContactRow } from './ContactRow';
import styles from './Contacts.module.css';
import { type Group, groupsOf, groupTitle } from './groups';
import { useContacts } from './useContacts';
import { spokenPeople } from './words';

interface ContactsProps {
  isPhone: boolean;
  /** Whose card stands beside the list. */
  selected?: number | null;
}

/** The people I may write to: one's class, children, teachers, parents, staff. */
export function Contacts({ isPhone, selected = null }: ContactsProps) {
  const [query, setQuery] = useState('');
  return (
    <section className={isPhone ? styles.screen : styles.pane} aria-label={t`Контакты`}>
      <header className={styles.head}>
        <Title level="2" weight="1" Component="h1">
          {t`Контакты`}
        </Title>
      </header>
      <div className={styles.search}>
        <Search
          noPadding
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t`Имя или фамилия`}
          slotProps={{ input: { 'aria-label': t`Искать среди людей, которым можно написать` } }}
        />
      </div>
      <div className={styles.list}>
        <People query={query.trim()} selected={selected} />
      </div>
    </section>
  );
}

function People({ query, selected }: { query: string; selected: number | null }) {
  const answer = useContacts();
  if (answer.status === 'failed') {
    return (
      <Notice title={t`Не удалось загрузить контакты`} action={{ label: t`Ещё раз`, onClick: answer.retry }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  if (answer.status === 'loading') return <SkeletonRows />;
  if (answer.value.length === 0) return <NobodyYet />;
  return <Groups contacts={answer.value} query={query} selected={selected} />;
}

function Groups({
  contacts,
  query,
  selected,
}: {
  contacts: readonly Contact[];
  query: string;
  selected: number | null;
}) {
  const groups = groupsOf(contacts, query);
  const found = groups.reduce((sum, group) => sum + group.contacts.length, 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the links inside.
    <div onKeyDown={moveFocus}>
      <VisuallyHidden role="status">{query && (found ? spokenPeople(found) : t`Никого не нашли`)}</VisuallyHidden>
      {found === 0 && <Notice title={t`Никого не нашли`}>{t`Проверьте, как пишется имя.`}</Notice>}
      {groups.map((group) => (
        <GroupOf key={group.id} group={group} selected={selected} />
      ))}
    </div>
  );
}

function GroupOf({ group, selected }: { group: Group; selected: number | null }) {
  const id = `contacts-${group.id}`;
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.group}>
        {groupTitle(group.id)} <span className={styles.count}>{group.contacts.length}</span>
      </h2>
      <ul className={styles.people}>
        {group.contacts.map((contact) => (
          <ContactRow key={contact.profile} contact={contact} isSelected={contact.profile === selected} />
        ))}
      </ul>
    </section>
  );
}

function NobodyYet() {
  return (
    <Notice icon={<Icon56UsersOutline />} title={t`Пока некому написать лично`}>
      {t`Здесь появятся люди вашей школы, с которыми вам можно вести личную переписку.`}
    </Notice>
  );
}
