import { t } from '@lingui/core/macro';
import { Icon56UsersOutline } from '@vkontakte/icons';
import { Search, Tappable, Title } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Contact } from '../../api/shapes';
import { moveFocus } from '../../ui/moveFocus';
import { Notice } from '../../ui/Notice';
import { RoleBadge } from '../../ui/RoleBadge';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { UserAvatar } from '../../ui/UserAvatar';
import { isStaffBadge } from '../chat/staffBadge';
import styles from './Contacts.module.css';
import { openDirect } from './openDirect';
import { type ContactsView, useContacts } from './useContacts';

/** The people I may write to; choosing one opens our chat. */
export function Contacts({ isPhone }: { isPhone: boolean }) {
  const [query, setQuery] = useState('');
  const view = useContacts(query);
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
          aria-label={t`Искать среди людей, которым можно написать`}
        />
      </div>
      <div className={styles.list}>
        <People view={view} query={query} />
      </div>
    </section>
  );
}

function People({ view, query }: { view: ContactsView; query: string }) {
  const [failure, setFailure] = useState('');
  if (view.status === 'failed') {
    return (
      <Notice title={t`Не удалось загрузить контакты`} action={{ label: t`Ещё раз`, onClick: view.retry }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  if (view.status === 'loading') return <SkeletonRows />;
  if (view.contacts.length === 0) return <Nobody query={query} />;
  const choose = async (contact: Contact) => {
    try {
      navigate(paths.conversation(await openDirect(contact.profile)));
    } catch (error) {
      setFailure((error instanceof Error && error.message) || t`Не удалось открыть чат. Попробуйте ещё раз.`);
    }
  };
  return (
    <>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the buttons inside. */}
      <div onKeyDown={moveFocus}>
        {view.contacts.map((contact) => (
          <Tappable key={contact.profile} className={styles.row} hasHover={false} onClick={() => void choose(contact)}>
            <UserAvatar id={contact.profile} name={contact.name} />
            <span className={styles.facts}>
              <span className={styles.name}>{contact.name}</span>
              {contact.badge && <RoleBadge label={contact.badge} isStaff={isStaffBadge(contact.badge)} />}
            </span>
          </Tappable>
        ))}
      </div>
    </>
  );
}

function Nobody({ query }: { query: string }) {
  if (query) return <Notice title={t`Никого не нашли`}>{t`Проверьте, как пишется имя.`}</Notice>;
  return (
    <Notice icon={<Icon56UsersOutline />} title={t`Пока некому написать лично`}>
      {t`Здесь появятся люди вашей школы, с которыми вам можно вести личную переписку.`}
    </Notice>
  );
}
