import { t } from '@lingui/core/macro';
import type { AbilityName } from '../../../api/groups';
import { SwitchRow } from '../../../ui/SwitchRow';
import styles from './Abilities.module.css';

interface AbilitiesProps {
  abilities: readonly AbilityName[];
  /** The last change is still on its way. */
  isBusy?: boolean;
  onChange(abilities: readonly AbilityName[]): void;
}

/** In the order of the manuals; what does not work yet is not shown, and stays as it is. */
const SHOWN: readonly AbilityName[] = ['edit', 'invite', 'write', 'pin', 'mention_all'];

/** What plain members may do. Administrators may do all of it. */
export function Abilities({ abilities, isBusy = false, onChange }: AbilitiesProps) {
  const flip = (ability: AbilityName) =>
    onChange(abilities.includes(ability) ? abilities.filter((other) => other !== ability) : [...abilities, ability]);
  return (
    <fieldset className={styles.abilities} aria-busy={isBusy}>
      <legend className={styles.legend}>{t`Что могут участники`}</legend>
      {SHOWN.map((ability) => (
        <SwitchRow
          key={ability}
          className={styles.row}
          label={abilityTitle(ability)}
          isOn={abilities.includes(ability)}
          onChange={() => isBusy || flip(ability)}
        />
      ))}
      <p className={styles.note}>{t`Администраторы чата могут всё это всегда.`}</p>
    </fieldset>
  );
}

function abilityTitle(ability: AbilityName): string {
  switch (ability) {
    case 'edit':
      return t`Редактировать информацию`;
    case 'invite':
      return t`Приглашать других людей`;
    case 'write':
      return t`Писать сообщения`;
    case 'pin':
      return t`Закреплять сообщения`;
    case 'mention_all':
      return t`Упоминать всех сразу`;
    case 'call':
      return t`Начинать звонок`;
  }
}
