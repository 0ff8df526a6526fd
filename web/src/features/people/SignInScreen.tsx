import { t } from '@lingui/core/macro';
import { Icon28ArrowLeftOutline } from '@vkontakte/icons';
import { AdaptivityProvider, Button, IconButton, Input } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useId, useState } from 'react';
import { Logo } from '../../ui/Logo';
import { CODE_DIGITS, CodeBoxes } from './CodeBoxes';
import { PhoneField } from './PhoneField';
import styles from './SignIn.module.css';
import { type SignInView, useSignIn } from './useSignIn';

interface SignInScreenProps {
  onSignedIn(): void;
  /** Said above the form, when the session ended without the person asking. */
  farewell: string;
  /** The demonstration's own door, below ours. */
  children: ReactNode;
}

/** Phone and password, then the code from the SMS. */
export function SignInScreen({ onSignedIn, farewell, children }: SignInScreenProps) {
  const view = useSignIn(onSignedIn);
  return (
    <AdaptivityProvider density="regular">
      <main className={`${styles.page} pm-paper`}>
        <div className={styles.columns}>
          {view.step === 'password' ? <PasswordStep view={view} farewell={farewell} /> : <CodeStep view={view} />}
          {view.step === 'password' && children}
        </div>
      </main>
    </AdaptivityProvider>
  );
}

function Brand({ title, children }: { title: string; children: ReactNode }) {
  return (
    <header className={styles.brand}>
      <Logo size={72} />
      <h1>{title}</h1>
      <p className={styles.lead}>{children}</p>
    </header>
  );
}

function Failure({ id, children }: { id: string; children: string }) {
  return (
    <p id={id} className={styles.failure} role="alert">
      {children}
    </p>
  );
}

function PasswordStep({ view, farewell }: { view: SignInView; farewell: string }) {
  const id = useId();
  const hasFailed = view.failure !== '';
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        view.submitPassword();
      }}
    >
      <Brand title={t`Перемена`}>{farewell || t`Мессенджер вашей школы`}</Brand>
      <div className={styles.form}>
        <div>
          <label className={styles.label} htmlFor={`${id}phone`}>{t`Номер телефона`}</label>
          <PhoneField
            id={`${id}phone`}
            value={view.phone}
            onChange={view.setPhone}
            isInvalid={hasFailed}
            describedBy={hasFailed ? `${id}failure` : undefined}
          />
        </div>
        <div>
          <label className={styles.label} htmlFor={`${id}password`}>{t`Пароль`}</label>
          <Input
            id={`${id}password`}
            type="password"
            name="password"
            autoComplete="current-password"
            value={view.password}
            status={hasFailed ? 'error' : 'default'}
            onChange={(event) => view.setPassword(event.target.value)}
          />
        </div>
        {hasFailed && <Failure id={`${id}failure`}>{view.failure}</Failure>}
      </div>
      <div className={styles.bottom}>
        <Button type="submit" size="l" stretched loading={view.isBusy}>
          {t`Получить код`}
        </Button>
        <p className={styles.note}>{t`Пришлём код по СМС. Номер должен быть указан в школе.`}</p>
      </div>
    </form>
  );
}

function CodeStep({ view }: { view: SignInView }) {
  const id = useId();
  return (
    <form
      className={`${styles.card} ${styles.withBack}`}
      onSubmit={(event) => {
        event.preventDefault();
        view.submitCode();
      }}
    >
      <IconButton className={styles.back} label={t`Назад`} onClick={view.back}>
        <Icon28ArrowLeftOutline />
      </IconButton>
      <Brand title={t`Введите код`}>
        {view.phone ? (
          <>
            {t`Отправили СМС на номер`} <b>{view.phone}</b>
          </>
        ) : (
          t`Отправили СМС на ваш номер`
        )}
      </Brand>
      <div className={styles.form}>
        <CodeBoxes value={view.code} onChange={view.setCode} isInvalid={view.failure !== ''} />
        {view.failure ? <Failure id={`${id}failure`}>{view.failure}</Failure> : <Resend view={view} />}
      </div>
      <div className={styles.bottom}>
        <Button type="submit" size="l" stretched loading={view.isBusy} disabled={view.code.length < CODE_DIGITS}>
          {t`Продолжить`}
        </Button>
        {view.failure && <Resend view={view} />}
      </div>
    </form>
  );
}

/** The door sends another code after this long. */
const RESEND_AFTER_S = 60;

function Resend({ view }: { view: SignInView }) {
  const left = useSecondsLeft(view.codeAt + RESEND_AFTER_S * 1000);
  if (left <= 0) {
    return (
      <Button size="m" mode="tertiary" onClick={view.resend}>
        {t`Отправить ещё раз`}
      </Button>
    );
  }
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return <p className={styles.note}>{t`Новый код можно запросить через ${time}`}</p>;
}

function useSecondsLeft(until: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.ceil((until - now) / 1000);
}
