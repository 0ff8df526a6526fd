import { t } from '@lingui/core/macro';
import { Icon16Cancel } from '@vkontakte/icons';
import { type MouseEvent, useRef } from 'react';
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
  const list = useRef<HTMLUListElement>(null);
  if (chosen.length === 0) return null;
  const drop = (one: Candidate, event: MouseEvent) => {
    const item = (event.currentTarget as HTMLElement).closest('li');
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    onChange(toggled(chosen, one));
    neighbour?.querySelector('button')?.focus();
  };
  return (
    <ul ref={list} className={styles.chips} aria-label={t`Выбраны`}>
      {chosen.map((one) => (
        <li key={keyOf(one)}>
          <button
            type="button"
            className={styles.chip}
            aria-label={t`Убрать: ${one.name}`}
            onClick={(event) => drop(one, event)}
          >
            <UserAvatar id={one.profile ?? one.person ?? 0} name={one.name} size={24} />
            <span className={styles.name}>{one.name}</span>
            <Icon16Cancel aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}
