import { t } from '@lingui/core/macro';
import { Icon28MessageOutline } from '@vkontakte/icons';
import { Tappable } from '@vkontakte/vkui';
import { type Contact, isStaffKind } from '../../api/people';
import { useLive } from '../../store/store';
import { RoleBadge } from '../../ui/RoleBadge';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import { UserAvatar } from '../../ui/UserAvatar';
import styles from './ContactRow.module.css';
import { writeTo } from './writeTo';

/** One person: the row leads to the card, the sign at its end straight to our chat. */
export function ContactRow({ contact, isSelected }: { contact: Contact; isSelected: boolean }) {
  const { profile, name, badge, kind } = contact;
  const isOnline = useLive((state) => state.online.has(profile));
  return (
    <li className={isSelected ? `${styles.row} ${styles.selected}` : styles.row}>
      <Link to={paths.person(profile)} className={styles.person} aria-current={isSelected ? 'page' : undefined}>
        <UserAvatar id={profile} name={name} isOnline={isOnline} />
        <span className={styles.facts}>
          <span className={styles.name}>{name}</span>
          {badge && <RoleBadge label={badge} isStaff={isStaffKind(kind)} />}
        </span>
      </Link>
      <Tappable
        className={styles.write}
        hasHover={false}
        aria-label={t`Написать: ${name}`}
        onClick={() => void writeTo(profile)}
      >
        <Icon28MessageOutline aria-hidden />
      </Tappable>
    </li>
  );
}
