import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import { postPlan } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import styles from '../Card.module.css';
import { Screen } from '../Screen';
import { CallFields } from './CallFields';
import { callsChanged } from './changes';
import { keepLink } from './links';
import { type CallWishes, FIRST_WISHES, planOf } from './wishes';

/** «Создать звонок по ссылке»: the settings, and then the link. */
export function MakeCall({ isPhone }: { isPhone: boolean }) {
  const [wishes, setWishes] = useState<CallWishes>(FIRST_WISHES);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const make = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { call, token } = await postPlan(planOf(wishes, t`Звонок`));
      keepLink(call.id, token);
      callsChanged();
      replacePath(paths.callPlan(call.id));
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Screen title={t`Звонок по ссылке`} isPhone={isPhone}>
      <form
        className={styles.card}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void make();
        }}
      >
        <CallFields wishes={wishes} isNew hasTime onChange={(part) => setWishes({ ...wishes, ...part })} />
        <p className={styles.failure} role="alert">
          {failure}
        </p>
        <Button size="l" type="submit" stretched loading={isBusy}>
          {wishes.at ? t`Запланировать` : t`Создать звонок`}
        </Button>
      </form>
    </Screen>
  );
}
