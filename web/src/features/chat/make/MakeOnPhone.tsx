import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { ScreenHeader } from '../../../ui/ScreenHeader';
import { Abilities } from './Abilities';
import type { ChatDraft } from './chatDraft';
import styles from './MakeChat.module.css';
import { NameField } from './NameField';
import { PeoplePicker } from './PeoplePicker';
import type { Making } from './useMakeChat';
import { useStep } from './useStep';
import { spokenChosen } from './words';

/** Two screens, as the manuals order it: people, then name and settings. */
export function MakeOnPhone({ making, draft }: { making: Making; draft: ChatDraft }) {
  const [step, next] = useStep();
  return step === 0 ? (
    <People making={making} draft={draft} onNext={next} />
  ) : (
    <NameAndSettings making={making} draft={draft} />
  );
}

function People({ making, draft, onNext }: { making: Making; draft: ChatDraft; onNext(): void }) {
  const count = draft.chosen.length;
  return (
    <>
      <ScreenHeader hasBack>
        <h1 className={styles.title}>{count > 0 ? spokenChosen(count) : t`Кого добавить`}</h1>
      </ScreenHeader>
      <div className={styles.fill}>
        <PeoplePicker conversation={null} chosen={draft.chosen} onChange={(chosen) => making.update({ chosen })} />
      </div>
      <div className={styles.bottom}>
        <Button size="l" stretched disabled={count === 0} onClick={onNext}>
          {t`Продолжить`}
        </Button>
      </div>
    </>
  );
}

function NameAndSettings({ making, draft }: { making: Making; draft: ChatDraft }) {
  const { update, isBusy, failure, create } = making;
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <ScreenHeader hasBack>
        <h1 className={styles.title}>{t`Новый чат`}</h1>
      </ScreenHeader>
      <div className={styles.scrolled}>
        <NameField draft={draft} onChange={update} hasFocus />
        <Abilities abilities={draft.abilities} onChange={(abilities) => update({ abilities })} />
      </div>
      <div className={styles.bottom}>
        <p className={styles.failure} role="alert">
          {failure}
        </p>
        <Button size="l" stretched type="submit" loading={isBusy}>
          {t`Создать чат`}
        </Button>
      </div>
    </form>
  );
}
