import { t } from '@lingui/core/macro';
import { Icon28MessageOutline, Icon28PhoneOutline } from '@vkontakte/icons';
import { Button, Title } from '@vkontakte/vkui';
import { useCallback } from 'react';
import { ApiError } from '../../api/ApiError';
import { fetchPerson, type PersonOut } from '../../api/people';
import { sentenceOf } from '../../api/sentence';
import { useLive } from '../../store/store';
import { Notice } from '../../ui/Notice';
import { goUp } from '../../ui/route/history';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { UserAvatar } from '../../ui/UserAvatar';
import { useAnswer } from '../../ui/useAnswer';
import { callPerson } from '../callsOutside/start/callPerson';
import { AboutPerson } from './AboutPerson';
import styles from './PersonCard.module.css';
import { writeTo } from './writeTo';

/** Who somebody is, why one sees them, where one meets them, and a way to write. */
export function PersonCard({ profile, isPhone }: { profile: number; isPhone: boolean }) {
  return (
    <section className={styles.screen} aria-label={t`Карточка человека`}>
      {isPhone && (
        <ScreenHeader hasBack>
          <span className={styles.title}>{t`Контакт`}</span>
        </ScreenHeader>
      )}
      <Person profile={profile} />
    </section>
  );
}

const STATUS_UNKNOWN = 404;

function Person({ profile }: { profile: number }) {
  const answer = useAnswer(useCallback(() => fetchPerson(profile), [profile]));
  if (answer.status === 'loading') return <SkeletonRows />;
  if (answer.status === 'ready') return <Facts person={answer.value} />;
  if (answer.error instanceof ApiError && answer.error.status === STATUS_UNKNOWN) {
    return (
      <Notice title={t`Такого человека здесь нет`} action={{ label: t`К контактам`, onClick: goUp }}>
        {t`Мы показываем только людей, с которыми вас связывает школа или общий чат.`}
      </Notice>
    );
  }
  return (
    <Notice title={t`Не удалось загрузить карточку`} action={{ label: t`Ещё раз`, onClick: answer.retry }}>
      {sentenceOf(answer.error)}
    </Notice>
  );
}

function Facts({ person }: { person: PersonOut }) {
  const isOnline = useLive((state) => state.online.has(person.profile));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles.body} tabIndex={0} aria-label={person.name}>
      <div className={styles.column}>
        <div className={styles.who}>
          <UserAvatar id={person.profile} name={person.name} size={96} isOnline={isOnline} />
          <Title level="2" weight="2" Component="h1" className={styles.name}>
            {person.name}
          </Title>
          {isOnline && <span className={styles.online}>{t`в сети`}</span>}
          {person.may_write && (
            <div className={styles.ways}>
              <Button size="l" before={<Icon28MessageOutline />} onClick={() => void writeTo(person.profile)}>
                {t`Написать`}
              </Button>
              <Button
                size="l"
                mode="secondary"
                before={<Icon28PhoneOutline />}
                aria-haspopup="menu"
                onClick={({ currentTarget }) => callPerson(person.profile, currentTarget)}
              >
                {t`Позвонить`}
              </Button>
            </div>
          )}
        </div>
        <AboutPerson person={person} />
      </div>
    </section>
  );
}
