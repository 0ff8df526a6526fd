import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useCallback, useState } from 'react';
import { calendarFile, fetchKnownCall, type KnownCall, patchPlan, postCancel } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { Notice } from '../../../ui/Notice';
import { confirm, showSnack } from '../../../ui/overlay/overlays';
import { goUp, replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { openCall } from '../../calls/openCall';
import styles from '../Card.module.css';
import { spokenGoing } from '../going';
import { Screen } from '../Screen';
import { whenSpoken } from '../words';
import { audienceSpoken } from './audience';
import { CallFields } from './CallFields';
import { callsChanged, useChanges } from './changes';
import { LinkCard } from './LinkCard';
import { type CallWishes, moment, wishesOf } from './wishes';

/** A call by link before and while it is held: entering it, its link, its settings, and calling it off. */
export function CallPlan({ call, isPhone }: { call: number; isPhone: boolean }) {
  const changes = useChanges();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another function asks anew.
  const answer = useAnswer(useCallback(() => fetchKnownCall(call), [call, changes]));
  const title = answer.value?.title ?? t`Звонок по ссылке`;
  return (
    <Screen title={title} isPhone={isPhone}>
      {answer.status === 'loading' && <SkeletonRows />}
      {answer.status === 'failed' && (
        <Notice title={t`Звонок не открылся`} action={{ label: t`К звонкам`, onClick: goUp }}>
          {sentenceOf(answer.error)}
        </Notice>
      )}
      {answer.value && <Facts call={answer.value} />}
    </Screen>
  );
}

function Facts({ call }: { call: KnownCall }) {
  const mayRun = call.may.includes('invite');
  if (call.state === 'over') {
    return (
      <Notice title={t`Звонок завершён`} action={{ label: t`К звонкам`, onClick: () => replacePath(paths.calls) }}>
        {call.title}
      </Notice>
    );
  }
  const by = call.by_name;
  return (
    <>
      <section className={styles.card} aria-label={t`О звонке`}>
        <p className={styles.title}>{standing(call)}</p>
        {call.audience && <p className={styles.text}>{t`Для кого: ${audienceSpoken(call.audience)}`}</p>}
        <p className={styles.text}>{t`Создатель: ${by}`}</p>
        <div className={styles.buttons}>
          <Button size="l" onClick={() => openCall(call.id)}>
            {call.state === 'open' ? t`Присоединиться` : mayRun ? t`Начать звонок` : t`Войти в звонок`}
          </Button>
          {call.planned_at !== null && (
            <Button size="l" mode="secondary" Component="a" href={calendarFile(call.id)} download>
              {t`Добавить в календарь`}
            </Button>
          )}
        </div>
      </section>
      {mayRun && call.kind !== 'chat' && call.audience === null && <LinkCard call={call} />}
      {mayRun && <Settings key={call.id} call={call} />}
    </>
  );
}

function standing(call: KnownCall): string {
  if (call.state === 'open') return call.kind === 'broadcast' ? t`Идёт трансляция` : spokenGoing(call.count);
  return call.planned_at ? whenSpoken(call.planned_at) : t`Ждёт начала`;
}

function Settings({ call }: { call: KnownCall }) {
  const [wishes, setWishes] = useState<CallWishes>(() => wishesOf(call));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const isPlanned = call.state === 'planned';
  const save = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { title, hasLobby, speak, camera, share, write } = wishes;
      const time = isPlanned ? { planned_at: moment(wishes.at) } : {};
      await patchPlan(call.id, {
        title: title.trim() || t`Звонок`,
        lobby: hasLobby,
        speak,
        camera,
        share,
        write,
        ...time,
      });
      showSnack({ text: t`Настройки звонка сохранены` });
      callsChanged();
    } catch (error) {
      setFailure(sentenceOf(error));
    }
    setBusy(false);
  };
  return (
    <form
      className={styles.card}
      noValidate
      aria-label={t`Настройки`}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2 className={styles.title}>{t`Настройки`}</h2>
      <CallFields
        wishes={wishes}
        isNew={false}
        hasTime={isPlanned}
        isBroadcast={call.kind === 'broadcast'}
        onChange={(part) => setWishes({ ...wishes, ...part })}
      />
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <div className={styles.buttons}>
        <Button size="l" type="submit" loading={isBusy}>
          {t`Сохранить`}
        </Button>
        <Button size="l" mode="tertiary" appearance="negative" onClick={() => void cancel(call)}>
          {isPlanned ? t`Отменить звонок` : t`Завершить для всех`}
        </Button>
      </div>
    </form>
  );
}

async function cancel(call: KnownCall) {
  const isPlanned = call.state === 'planned';
  const isSure = await confirm({
    title: isPlanned ? t`Отменить звонок?` : t`Завершить звонок для всех?`,
    text: call.audience ? t`Приглашённые узнают об этом в своих чатах.` : t`Ссылка перестанет действовать.`,
    action: isPlanned ? t`Отменить звонок` : t`Завершить`,
    isDestructive: true,
  });
  if (!isSure) return;
  try {
    await postCancel(call.id);
    callsChanged();
    showSnack({ text: isPlanned ? t`Звонок отменён` : t`Звонок завершён` });
    replacePath(paths.calls);
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
  }
}
