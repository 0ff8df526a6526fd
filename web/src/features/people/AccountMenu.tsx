import { t } from '@lingui/core/macro';
import { Icon24ChevronRight, Icon28GlobeOutline } from '@vkontakte/icons';
import { version } from '../../../package.json';
import type { Me } from '../../api/shapes';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import { UserAvatar } from '../../ui/UserAvatar';
import styles from './Account.module.css';
import type { AccountSection } from './accountSections';
import { SignOut } from './SignOut';

interface AccountMenuProps {
  me: Me;
  sections: readonly AccountSection[];
  selected: string | null;
  onSignedOut(): void;
}

/** The first column of the account; on the phone the whole screen. */
export function AccountMenu({ me, sections, selected, onSignedOut }: AccountMenuProps) {
  return (
    <div className={styles.menu}>
      <div className={styles.identity}>
        <UserAvatar id={me.id} name={me.name} size={56} />
        <div className={styles.facts}>
          <span className={styles.name}>{me.name}</span>
          <span className={styles.quiet}>{me.roles.map((role) => role.label).join(', ')}</span>
        </div>
      </div>
      <ul className={styles.plain}>
        {sections.map(({ id, label, icon }) => (
          <li key={id}>
            <Link
              to={paths.accountSection(id)}
              className={id === selected ? `${styles.entry} ${styles.selected}` : styles.entry}
              aria-current={id === selected ? 'page' : undefined}
            >
              <span className={styles.icon}>{icon}</span>
              <span className={styles.entryLabel}>{label}</span>
              <Icon24ChevronRight className={styles.chevron} />
            </Link>
          </li>
        ))}
        <li>
          <Link to={paths.check} className={styles.entry}>
            <span className={styles.icon}>
              <Icon28GlobeOutline />
            </span>
            <span className={styles.entryLabel}>{t`Проверка связи`}</span>
            <Icon24ChevronRight className={styles.chevron} />
          </Link>
        </li>
      </ul>
      <SignOut onSignedOut={onSignedOut} />
      <p className={styles.version}>{t`Перемена, версия ${version}`}</p>
    </div>
  );
}
