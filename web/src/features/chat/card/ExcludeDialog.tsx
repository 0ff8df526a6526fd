import { t } from '@lingui/core/macro';
import { Button, FormItem, Textarea } from '@vkontakte/vkui';
import { type FormEvent, useState } from 'react';
import { sentenceOf } from '../../../api/sentence';
import type { Member } from '../../../api/shapes';
import { Dialog } from '../../../ui/overlay/Dialog';
import styles from './ExcludeDialog.module.css';
import { exclude } from './memberDeeds';

interface ExcludeDialogProps {
  conversation: number;
  member: Member;
  onClosed(): void;
}

const LONGEST_REASON = 500;

/** Asks before somebody is taken out; of those whom the school has put here it asks why. */
export function ExcludeDialog({ conversation, member, onClosed }: ExcludeDialogProps) {
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const needsReason = member.needs_reason;
  const submit = async (event: FormEvent, close: () => void) => {
    event.preventDefault();
    if (needsReason && reason.trim() === '') {
      setFailure(t`Напишите причину: без неё исключить нельзя.`);
      return;
    }
    setBusy(true);
    try {
      await exclude(conversation, member, reason.trim());
      close();
    } catch (error) {
      setFailure(sentenceOf(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title={t`Исключить из чата?`} onClosed={onClosed}>
      {({ close }) => (
        <form className={styles.form} noValidate onSubmit={(event) => void submit(event, close)}>
          <p className={styles.text}>{needsReason ? withReason(member.name) : withoutReason(member.name)}</p>
          {needsReason && (
            <FormItem top={t`Причина`} htmlFor="exclude-reason" className={styles.field} required>
              <Textarea
                id="exclude-reason"
                value={reason}
                maxLength={LONGEST_REASON}
                autoFocus
                onChange={(event) => {
                  setFailure(null);
                  setReason(event.target.value);
                }}
              />
            </FormItem>
          )}
          <p className={styles.failure} role="alert">
            {failure}
          </p>
          <div className={styles.buttons}>
            <Button size="l" mode="secondary" onClick={() => close()}>
              {t`Отмена`}
            </Button>
            <Button size="l" type="submit" appearance="negative" loading={isBusy}>
              {t`Исключить`}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}

const withoutReason = (name: string) => t`${name}: чат пропадёт из списка, читать и писать здесь будет нельзя.`;

const withReason = (name: string) =>
  t`${name}: в этом чате по спискам школы. Напишите причину: она останется в журнале школы, её увидят администраторы чата.`;
