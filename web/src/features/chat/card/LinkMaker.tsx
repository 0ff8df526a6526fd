import { t } from '@lingui/core/macro';
import { Button, FormItem, NativeSelect } from '@vkontakte/vkui';
import { useState } from 'react';
import { postLink } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import styles from './Links.module.css';

interface LinkMakerProps {
  conversation: number;
  onMade(): void;
  onDropped(): void;
}

const DAY_MS = 86_400_000;

/** In days; 0 is until it is revoked. A week is enough to gather a class. */
const TERMS = [1, 7, 30, 0] as const;
const FIRST_TERM = 7;

/** How many may come; 0 is as many as like. */
const NUMBERS = [1, 10, 30, 100, 0] as const;

/** How long a new link holds, and for how many. */
export function LinkMaker({ conversation, onMade, onDropped }: LinkMakerProps) {
  const [term, setTerm] = useState<number>(FIRST_TERM);
  const [number, setNumber] = useState<number>(0);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const make = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const expires_at = term ? Date.now() + term * DAY_MS : null;
      await postLink(conversation, { expires_at, most_uses: number || null });
      onMade();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.maker}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <FormItem top={t`Сколько действует`} htmlFor="link-term" className={styles.field}>
        <NativeSelect id="link-term" value={term} onChange={(event) => setTerm(Number(event.target.value))} autoFocus>
          {TERMS.map((days) => (
            <option key={days} value={days}>
              {termTitle(days)}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <FormItem top={t`Сколько человек войдёт`} htmlFor="link-number" className={styles.field}>
        <NativeSelect id="link-number" value={number} onChange={(event) => setNumber(Number(event.target.value))}>
          {NUMBERS.map((most) => (
            <option key={most} value={most}>
              {most ? String(most) : t`сколько угодно`}
            </option>
          ))}
        </NativeSelect>
      </FormItem>
      <p className={styles.failure} role="alert">
        {failure}
      </p>
      <div className={styles.buttons}>
        <Button size="l" mode="secondary" stretched onClick={onDropped}>
          {t`Отмена`}
        </Button>
        <Button size="l" type="submit" stretched loading={isBusy}>
          {t`Создать`}
        </Button>
      </div>
    </form>
  );
}

function termTitle(days: number): string {
  switch (days) {
    case 1:
      return t`сутки`;
    case 7:
      return t`неделю`;
    case 30:
      return t`месяц`;
    default:
      return t`пока не отзову`;
  }
}
