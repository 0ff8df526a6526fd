import { t } from '@lingui/core/macro';
import { Tappable, Title } from '@vkontakte/vkui';
import { useState } from 'react';
import type { CastMember } from '../../api/shapes';
import { moveFocus } from '../../ui/moveFocus';
import { UserAvatar } from '../../ui/UserAvatar';
import styles from './CastDoor.module.css';
import { enterAs } from './enterAs';

/** «Войти как…»: a card for each of the cast. */
export function CastDoor({ cast, onEntered }: { cast: readonly CastMember[]; onEntered: () => void }) {
  const [failure, setFailure] = useState('');
  const enter = async (key: string) => {
    try {
      await enterAs(key);
      onEntered();
    } catch {
      setFailure(t`Не получилось войти. Попробуйте ещё раз.`);
    }
  };
  return (
    <section className={styles.door} aria-label={t`Войти как…`}>
      <Title level="3" weight="2" Component="h2">
        {t`Войти как…`}
      </Title>
      <p className={styles.lead}>{t`Школа и люди вымышлены. Откройте два окна и поговорите сами с собой.`}</p>
      {failure && (
        <p className={styles.failure} role="alert">
          {failure}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrows only move the focus between the buttons inside. */}
      <div className={styles.cast} onKeyDown={moveFocus}>
        {cast.map((member, index) => (
          <Tappable key={member.key} className={styles.card} hasHover={false} onClick={() => void enter(member.key)}>
            <UserAvatar id={index + 1} name={member.name} size={40} />
            <span className={styles.facts}>
              <span className={styles.name}>{member.name}</span>
              <span className={styles.role}>{member.role_label}</span>
              <span className={styles.hint}>{member.hint}</span>
            </span>
          </Tappable>
        ))}
      </div>
    </section>
  );
}
