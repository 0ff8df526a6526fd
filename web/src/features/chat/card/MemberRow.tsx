import { t } from '@lingui/core/macro';
import { Icon24MoreVertical } from '@vkontakte/icons';
import { Tappable } from '@vkontakte/vkui';
import { type ReactNode, useState } from 'react';
import { isStaffKind } from '../../../api/people';
import type { Member } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { openMenu } from '../../../ui/overlay/overlays';
import { RoleBadge } from '../../../ui/RoleBadge';
import { Link } from '../../../ui/route/Link';
import { paths } from '../../../ui/route/paths';
import { UnlinkedMark } from '../../../ui/UnlinkedMark';
import { UserAvatar } from '../../../ui/UserAvatar';
import { Reasons } from '../../contacts/Reasons';
import { ExcludeDialog } from './ExcludeDialog';
import styles from './MemberRow.module.css';
import { memberItems } from './memberMenu';

interface MemberRowProps {
  conversation: number;
  member: Member;
  isMe: boolean;
}

/** One member: the row leads to the person's card, the dots to what may be done. */
export function MemberRow({ conversation, member, isMe }: MemberRowProps) {
  const [isLeaving, setLeaving] = useState(false);
  const items = memberItems(conversation, member, () => setLeaving(true));
  return (
    <li className={styles.member}>
      <Person profile={isMe ? null : member.profile}>
        <Facts member={member} isMe={isMe} />
      </Person>
      {items.length > 0 && (
        <Tappable
          className={styles.more}
          hasHover={false}
          aria-haspopup="menu"
          aria-label={t`Действия: ${member.name}`}
          onClick={(event) => openMenu({ label: member.name, at: event.currentTarget, items })}
        >
          <Icon24MoreVertical aria-hidden />
        </Tappable>
      )}
      {isLeaving && <ExcludeDialog conversation={conversation} member={member} onClosed={() => setLeaving(false)} />}
    </li>
  );
}

function Person({ profile, children }: { profile: number | null; children: ReactNode }) {
  if (profile === null) return <div className={styles.person}>{children}</div>;
  return (
    <Link to={paths.person(profile)} className={`${styles.person} ${styles.link}`}>
      {children}
    </Link>
  );
}

function Facts({ member, isMe }: { member: Member; isMe: boolean }) {
  const { profile, person, name, badge, kind, role, linked, reasons } = member;
  const isOnline = useLive((state) => profile !== null && state.online.has(profile));
  return (
    <>
      <UserAvatar id={profile ?? person ?? 0} name={name} size={40} isOnline={isOnline} />
      <span className={styles.facts}>
        <span className={styles.name}>
          {name}
          {isMe && <span className={styles.aside}> {t`(вы)`}</span>}
        </span>
        <span className={styles.badges}>
          {badge && <RoleBadge label={badge} isStaff={isStaffKind(kind)} />}
          {role === 'admin' && <RoleBadge label={t`администратор чата`} isStaff />}
          {!linked && <UnlinkedMark />}
        </span>
        <Reasons reasons={reasons} />
      </span>
    </>
  );
}
