import { t } from '@lingui/core/macro';
import { Icon28PhoneOutline, Icon28VideocamOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Media } from '../../../api/callsOutside';
import type { Member } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { Notice } from '../../../ui/Notice';
import { Dialog } from '../../../ui/overlay/Dialog';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { PersonCheck } from '../../chat/make/PersonCheck';
import { useRoll } from '../../chat/useRoll';
import { spokenChosenPeople } from '../words';
import styles from './ChooseCall.module.css';
import { startCall } from './startCall';

/** In a chat of so many all are meant; in a larger one whoever calls says whom. */
const SMALL = 12;

/** Whom to ring of those who sit in the chat, and with what. */
export function ChooseCall({ conversation, onClosed }: { conversation: number; onClosed(): void }) {
  const { roll, hasFailed, retry } = useRoll(conversation);
  const me = useLive((state) => state.me?.id);
  const others = (roll?.members.members ?? []).filter(({ profile, linked }) => linked && profile && profile !== me);
  return (
    <div className={styles.around}>
      <Dialog title={t`Кому звоним?`} onClosed={onClosed}>
        {({ close }) => {
          if (roll) return <Choice conversation={conversation} others={others} close={close} />;
          if (!hasFailed) return <SkeletonRows />;
          return (
            <Notice title={t`Не удалось загрузить участников`} action={{ label: t`Ещё раз`, onClick: retry }}>
              {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
            </Notice>
          );
        }}
      </Dialog>
    </div>
  );
}

interface ChoiceProps {
  conversation: number;
  others: readonly Member[];
  close(then?: () => void): void;
}

function Choice({ conversation, others, close }: ChoiceProps) {
  const isOfGuardians = useLive((state) => state.rows[conversation]?.kind === 'guardians');
  const everybody = others.map(({ profile }) => profile ?? 0);
  const [chosen, setChosen] = useState<ReadonlySet<number>>(() => new Set(others.length <= SMALL ? everybody : []));
  const isAll = chosen.size === everybody.length;
  const toggle = (profile: number) => {
    const next = new Set(chosen);
    if (!next.delete(profile)) next.add(profile);
    setChosen(next);
  };
  const start = (media: Media) => close(() => void startCall(conversation, media, isAll ? undefined : [...chosen]));
  return (
    <>
      <div className={styles.sum}>
        <span role="status">{spokenChosenPeople(chosen.size)}</span>
        <Button size="m" mode="tertiary" onClick={() => setChosen(new Set(isAll ? [] : everybody))}>
          {isAll ? t`Никого` : t`Все`}
        </Button>
      </div>
      <ul className={styles.people}>
        {others.map(({ profile, ...member }) => (
          <PersonCheck
            key={profile}
            candidate={{ ...member, profile, units: [] }}
            isChosen={chosen.has(profile ?? 0)}
            isDisabled={false}
            onToggle={() => toggle(profile ?? 0)}
          />
        ))}
      </ul>
      {isOfGuardians && (
        <Button size="l" mode="tertiary" stretched onClick={() => close(() => navigate(paths.gather(conversation)))}>
          {t`Запланировать собрание`}
        </Button>
      )}
      <p className={styles.note}>{t`Присоединиться сможет каждый участник чата. Выбор — о том, у кого зазвонит.`}</p>
      <div className={styles.buttons}>
        <Button size="l" mode="secondary" before={<Icon28PhoneOutline />} onClick={() => start('audio')}>
          {t`Аудиозвонок`}
        </Button>
        <Button size="l" before={<Icon28VideocamOutline />} onClick={() => start('video')}>
          {t`Видеозвонок`}
        </Button>
      </div>
    </>
  );
}
