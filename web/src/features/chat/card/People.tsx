import { t } from '@lingui/core/macro';
import { Search } from '@vkontakte/vkui';
import { useState } from 'react';
import type { Member, Reason, Row } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { matchName } from '../../../ui/matchName';
import { moveFocus } from '../../../ui/moveFocus';
import { Notice } from '../../../ui/Notice';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { Reasons } from '../../contacts/Reasons';
import { useRoll } from '../useRoll';
import { ExcludedPeople } from './ExcludedPeople';
import { MemberRow } from './MemberRow';
import styles from './People.module.css';
import { spokenAwaited, spokenPeople } from './words';

/** Who is here, in which role, why and since when; also those of the register who have not come yet. */
export function People({ row }: { row: Row }) {
  const { roll, hasFailed, retry } = useRoll(row.id);
  if (!roll && hasFailed) {
    return (
      <Notice title={t`Не удалось загрузить участников`} action={{ label: t`Ещё раз`, onClick: retry }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  if (!roll) return <SkeletonRows />;
  const { members, me_reasons, excluded } = roll.members;
  return (
    <>
      <Why reasons={me_reasons} row={row} />
      <Members row={row} members={members} />
      {excluded.length > 0 && <ExcludedPeople conversation={row.id} excluded={excluded} />}
    </>
  );
}

function Why({ reasons, row }: { reasons: readonly Reason[]; row: Row }) {
  if (reasons.length === 0) return null;
  return (
    <section className={styles.why} aria-label={t`Почему я здесь?`}>
      <p className={styles.whyTitle}>{t`Почему я здесь?`}</p>
      <Reasons reasons={reasons} />
      {row.is_automatic && !row.may.includes('leave') && (
        <p
          className={styles.aside}
        >{t`Выйти из чата школы нельзя, но можно отключить его звук и убрать его в архив.`}</p>
      )}
    </section>
  );
}

/** Fewer are seen at a glance. */
const SEARCH_FROM = 16;

function Members({ row, members }: { row: Row; members: readonly Member[] }) {
  const [query, setQuery] = useState('');
  const me = useLive((state) => state.me?.id);
  const found = members.filter(({ name, badge }) => matchName(`${name} ${badge}`, query));
  const awaited = members.filter((member) => !member.linked).length;
  return (
    <section className={styles.part} aria-labelledby="card-members">
      <h3 id="card-members" className={styles.title}>
        {spokenPeople(row.member_count, awaited)}
      </h3>
      {members.length >= SEARCH_FROM && (
        <Search
          noPadding
          className={styles.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          placeholder={t`Имя или фамилия`}
          slotProps={{ input: { 'aria-label': t`Искать среди участников` } }}
        />
      )}
      {found.length === 0 && <p className={styles.note} role="status">{t`Никого не нашли`}</p>}
      <ul className={styles.list} aria-label={t`Список участников`} onKeyDown={moveFocus}>
        {found.map((member) => (
          <MemberRow
            key={`${member.profile} ${member.person}`}
            conversation={row.id}
            member={member}
            isMe={member.profile === me}
          />
        ))}
      </ul>
      {awaited > 0 && <p className={styles.note}>{spokenAwaited(awaited)}</p>}
    </section>
  );
}
