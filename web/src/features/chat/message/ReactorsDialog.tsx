import { t } from '@lingui/core/macro';
import type { Message } from '../../../api/shapes';
import { Dialog } from '../../../ui/overlay/Dialog';
import { UserAvatar } from '../../../ui/UserAvatar';
import type { People } from '../people';
import styles from './Dialogs.module.css';

interface ReactorsDialogProps {
  message: Message;
  people: People;
  onClosed(): void;
}

/** Who put which sign. */
export function ReactorsDialog({ message, people, onClosed }: ReactorsDialogProps) {
  const put = (message.reactions ?? []).flatMap(({ emoji, by }) => by.map((profile) => ({ emoji, profile })));
  return (
    <Dialog title={t`Реакции`} onClosed={onClosed}>
      {() => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard.
        <ul className={styles.list} tabIndex={0}>
          {put.map(({ emoji, profile }) => {
            const name = people.get(profile)?.name ?? t`Бывший участник`;
            return (
              <li key={profile} className={styles.person}>
                <UserAvatar id={profile} name={name} size={36} />
                <span className={styles.name}>{name}</span>
                <span className={styles.sign}>{emoji}</span>
              </li>
            );
          })}
        </ul>
      )}
    </Dialog>
  );
}
