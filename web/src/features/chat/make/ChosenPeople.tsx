import { t } from '@lingui/core/macro';
import { Icon16Cancel } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import type { MouseEvent } from 'react';
import type { Candidate } from '../../../api/groups';
import { UserAvatar } from '../../../ui/UserAvatar';
import styles from './ChosenPeople.module.css';
import { keyOf, toggled } from './candidates';

interface ChosenPeopleProps {
  chosen: readonly Candidate[];
  onChange(chosen: readonly Candidate[]): void;
}

/** Those already chosen, as chips; a press takes one away. */
export function ChosenPeople({ chosen, onChange }: ChosenPeopleProps) {
  if (chosen.length === 0) return null;
  const drop = (one: Candidate, event: MouseEvent) => {
    const item = (event.currentTarget as HTMLElement).closest('li');
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    onChange(toggled(chosen, one));
    neighbour?.querySelector('button')?.focus();
  };
  return (
    <ul className={styles.chips} aria-label={t`Выбраны`}>
      {chosen.map((one) => (
        <li key={keyOf(one)}>
          <button type="button" className={styles.chip} onClick={(event) => drop(one, event)}>
            <VisuallyHidden>{t`Убрать:`} </VisuallyHidden>
            <UserAvatar id={one.profile ?? one.person ?? 0} name={one.name} size={24} />
            <span className={styles.name}>{one.name}</span>
            <Icon16Cancel aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
