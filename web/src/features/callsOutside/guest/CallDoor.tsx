import { t } from '@lingui/core/macro';
import { Icon56PhoneOutline } from '@vkontakte/icons';
import { Button, FormItem, Input } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { type CallPreview, postGuest } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { whenSpoken } from '../words';
import styles from './CallLink.module.css';
import { GetApp } from './GetApp';

interface CallDoorProps {
  preview: CallPreview;
  token: string;
  onSignIn: (() => void) | null;
  onEnter(): void;
  onGuest(call: number): void;
}

/** What the call is, and the ways in: under one's own name, or as a guest. */
export function CallDoor({ preview, token, onSignIn, onEnter, onGuest }: CallDoorProps) {
  const { title, by_name, planned_at, state } = preview;
  return (
    <div className={styles.card}>
      <Icon56PhoneOutline className={styles.sign} aria-hidden />
      <h1 className={styles.title}>{title}</h1>
      <p className={styles.text}>{t`Вас приглашает ${by_name}.`}</p>
      {state === 'planned' && planned_at !== null && <p className={styles.text}>{whenSpoken(planned_at)}</p>}
      {state === 'open' && <p className={styles.text}>{t`Звонок уже идёт.`}</p>}
      {onSignIn === null ? (
        <Button size="l" stretched className={styles.enter ?? ''} onClick={onEnter}>
          {t`Присоединиться к звонку через браузер`}
        </Button>
      ) : (
        <>
          <AsGuest preview={preview} token={token} onGuest={onGuest} />
          <Button size="l" mode={mayBeGuest(preview) ? 'secondary' : 'primary'} stretched onClick={onSignIn}>
            {t`Войти под своим именем`}
          </Button>
        </>
      )}
      <GetApp />
    </div>
  );
}

const mayBeGuest = ({ guest, guests }: CallPreview) => Boolean(guest) || guests;

/** Whoever has named themselves in this browser is asked no second time. */
function AsGuest({ preview, token, onGuest }: Pick<CallDoorProps, 'preview' | 'token' | 'onGuest'>) {
  const { guest, call } = preview;
  if (!mayBeGuest(preview)) return <p className={styles.text}>{t`По этой ссылке входят только через свой аккаунт.`}</p>;
  if (!guest) return <GuestForm token={token} onGuest={onGuest} />;
  return (
    <Button size="l" stretched className={styles.enter ?? ''} onClick={() => onGuest(call)}>
      {t`Войти как ${guest}`}
    </Button>
  );
}

const LONGEST_NAME = 60;

function GuestForm({ token, onGuest }: { token: string; onGuest(call: number): void }) {
  const [name, setName] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return setFailure(t`Назовитесь: ведущий увидит имя и впустит вас.`);
    setBusy(true);
    setFailure(null);
    try {
      onGuest((await postGuest(token, name.trim())).id);
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <form className={styles.form} noValidate onSubmit={(event) => void submit(event)}>
      <FormItem
        top={t`Ваше имя`}
        htmlFor="guest-name"
        className={styles.field}
        status={failure ? 'error' : 'default'}
        bottom={failure}
        bottomId="guest-failure"
      >
        <Input
          id="guest-name"
          value={name}
          maxLength={LONGEST_NAME}
          autoComplete="name"
          aria-describedby={failure ? 'guest-failure' : undefined}
          onChange={(event) => setName(event.target.value)}
        />
      </FormItem>
      <Button size="l" type="submit" stretched loading={isBusy}>
        {t`Войти как гость`}
      </Button>
    </form>
  );
}
