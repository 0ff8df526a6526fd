import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { UserAvatar } from '../../../ui/UserAvatar';
import styles from './NameList.module.css';
import { EVERYBODY, type Person } from './naming';

interface NameListProps {
  id: string;
  people: readonly Person[];
  active: number;
  onActive(index: number): void;
  onChoose(person: Person): void;
}

export const nameOptionId = (id: string, index: number) => `${id}-${index}`;

/** Those who answer to what was typed after @. The focus stays in the field, which says who is chosen. */
export function NameList({ id, people, active, onActive, onChoose }: NameListProps) {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div ref={list} id={id} className={styles.list} role="listbox" aria-label={t`Кого упомянуть`}>
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys for the list.
        <div
          key={person.profile}
          id={nameOptionId(id, index)}
          className={styles.person}
          role="option"
          tabIndex={-1}
          aria-selected={index === active}
          // The field keeps the focus, and a phone its keyboard.
          onPointerDown={(event) => event.preventDefault()}
          onPointerEnter={() => onActive(index)}
          onClick={() => onChoose(person)}
        >
          {person.profile === EVERYBODY ? (
            <span className={styles.all} aria-hidden>
              @
            </span>
          ) : (
            <UserAvatar id={person.profile} name={person.name} size={32} />
          )}
          <span className={styles.name}>{person.name}</span>
          <span className={styles.badge}>{person.badge}</span>
        </div>
      ))}
    </div>
  );
}
