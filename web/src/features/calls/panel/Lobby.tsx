import { t } from '@lingui/core/macro';
import { Icon24Cancel } from '@vkontakte/icons';
import { Button, IconButton } from '@vkontakte/vkui';
import { useEffect } from 'react';
import type { Waiting } from '../../../api/calls';
import { UserAvatar } from '../../../ui/UserAvatar';
import { attempt } from '../attempt';
import { useCall } from '../context';
import styles from './Lobby.module.css';
import { Section } from './PeoplePanel';

const LOOK_AGAIN_MS = 3_000;

/** Whoever waits at the door. Who gave up is gone from it after a while, so it is asked again while one looks. */
export function Lobby() {
  const { view, deeds } = useCall();
  const { lobby } = view;
  const isAnybody = lobby.length > 0 || (view.room?.waiting ?? 0) > 0;
  useEffect(() => {
    void deeds.readLobby().catch(() => undefined);
    if (!isAnybody) return;
    const timer = setInterval(() => void deeds.readLobby().catch(() => undefined), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [deeds, isAnybody]);
  if (lobby.length === 0) return null;
  const all = (what: 'admit' | 'refuse') => attempt(deeds.govern(what, null));
  return (
    <Section
      title={t`Ждут входа`}
      after={
        lobby.length > 1 && (
          <span className={styles.all}>
            <Button size="s" mode="tertiary" onClick={() => all('admit')}>
              {t`Впустить всех`}
            </Button>
          </span>
        )
      }
    >
      {lobby.map((one) => (
        <Row key={one.participant} one={one} />
      ))}
    </Section>
  );
}

function Row({ one }: { one: Waiting }) {
  const { deeds } = useCall();
  const isGuest = one.kind === 'guest';
  return (
    <li className={styles.row}>
      <UserAvatar id={one.profile ?? one.participant} name={one.name} size={40} />
      <span className={styles.words}>
        <span className={styles.name}>{one.name}</span>
        {isGuest && (
          <span className={styles.guest}>{one.invited_by ? t`гость, пригласил ${one.invited_by}` : t`гость`}</span>
        )}
      </span>
      <Button size="s" mode="secondary" onClick={() => attempt(deeds.govern('admit', one.participant))}>
        {t`Впустить`}
      </Button>
      <IconButton label={t`Не впускать: ${one.name}`} onClick={() => attempt(deeds.govern('refuse', one.participant))}>
        <Icon24Cancel />
      </IconButton>
    </li>
  );
}
