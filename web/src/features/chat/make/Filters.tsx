import { t } from '@lingui/core/macro';
import { NativeSelect } from '@vkontakte/vkui';
import type { CandidateQuery, Role, Unit } from '../../../api/groups';
import styles from './Filters.module.css';

interface FiltersProps {
  query: CandidateQuery;
  units: readonly Unit[];
  onChange(part: Partial<CandidateQuery>): void;
}

const ROLES: readonly (Role | null)[] = [null, 'pupil', 'guardian', 'staff'];

/** Narrowing by role and by class. */
export function Filters({ query, units, onChange }: FiltersProps) {
  return (
    <div className={styles.filters}>
      <fieldset className={styles.kinds}>
        <legend className={styles.legend}>{t`Роль`}</legend>
        {ROLES.map((role) => (
          <button
            key={role}
            type="button"
            className={styles.kind}
            aria-pressed={query.role === role}
            onClick={() => onChange({ role })}
          >
            {roleTitle(role)}
          </button>
        ))}
      </fieldset>
      {units.length > 1 && (
        <NativeSelect
          className={styles.unit}
          slotProps={{ select: { 'aria-label': t`Класс` } }}
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

function roleTitle(role: Role | null): string {
  switch (role) {
    case 'pupil':
      return t`Ученики`;
    case 'guardian':
      return t`Родители`;
    case 'staff':
      return t`Сотрудники`;
    case null:
      return t`Все`;
  }
}
