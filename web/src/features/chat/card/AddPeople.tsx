import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { type Candidate, postMembers } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import type { Row } from '../../../api/shapes';
import { applyRoll } from '../../../store/apply/roll';
import { change } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';
import { goUp } from '../../../ui/route/history';
import { someoneOf } from '../make/candidates';
import { PeoplePicker } from '../make/PeoplePicker';
import { spokenChosen } from '../make/words';
import styles from './AddPeople.module.css';
import { spokenAdded } from './words';

/** Bringing people into a chat there is. */
export function AddPeople({ row }: { row: Row }) {
  const [chosen, setChosen] = useState<readonly Candidate[]>([]);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const add = async () => {
    setBusy(true);
    setFailure(null);
    try {
      change(applyRoll, row.id, await postMembers(row.id, chosen.map(someoneOf)));
      showSnack({ text: spokenAdded(chosen.length) });
      goUp();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <>
      <div className={styles.fill}>
        <PeoplePicker
          conversation={row.id}
          chosen={chosen}
          onChange={(people) => {
            setFailure(null);
            setChosen(people);
          }}
        />
      </div>
      <div className={styles.bottom}>
        <p className={styles.failure} role="alert">
          {failure}
        </p>
        <Button size="l" stretched disabled={chosen.length === 0} loading={isBusy} onClick={() => void add()}>
          {chosen.length > 0 ? t`Добавить: ${spokenChosen(chosen.length).toLocaleLowerCase()}` : t`Добавить`}
        </Button>
      </div>
    </>
  );
}
