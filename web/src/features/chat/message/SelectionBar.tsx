import { t } from '@lingui/core/macro';
import {
  Icon24Cancel,
  Icon24CopyOutline,
  Icon24DeleteOutline,
  Icon24FavoriteOutline,
  Icon24ShareOutline,
} from '@vkontakte/icons';
import { type ReactNode, useEffect } from 'react';
import { useLive } from '../../../store/store';
import { copy, mark } from './deeds';
import { openDialog } from './dialogs';
import styles from './SelectionBar.module.css';
import { endSelecting, useSelected } from './selection';
import { spokenSelected } from './words';

/** What can be done with the selected messages, in the place of the field. */
export function SelectionBar({ conversation }: { conversation: number }) {
  const nos = useSelected();
  const all = useLive((state) => state.feeds[conversation]?.messages);
  const marks = useLive((state) => state.marks[conversation]);
  const messages = (all ?? []).filter(({ no }) => nos.has(no));
  const isImportant = messages.every(({ no }) => marks?.[no]);
  useLeaving();
  const then = (deed: () => void) => () => {
    deed();
    endSelecting();
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label={t`Выбранные сообщения`}>
      <Action label={t`Снять выделение`} onClick={endSelecting}>
        <Icon24Cancel />
      </Action>
      <span className={styles.count} role="status">
        {spokenSelected(nos.size)}
      </span>
      <Action label={t`Копировать`} onClick={then(() => void copy(messages))}>
        <Icon24CopyOutline />
      </Action>
      <Action label={t`Переслать`} onClick={() => openDialog({ kind: 'forward', conversation, messages })}>
        <Icon24ShareOutline />
      </Action>
      <Action
        label={isImportant ? t`Не важное` : t`Важное`}
        onClick={then(() => mark(conversation, [...nos], !isImportant))}
      >
        <Icon24FavoriteOutline />
      </Action>
      <Action label={t`Удалить`} onClick={() => openDialog({ kind: 'delete', conversation, messages })}>
        <Icon24DeleteOutline />
      </Action>
    </div>
  );
}

function Action({ label, onClick, children }: { label: string; onClick(): void; children: ReactNode }) {
  return (
    <button type="button" className={styles.action} aria-label={label} title={label} onClick={onClick}>
      {children}
    </button>
  );
}

/** Esc leaves selecting, wherever the focus is; going elsewhere, too. */
function useLeaving() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      event.preventDefault();
      endSelecting();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}
