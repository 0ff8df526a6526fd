import { plural, t } from '@lingui/core/macro';
import { Icon24Cancel } from '@vkontakte/icons';
import { IconButton, Title } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import type { Member, Reason } from '../../api/shapes';
import { useLive } from '../../store/store';
import { Notice } from '../../ui/Notice';
import { RoleBadge } from '../../ui/RoleBadge';
import { goUp } from '../../ui/route/history';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { SkeletonRows } from '../../ui/SkeletonRows';
import { UserAvatar } from '../../ui/UserAvatar';
import { calendarDate } from '../../ui/when';
import styles from './Members.module.css';
import { isStaffBadge } from './staffBadge';
import { useRoll } from './useRoll';

/** Who is here, in which role, why and since when; also those of the register who have not come yet. */
export function MembersPanel({ conversation }: { conversation: number }) {
  return (
    <aside className={styles.panel} aria-label={t`Участники`}>
      <header className={styles.head}>
        <Title level="3" weight="2" Component="h2">
          {t`Участники`}
        </Title>
        <IconButton label={t`Закрыть`} onClick={goUp}>
          <Icon24Cancel />
        </IconButton>
      </header>
      <Roll conversation={conversation} />
    </aside>
  );
}

export function MembersScreen({ conversation }: { conversation: number }) {
  const title = useLive((state) => state.rows[conversation]?.title);
  return (
    <section className={styles.screen} aria-label={t`Участники`}>
      <ScreenHeader hasBack>
        <h1 className={styles.title}>{title ? t`Участники: ${title}` : t`Участники`}</h1>
      </ScreenHeader>
      <Roll conversation={conversation} />
    </section>
  );
}

function Roll({ conversation }: { conversation: number }) {
  const { roll, hasFailed, retry } = useRoll(conversation);
  const me = useLive((state) => state.me?.id);
  if (!roll && hasFailed) {
    return (
      <Notice title={t`Не удалось загрузить участников`} action={{ label: t`Ещё раз`, onClick: retry }}>
        {t`Проверьте, есть ли интернет, и попробуйте ещё раз.`}
      </Notice>
    );
  }
  if (!roll) return <SkeletonRows />;
  const { members, me_reasons } = roll.members;
  const awaited = members.filter((member) => !member.linked).length;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard.
    <section className={styles.list} tabIndex={0} aria-label={t`Список участников`}>
      {me_reasons.length > 0 && <Why reasons={me_reasons} />}
      <ul className={styles.members}>
        {members.map((member) => (
          <Person key={`${member.profile} ${member.person}`} member={member} isMe={member.profile === me} />
        ))}
      </ul>
      {awaited > 0 && <p className={styles.note}>{awaitedSentence(awaited)}</p>}
    </section>
  );
}

function Why({ reasons }: { reasons: readonly Reason[] }) {
  return (
    <section className={styles.why} aria-label={t`Почему я здесь?`}>
      <p className={styles.whyTitle}>{t`Почему я здесь?`}</p>
      <Reasons reasons={reasons} />
    </section>
  );
}

function Person({ member, isMe }: { member: Member; isMe: boolean }) {
  return (
    <li className={styles.member}>
      <UserAvatar id={member.profile ?? member.person ?? 0} name={member.name} size={40} />
      <div className={styles.facts}>
        <div className={styles.name}>
          {member.name}
          {isMe && <span className={styles.aside}> {t`(вы)`}</span>}
        </div>
        <div className={styles.badges}>
          {member.badge && <RoleBadge label={member.badge} isStaff={isStaffBadge(member.badge)} />}
          {member.role === 'admin' && <RoleBadge label={t`администратор чата`} isStaff />}
          {!member.linked && <Mark>{t`не привязан`}</Mark>}
        </div>
        <Reasons reasons={member.reasons} />
      </div>
    </li>
  );
}

function Mark({ children }: { children: ReactNode }) {
  return <span className={styles.mark}>{children}</span>;
}

function Reasons({ reasons }: { reasons: readonly Reason[] }) {
  return reasons.map(({ text, since }) => (
    <div key={`${text} ${since}`} className={styles.reason}>
      {since ? t`${text}, с ${calendarDate(since)}` : text}
    </div>
  ));
}

function awaitedSentence(count: number): string {
  return plural(count, {
    one: '# человек из списка школы ещё не привязал учебный профиль: сообщения он увидит, когда привяжет.',
    few: '# человека из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
    many: '# человек из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
    other: '# человека из списка школы ещё не привязали учебный профиль: сообщения они увидят, когда привяжут.',
  });
}
