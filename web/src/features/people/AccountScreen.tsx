import { t } from '@lingui/core/macro';
import { Button, SegmentedControl, Title } from '@vkontakte/vkui';
import { type ReactNode, useState } from 'react';
import type { Me } from '../../api/shapes';
import type { Locale } from '../../i18n/i18n';
import { useLive } from '../../store/store';
import { chooseTheme, type Theme, useTheme } from '../../ui/theme/theme';
import { UserAvatar } from '../../ui/UserAvatar';
import { calendarDate } from '../../ui/when';
import styles from './Account.module.css';
import { refusalSentence } from './refusals';
import { Sessions } from './Sessions';
import { signOut } from './signOut';

interface AccountScreenProps {
  locale: Locale;
  onLocale(locale: Locale): void;
  onSignedOut(): void;
}

/** Who I am here, how it looks, where I am signed in. */
export function AccountScreen({ locale, onLocale, onSignedOut }: AccountScreenProps) {
  const me = useLive((state) => state.me);
  if (!me) return null;
  return (
    <section className={styles.screen} aria-label={t`Аккаунт`}>
      <div className={styles.column}>
        <Identity me={me} />
        <Card title={t`Вид`}>
          <ThemeChoice />
          <SegmentedControl
            aria-label={t`Язык`}
            value={locale}
            onChange={(value) => onLocale(value === 'en' ? 'en' : 'ru')}
            options={[
              { label: 'Русский', value: 'ru' },
              { label: 'English', value: 'en' },
            ]}
          />
        </Card>
        <Card title={t`Где вы вошли`}>
          <Sessions />
        </Card>
        <SignOut onSignedOut={onSignedOut} />
      </div>
    </section>
  );
}

function Identity({ me }: { me: Me }) {
  return (
    <div className={styles.identity}>
      <UserAvatar id={me.id} name={me.name} size={72} />
      <div>
        <Title level="2" weight="1" Component="h1">
          {me.name}
        </Title>
        <ul className={styles.plain}>
          {me.roles.map((role) => (
            <li key={`${role.role} ${role.label} ${role.since}`} className={styles.quiet}>
              {t`${role.label} · ${role.school} · с ${calendarDate(role.since)}`}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.card} aria-label={title}>
      <Title level="3" weight="2" Component="h2">
        {title}
      </Title>
      {children}
    </section>
  );
}

function ThemeChoice() {
  const theme = useTheme();
  return (
    <SegmentedControl
      aria-label={t`Тема`}
      value={theme}
      onChange={(value) => chooseTheme(value as Theme)}
      options={[
        { label: t`Системная`, value: 'system' },
        { label: t`Светлая`, value: 'light' },
        { label: t`Тёмная`, value: 'dark' },
      ]}
    />
  );
}

function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const [failure, setFailure] = useState('');
  const leave = async () => {
    try {
      await signOut();
      onSignedOut();
    } catch (error) {
      setFailure(refusalSentence(error));
    }
  };
  return (
    <div className={styles.signOut}>
      <Button size="l" stretched mode="outline" appearance="negative" onClick={() => void leave()}>
        {t`Выйти`}
      </Button>
      <p className={failure ? styles.failure : styles.quiet} role={failure ? 'alert' : undefined}>
        {failure || t`После выхода на этом устройстве ничего не останется, в том числе неотправленные сообщения.`}
      </p>
    </div>
  );
}
