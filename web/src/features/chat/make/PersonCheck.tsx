import { t } from '@lingui/core/macro';
import { Icon20Check } from '@vkontakte/icons';
import type { Candidate } from '../../../api/groups';
import { isStaffKind } from '../../../api/people';
import { RoleBadge } from '../../../ui/RoleBadge';
import { UnlinkedMark } from '../../../ui/UnlinkedMark';
import { UserAvatar } from '../../../ui/UserAvatar';
import styles from './PersonCheck.module.css';

interface PersonCheckProps {
  candidate: Candidate;
  isChosen: boolean;
  isDisabled: boolean;
  onToggle(): void;
}

/** One person with a box to tick. */
export function PersonCheck({ candidate, isChosen, isDisabled, onToggle }: PersonCheckProps) {
  const { profile, person, name, badge, kind, linked } = candidate;
  return (
    <li>
      <label className={styles.row}>
        <UserAvatar id={profile ?? person ?? 0} name={name} size={40} />
        <span className={styles.facts}>
          <span className={styles.name}>{name}</span>
          <span className={styles.badges}>
            {badge && <RoleBadge label={badge} isStaff={isStaffKind(kind)} />}
            {!linked && <UnlinkedMark />}
          </span>
        </span>
        <input
          type="checkbox"
          className={styles.input}
          checked={isChosen}
          disabled={isDisabled}
          onChange={onToggle}
          aria-label={badge ? t`${name}, ${badge}` : name}
        />
        <span className={styles.box} aria-hidden>
          {isChosen && <Icon20Check />}
        </span>
      </label>
    </li>
  );
}
