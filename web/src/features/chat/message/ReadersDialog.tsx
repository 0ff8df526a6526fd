import { t } from '@lingui/core/macro';
import { useCallback } from 'react';
import { fetchReaders } from '../../../api/messages';
import type { Reader } from '../../../api/shapes';
import { Notice } from '../../../ui/Notice';
import { Dialog } from '../../../ui/overlay/Dialog';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { UserAvatar } from '../../../ui/UserAvatar';
import { useAnswer } from '../../../ui/useAnswer';
import styles from './Dialogs.module.css';

interface ReadersDialogProps {
  conversation: number;
  no: number;
  onClosed(): void;
}

/** Who has read an own message, and who has not yet. */
export function ReadersDialog({ conversation, no, onClosed }: ReadersDialogProps) {
  const answer = useAnswer(useCallback(() => fetchReaders(conversation, no), [conversation, no]));
  return (
    <Dialog title={t`Кто прочитал`} onClosed={onClosed}>
      {() => {
        if (answer.status === 'loading') return <SkeletonRows />;
        if (answer.status === 'failed') {
          return (
            <Notice action={{ label: t`Ещё раз`, onClick: answer.retry }}>{t`Не удалось узнать, кто прочитал.`}</Notice>
          );
        }
        const { readers, unread } = answer.value;
        return (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list is scrolled by keyboard.
          <section className={styles.list} tabIndex={0} aria-label={t`Кто прочитал`}>
            <Some title={t`Прочитали: ${readers.length}`} people={readers} />
            <Some title={t`Ещё не прочитали: ${unread.length}`} people={unread} />
          </section>
        );
      }}
    </Dialog>
  );
}

function Some({ title, people }: { title: string; people: readonly Reader[] }) {
  if (people.length === 0) return null;
  return (
    <>
      <h3 className={styles.heading}>{title}</h3>
      {people.map(({ profile, name }) => (
        <div key={profile} className={styles.person}>
          <UserAvatar id={profile} name={name} size={36} />
          <span className={styles.name}>{name}</span>
        </div>
      ))}
    </>
  );
}
