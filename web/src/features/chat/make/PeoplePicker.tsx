import { t } from '@lingui/core/macro';
import { Search } from '@vkontakte/vkui';
import type { KeyboardEvent } from 'react';
import type { Candidate } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import { Notice } from '../../../ui/Notice';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { ChosenPeople } from './ChosenPeople';
import { isChosen, MOST_AT_ONCE, toggled, withAll } from './candidates';
import { Filters } from './Filters';
import { moveBetweenChecks } from './moveBetweenChecks';
import styles from './PeoplePicker.module.css';
import { PersonCheck } from './PersonCheck';
import { type CandidateSearch, useCandidates } from './useCandidates';
import { spokenChooseAll } from './words';

interface PeoplePickerProps {
  /** The chat into which they come; null while it is being made. */
  conversation: number | null;
  chosen: readonly Candidate[];
  onChange(chosen: readonly Candidate[]): void;
}

/** Finding people by name, class and role, and choosing them. */
export function PeoplePicker({ conversation, chosen, onChange }: PeoplePickerProps) {
  const search = useCandidates(conversation);
  const { query, change, answer } = search;
  const dropLast = (event: KeyboardEvent) => {
    if (event.key === 'Backspace' && query.q === '' && chosen.length > 0) onChange(chosen.slice(0, -1));
  };
  return (
    <div className={styles.picker}>
      <ChosenPeople chosen={chosen} onChange={onChange} />
      <Search
        noPadding
        value={query.q}
        onChange={(event) => change({ q: event.target.value })}
        onKeyDown={dropLast}
        placeholder={t`Имя или фамилия`}
        slotProps={{ input: { 'aria-label': t`Искать, кого добавить` } }}
      />
      <Filters query={query} units={answer.value?.units ?? []} onChange={change} />
      <div className={styles.found}>
        <Found search={search} chosen={chosen} onChange={onChange} />
      </div>
    </div>
  );
}

interface FoundProps extends Omit<PeoplePickerProps, 'conversation'> {
  search: CandidateSearch;
}

function Found({ search: { answer, query }, chosen, onChange }: FoundProps) {
  if (answer.status === 'failed') {
    return (
      <Notice title={t`Не удалось загрузить людей`} action={{ label: t`Ещё раз`, onClick: answer.retry }}>
        {sentenceOf(answer.error)}
      </Notice>
    );
  }
  if (answer.status === 'loading') return <SkeletonRows />;
  const { candidates, more } = answer.value;
  if (candidates.length === 0) return <Nobody isSearching={Boolean(query.q || query.role || query.unit)} />;
  const others = candidates.filter((one) => !isChosen(chosen, one));
  const isFull = chosen.length >= MOST_AT_ONCE;
  return (
    <>
      {query.unit !== null && !more && others.length > 1 && (
        <button type="button" className={styles.all} onClick={() => onChange(withAll(chosen, candidates))}>
          {spokenChooseAll(others.length)}
        </button>
      )}
      <ul className={styles.list} aria-label={t`Кого можно добавить`} onKeyDown={moveBetweenChecks}>
        {candidates.map((one) => (
          <PersonCheck
            key={`${one.profile} ${one.person}`}
            candidate={one}
            isChosen={isChosen(chosen, one)}
            isDisabled={isFull && !isChosen(chosen, one)}
            onToggle={() => onChange(toggled(chosen, one))}
          />
        ))}
      </ul>
      {isFull && <p className={styles.note}>{t`За один раз можно добавить не больше ${MOST_AT_ONCE} человек.`}</p>}
      {more && <p className={styles.note}>{t`Показаны не все. Уточните имя, класс или роль.`}</p>}
    </>
  );
}

function Nobody({ isSearching }: { isSearching: boolean }) {
  if (isSearching) {
    return <Notice title={t`Никого не нашли`}>{t`Проверьте, как пишется имя, или уберите фильтры.`}</Notice>;
  }
  return <Notice title={t`Добавить некого`}>{t`Здесь появятся люди, которых вы можете позвать в этот чат.`}</Notice>;
}
