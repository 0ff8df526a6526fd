import { t } from '@lingui/core/macro';
import { Title } from '@vkontakte/vkui';
import { useCallback } from 'react';
import { fetchPerson } from '../../../api/people';
import type { Row } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { ChatAvatar } from '../../../ui/ChatAvatar';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { AboutPerson } from '../../contacts/AboutPerson';
import { spokenMembers } from '../words';
import styles from './CardHome.module.css';
import { People } from './People';
import { Scroll } from './Scroll';
import { Tiles } from './Tiles';

/** What the chat is, what one can do about it, and who is in it. */
export function CardHome({ row }: { row: Row }) {
  const isOnline = useLive((state) => row.peer !== null && state.online.has(row.peer));
  return (
    <Scroll>
      <div className={styles.who}>
        <ChatAvatar chat={row} size={96} isOnline={isOnline} />
        <Title level="2" weight="2" Component="h2" className={styles.name}>
          {row.title}
        </Title>
        <p className={styles.kind}>{kindOf(row)}</p>
      </div>
      <Tiles row={row} />
      {row.peer === null ? <People row={row} /> : <Peer profile={row.peer} />}
    </Scroll>
  );
}

function kindOf(row: Row): string {
  if (row.kind === 'direct') return t`личный чат`;
  const members = spokenMembers(row.member_count);
  return row.is_automatic ? t`${members}, состав ведёт школа` : members;
}

function Peer({ profile }: { profile: number }) {
  const answer = useAnswer(useCallback(() => fetchPerson(profile), [profile]));
  if (answer.status === 'loading') return <SkeletonRows />;
  // Whoever is no longer known to us leaves an empty card, not an error.
  return answer.status === 'ready' ? <AboutPerson person={answer.value} /> : null;
}
