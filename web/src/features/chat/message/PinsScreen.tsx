import { t } from '@lingui/core/macro';
import { Icon24PinSlashOutline } from '@vkontakte/icons';
import { useEffect } from 'react';
import { useLive } from '../../../store/store';
import { Notice } from '../../../ui/Notice';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { ScreenHeader } from '../../../ui/ScreenHeader';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { jumpTo } from '../jump';
import { openConversation } from '../openConversation';
import { pin } from './deeds';
import { Listed } from './MessageList';
import styles from './MessageList.module.css';
import { usePins } from './usePins';

/** Everything pinned in a conversation, the last pinned first. */
export function PinsScreen({ conversation }: { conversation: number }) {
  const row = useLive((state) => state.rows[conversation]);
  const { pins, isKnown } = usePins(conversation);
  const isOpen = useLive((state) => state.feeds[conversation] !== undefined);
  useEffect(() => {
    if (row && !isOpen) void openConversation(conversation);
  }, [row, isOpen, conversation]);
  const mayPin = row?.may.includes('pin') ?? false;
  const open = (no: number) => {
    navigate(paths.conversation(conversation));
    void jumpTo(conversation, no);
  };
  return (
    <section className={styles.screen} aria-label={t`Закреплённые сообщения`}>
      <ScreenHeader hasBack>
        <h1 className={styles.title1}>{t`Закреплённые сообщения`}</h1>
      </ScreenHeader>
      {!isKnown && row && <SkeletonRows />}
      {(!row || (isKnown && pins.length === 0)) && <Notice>{t`Здесь ничего не закреплено.`}</Notice>}
      {pins.length > 0 && (
        <ul className={styles.list}>
          {pins.map((message) => (
            <Listed
              key={message.no}
              message={message}
              onOpen={() => open(message.no)}
              after={
                mayPin && (
                  <button
                    type="button"
                    className={styles.act}
                    aria-label={t`Открепить`}
                    title={t`Открепить`}
                    onClick={() => pin(conversation, message.no, false)}
                  >
                    <Icon24PinSlashOutline />
                  </button>
                )
              }
            />
          ))}
        </ul>
      )}
    </section>
  );
}
