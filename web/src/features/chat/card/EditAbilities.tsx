import { t } from '@lingui/core/macro';
import { useState } from 'react';
import type { AbilityName } from '../../../api/groups';
import type { Row } from '../../../api/shapes';
import { Abilities } from '../make/Abilities';
import styles from './Settings.module.css';
import { useChange } from './useChange';

/** What members may; each switch is told at once, and goes back when it could not be. */
export function EditAbilities({ row }: { row: Row }) {
  const [wanted, setWanted] = useState<readonly AbilityName[] | null>(null);
  const { isBusy, failure, save } = useChange(row.id, t`Возможности участников изменены`);
  const change = async (abilities: readonly AbilityName[]) => {
    setWanted(abilities);
    await save({ abilities: [...abilities] });
    setWanted(null);
  };
  return (
    <section>
      <Abilities abilities={wanted ?? row.abilities} isBusy={isBusy} onChange={(abilities) => void change(abilities)} />
      <p className={styles.failure} role="alert">
        {failure}
      </p>
    </section>
  );
}
