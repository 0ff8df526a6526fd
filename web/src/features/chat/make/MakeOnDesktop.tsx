import { t } from '@lingui/core/macro';
import { Button, Title } from '@vkontakte/vkui';
import { goUp } from '../../../ui/route/history';
import { Abilities } from './Abilities';
import type { ChatDraft } from './chatDraft';
import styles from './MakeChat.module.css';
import { NameField } from './NameField';
import { PeoplePicker } from './PeoplePicker';
import type { Making } from './useMakeChat';
import { spokenChosen } from './words';

/** One card: name, people, settings. */
export function MakeOnDesktop({ making, draft }: { making: Making; draft: ChatDraft }) {
  const { update, isBusy, failure, create } = making;
  return (
    <form
      className={styles.card}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <Title level="2" weight="2" Component="h1" className={styles.head}>
        {t`Новый чат`}
      </Title>
      <div className={styles.body}>
        <NameField draft={draft} onChange={update} hasFocus />
        <section className={styles.people} aria-labelledby="make-people">
          <h2 id="make-people" className={styles.part}>
            {draft.chosen.length > 0 ? spokenChosen(draft.chosen.length) : t`Кого добавить`}
          </h2>
          <PeoplePicker conversation={null} chosen={draft.chosen} onChange={(chosen) => update({ chosen })} />
        </section>
        <Abilities abilities={draft.abilities} onChange={(abilities) => update({ abilities })} />
      </div>
      <div className={styles.foot}>
        <p className={styles.failure} role="alert">
          {failure}
        </p>
        <Button size="l" mode="secondary" onClick={goUp}>
          {t`Отмена`}
        </Button>
        <Button size="l" type="submit" loading={isBusy}>
          {t`Создать чат`}
        </Button>
      </div>
    </form>
  );
}
