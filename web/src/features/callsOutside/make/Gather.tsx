import { t } from '@lingui/core/macro';
import { Button, FormItem, Input, NativeSelect } from '@vkontakte/vkui';
import { type FormEvent, useCallback, useState } from 'react';
import { type Audiences, fetchAudiences, postPlan } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { Notice } from '../../../ui/Notice';
import { goUp, replacePath } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { SwitchRow } from '../../../ui/SwitchRow';
import { useAnswer } from '../../../ui/useAnswer';
import styles from '../Card.module.css';
import { Screen } from '../Screen';
import { AudienceFields } from './AudienceFields';
import { TimeField } from './CallFields';
import fields from './CallFields.module.css';
import { callsChanged } from './changes';
import { firstGathering, type Gathering, gatheringPlan, sizeOf, useChats } from './gatherings';
import { keepLink } from './links';

/** «Собрание или трансляция»: what, when, for whom. */
export function Gather({ chat, isPhone }: { chat: number | null; isPhone: boolean }) {
  const answer = useAnswer(useCallback(() => fetchAudiences(), []));
  return (
    <Screen title={t`Собрание или трансляция`} isPhone={isPhone}>
      {answer.status === 'loading' && <SkeletonRows />}
      {answer.status === 'failed' && (
        <Notice title={t`Не удалось узнать, кого можно собрать`} action={{ label: t`К звонкам`, onClick: goUp }}>
          {sentenceOf(answer.error)}
        </Notice>
      )}
      {answer.status === 'ready' && <Form audiences={answer.value} chat={chat} />}
    </Screen>
  );
}

const LONGEST_TITLE = 200;

function Form({ audiences, chat }: { audiences: Audiences; chat: number | null }) {
  const chats = useChats();
  const [wanted, setWanted] = useState<Gathering>(() => firstGathering(audiences, chats, chat));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const change = (part: Partial<Gathering>) => setWanted({ ...wanted, ...part });
  const make = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const noTitle = wanted.isBroadcast ? t`Трансляция` : t`Собрание`;
      const { call, token } = await postPlan(gatheringPlan(wanted, noTitle));
      if (token) keepLink(call.id, token);
      callsChanged();
      replacePath(paths.callPlan(call.id));
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.card} noValidate onSubmit={(event) => void make(event)}>
      <FormItem top={t`Что`} htmlFor="gather-what" className={fields.field}>
        <NativeSelect
          id="gather-what"
          value={wanted.isBroadcast ? 'broadcast' : 'meeting'}
          onChange={(event) => change(withKind(wanted, event.target.value === 'broadcast', audiences, chats, chat))}
        >
          <option value="meeting">{t`Собрание: говорить могут все`}</option>
          <option value="broadcast">{t`Трансляция: говорят ведущие, остальные смотрят`}</option>
        </NativeSelect>
      </FormItem>
      <FormItem top={t`Название`} htmlFor="gather-title" className={fields.field}>
        <Input
          id="gather-title"
          value={wanted.title}
          maxLength={LONGEST_TITLE}
          autoComplete="off"
          placeholder={wanted.isBroadcast ? t`Например, «Последний звонок»` : t`Например, «Итоги четверти»`}
          onChange={(event) => change({ title: event.target.value })}
        />
      </FormItem>
      <TimeField at={wanted.at} onChange={(at) => change({ at })} />
      <AudienceFields wanted={wanted} audiences={audiences} chats={chats} onChange={change} />
      <Fit wanted={wanted} audiences={audiences} size={sizeOf(wanted, audiences, chats)} />
      <div className={fields.rows}>
        <SwitchRow label={t`С видео`} isOn={wanted.isVideo} onChange={(isVideo) => change({ isVideo })} />
        {wanted.unit === 'link' && (
          <SwitchRow
            label={t`Пускать гостей`}
            hint={t`Людей без аккаунта: они назовут имя`}
            isOn={wanted.hasGuests}
            onChange={(hasGuests) => change({ hasGuests })}
          />
        )}
      </div>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <Button size="l" type="submit" stretched loading={isBusy} disabled={wanted.unit !== 'link' && !wanted.number}>
        {wanted.at ? t`Запланировать` : wanted.isBroadcast ? t`Создать трансляцию` : t`Создать собрание`}
      </Button>
    </form>
  );
}

/** Only a broadcast is watched by link. */
function withKind(
  wanted: Gathering,
  isBroadcast: boolean,
  ...known: Parameters<typeof firstGathering>
): Partial<Gathering> {
  if (isBroadcast || wanted.unit !== 'link') return { isBroadcast };
  const { unit, number, whom } = firstGathering(...known);
  return { isBroadcast, unit, number, whom };
}

/** How many that are, and what becomes of a meeting of too many. */
function Fit({ wanted, audiences, size }: { wanted: Gathering; audiences: Audiences; size: number | null }) {
  const { people, viewers } = audiences;
  if (size === null) return <p className={styles.text}>{t`Смотреть могут до ${viewers} человек сразу.`}</p>;
  const isLarge = !wanted.isBroadcast && size > people;
  return (
    <p className={styles.text} role="status">
      {t`Есть в Перемене: ${size}. Они увидят это в «Звонках» и в своих чатах.`}
      {isLarge &&
        ` ${t`Это больше ${people}, поэтому собрание станет трансляцией: говорят ведущие, остальные смотрят и задают вопросы.`}`}
      {size > viewers && ` ${t`Смотреть сразу смогут ${viewers}.`}`}
      {!wanted.isBroadcast && !isLarge && ` ${t`Если соберётся больше ${people}, выберите трансляцию.`}`}
    </p>
  );
}
