import { t } from '@lingui/core/macro';
import { Icon28DownloadOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { useCallback } from 'react';
import {
  type Attendance as AttendanceTable,
  type Attendee,
  attendanceFile,
  fetchAttendance,
} from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { Notice } from '../../../ui/Notice';
import { goUp } from '../../../ui/route/history';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { clockTime } from '../../../ui/when';
import cards from '../Card.module.css';
import { Screen } from '../Screen';
import { spokenBreaks, spokenLength, whenSpoken } from '../words';
import styles from './Attendance.module.css';

/** Who was in a call and when, and who of the chat never came. */
export function Attendance({ call, isPhone }: { call: number; isPhone: boolean }) {
  const answer = useAnswer(useCallback(() => fetchAttendance(call), [call]));
  return (
    <Screen title={t`Кто был в звонке`} isPhone={isPhone} isWide>
      {answer.status === 'loading' && <SkeletonRows />}
      {answer.status === 'failed' && (
        <Notice title={t`Список не открылся`} action={{ label: t`К звонкам`, onClick: goUp }}>
          {sentenceOf(answer.error)}
        </Notice>
      )}
      {answer.status === 'ready' && <Table call={call} table={answer.value} />}
    </Screen>
  );
}

function Table({ call, table }: { call: number; table: AttendanceTable }) {
  const { started_at, ended_at, attendees, absent } = table;
  return (
    <>
      <section className={cards.card} aria-label={t`Посещаемость`}>
        {started_at !== null && (
          <p className={cards.text}>
            {whenSpoken(started_at)}
            {ended_at !== null && `, ${spokenLength(ended_at - started_at)}`}
          </p>
        )}
        {attendees.length === 0 ? (
          <p className={cards.text}>{t`Никто не пришёл.`}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled, by the keyboard too.
          <section className={styles.scroll} tabIndex={0} aria-label={t`Таблица посещаемости`}>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col">{t`Имя`}</th>
                  <th scope="col">{t`Когда`}</th>
                  <th scope="col">{t`Всего`}</th>
                  <th scope="col">{t`Обрывы`}</th>
                </tr>
              </thead>
              <tbody>
                {attendees.map((attendee) => (
                  <Row key={attendee.participant} attendee={attendee} />
                ))}
              </tbody>
            </table>
          </section>
        )}
        <div className={cards.buttons}>
          <Button
            size="l"
            mode="secondary"
            Component="a"
            href={attendanceFile(call)}
            download
            before={<Icon28DownloadOutline width={24} height={24} />}
          >
            {t`Скачать таблицу (CSV)`}
          </Button>
        </div>
      </section>
      {absent.length > 0 && (
        <section className={cards.card} aria-labelledby="absent">
          <h2 id="absent" className={cards.title}>
            {t`Не пришли`} <span className={styles.count}>{absent.length}</span>
          </h2>
          <ul className={styles.absent}>
            {absent.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Row({ attendee }: { attendee: Attendee }) {
  const { name, kind, stays, total_ms, breaks } = attendee;
  return (
    <tr>
      <th scope="row">
        {name}
        <span className={styles.kind}>{kindSpoken(kind)}</span>
      </th>
      <td>
        {stays.map(({ came, went }) => (
          <span key={came} className={styles.stay}>
            {clockTime(came)}–{went === null ? t`сейчас` : clockTime(went)}
          </span>
        ))}
      </td>
      <td>{spokenLength(total_ms)}</td>
      <td>{breaks > 0 ? spokenBreaks(breaks) : t`нет`}</td>
    </tr>
  );
}

function kindSpoken(kind: Attendee['kind']): string {
  switch (kind) {
    case 'pupil':
      return t`ученик`;
    case 'guardian':
      return t`родитель`;
    case 'guest':
      return t`гость`;
    case 'teacher':
      return t`учитель`;
    default:
      return t`сотрудник`;
  }
}
