import { t } from '@lingui/core/macro';
import { NativeSelect } from '@vkontakte/vkui';
import type { CandidateQuery, Unit } from '../../../api/groups';
import type { Kind } from '../../../api/people';
import styles from './Filters.module.css';

interface FiltersProps {
  query: CandidateQuery;
  units: readonly Unit[];
  onChange(part: Partial<CandidateQuery>): void;
}

const KINDS: readonly (Kind | null)[] = [null, 'pupil', 'guardian', 'teacher', 'staff'];

/** Narrowing by role and by class. */
export function Filters({ query, units, onChange }: FiltersProps) {
  return (
    <div className={styles.filters}>
      <fieldset className={styles.kinds}>
        <legend className={styles.legend}>{t`Роль`}</legend>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            className={styles.kind}
            aria-pressed={query.kind === kind}
            onClick={() => onChange({ kind })}
          >
            {kindTitle(kind)}
          </button>
        ))}
      </fieldset>
      {units.length > 1 && (
        <NativeSelect
          className={styles.unit}
          aria-label={t`Класс`}
          value={query.unit ?? ''}
          onChange={(event) => onChange({ unit: Number(event.target.value) || null })}
        >
          <option value="">{t`Все классы`}</option>
          {units.map((unit) => (
            <option key={unit.id} value={unit.id}>
              {unit.title}
            </option>
          ))}
        </NativeSelect>
      )}
    </div>
  );
}

function kindTitle(kind: Kind | null): string {
  switch (kind) {
    case 'pupil':
      return t`Ученики`;
    case 'guardian':
      return t`Родители`;
    case 'teacher':
      return t`Учителя`;
    case 'staff':
    case 'head':
      return t`Сотрудники`;
    case null:
      return t`Все`;
  }
}
