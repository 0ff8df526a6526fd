import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import type { Message } from '../../../api/shapes';
import { read } from '../../../store/store';
import { Dialog } from '../../../ui/overlay/Dialog';
import type { People } from '../people';
import styles from './Dialogs.module.css';
import { deleteForAll, deleteForMe } from './deeds';
import { rightsOf } from './rules';
import { endSelecting } from './selection';
import { spokenMessages } from './words';

interface DeleteDialogProps {
  conversation: number;
  messages: readonly Message[];
  people: People;
  onClosed(): void;
}

/** For oneself always; for everybody where the rules allow it for each of them. */
export function DeleteDialog({ conversation, messages, people, onClosed }: DeleteDialogProps) {
  const nos = messages.map(({ no }) => no);
  const count = spokenMessages(nos.length);
  const isForAll = messages.every((message) => mayForAll(conversation, message, people));
  return (
    <Dialog title={nos.length === 1 ? t`Удалить сообщение?` : t`Удалить ${count}?`} onClosed={onClosed}>
      {({ close }) => {
        const choose = (deed: typeof deleteForMe) =>
          close(() => {
            endSelecting();
            void deed(conversation, nos);
          });
        return (
          <>
            <p className={styles.text}>
              {isForAll
                ? t`У всех останется пометка «Сообщение удалено». У себя можно удалить без следа.`
                : t`Сообщение исчезнет только у вас. Остальные его по-прежнему увидят.`}
            </p>
            <div className={styles.column}>
              {isForAll && (
                <Button size="l" stretched appearance="negative" onClick={() => choose(deleteForAll)}>
                  {t`Удалить у всех`}
                </Button>
              )}
              <Button
                size="l"
                stretched
                mode={isForAll ? 'secondary' : 'primary'}
                appearance="negative"
                onClick={() => choose(deleteForMe)}
              >
                {t`Удалить у меня`}
              </Button>
              <Button size="l" stretched mode="secondary" autoFocus onClick={() => close()}>
                {t`Отмена`}
              </Button>
            </div>
          </>
        );
      }}
    </Dialog>
  );
}

function mayForAll(conversation: number, message: Message, people: People): boolean {
  const { rows, me } = read();
  const row = rows[conversation];
  if (!row || !me || !rightsOf({ row, message, me: me.id, now: Date.now() }).deleteForAll) return false;
  return message.by === me.id || !people.get(message.by)?.isAdmin;
}
