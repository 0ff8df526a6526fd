import { t } from '@lingui/core/macro';
import { Icon16SearchOutline } from '@vkontakte/icons';
import { VisuallyHidden } from '@vkontakte/vkui';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { ChatAvatar } from '../../../ui/ChatAvatar';
import { Dialog } from '../../../ui/overlay/Dialog';
import type { Modal } from '../../../ui/overlay/useModal';
import { UserAvatar } from '../../../ui/UserAvatar';
import styles from './JumpDialog.module.css';
import { closeJump } from './jump';
import { type Goal, goTo, useGoals } from './useGoals';

/** Type the beginning of a name, press Enter, be there. */
export function JumpDialog() {
  return (
    <Dialog title={t`Перейти к чату или человеку`} isTitleSilent onClosed={closeJump}>
      {({ close }) => <Finder close={close} />}
    </Dialog>
  );
}

function Finder({ close }: Pick<Modal, 'close'>) {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const { goals, isAsking, hasFailed } = useGoals(query);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const go = (goal: Goal) => close(() => void goTo(goal));
  const move = (place: number) => {
    setAt(place);
    list.current?.children[place]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const goal = goals[at];
    if (step && goals.length > 0) move((at + step + goals.length) % goals.length);
    else if (event.key === 'Enter' && goal) go(goal);
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys of the field inside.
    <div className={styles.finder} onKeyDown={onKeyDown}>
      <label className={styles.field}>
        <Icon16SearchOutline aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: a dialog begins at its only field.
          autoFocus
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          placeholder={t`Чат или человек`}
          aria-label={t`Чат или человек`}
          role="combobox"
          autoComplete="off"
          enterKeyHint="go"
          aria-expanded={goals.length > 0}
          aria-controls={`${id}list`}
          aria-activedescendant={goals[at] ? `${id}${goals[at].key}` : undefined}
          aria-autocomplete="list"
        />
      </label>
      <div ref={list} id={`${id}list`} role="listbox" aria-label={t`Найденное`} className={styles.goals}>
        {goals.map((goal, place) => (
          <GoalOption
            key={goal.key}
            id={`${id}${goal.key}`}
            goal={goal}
            isActive={place === at}
            onPoint={() => setAt(place)}
            onChoose={() => go(goal)}
          />
        ))}
      </div>
      <Outcome count={goals.length} isAsking={isAsking} hasFailed={hasFailed} hasQuery={query.trim() !== ''} />
    </div>
  );
}

interface GoalOptionProps {
  id: string;
  goal: Goal;
  isActive: boolean;
  onPoint(): void;
  onChoose(): void;
}

function GoalOption({ id, goal, isActive, onPoint, onChoose }: GoalOptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the field, as in every combobox.
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={isActive ? `${styles.goal} ${styles.active}` : styles.goal}
      onPointerMove={onPoint}
      onClick={onChoose}
    >
      {goal.chat ? (
        <ChatAvatar chat={goal.chat} size={36} />
      ) : (
        <UserAvatar id={goal.profile ?? 0} name={goal.name} size={36} />
      )}
      <span className={styles.name}>{goal.name}</span>
      <span className={styles.note}>{goal.note}</span>
    </div>
  );
}

interface OutcomeProps {
  count: number;
  isAsking: boolean;
  hasFailed: boolean;
  hasQuery: boolean;
}

function Outcome({ count, isAsking, hasFailed, hasQuery }: OutcomeProps) {
  const isNothing = count === 0 && hasQuery && !isAsking;
  return (
    <>
      <VisuallyHidden role="status">{isNothing ? t`Ничего не нашли` : ''}</VisuallyHidden>
      {isNothing && <p className={styles.nothing}>{t`Ничего не нашли. Проверьте, как пишется имя.`}</p>}
      {hasFailed && <p className={styles.nothing}>{t`Людей сейчас не спросить: нет связи. Чаты видны все.`}</p>}
    </>
  );
}
