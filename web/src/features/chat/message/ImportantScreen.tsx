import { t } from '@lingui/core/macro';
import { Icon24UnfavoriteOutline } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import type { ImportantMessage } from '../../../api/shapes';
import { useLive } from '../../../store/store';
import { Notice } from '../../../ui/Notice';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { ScreenHeader } from '../../../ui/ScreenHeader';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { jumpTo } from '../jump';
import { mark } from './deeds';
import { Listed } from './MessageList';
import styles from './MessageList.module.css';
import { useImportant } from './useImportant';

/** What this person marked, in all chats, the last marked first. */
export function ImportantScreen() {
  const { messages, status, hasMore, more } = useImportant();
  return (
    <section className={styles.screen} aria-label={t`Важные сообщения`}>
      <ScreenHeader hasBack>
        <h1 className={styles.title1}>{t`Важные сообщения`}</h1>
      </ScreenHeader>
      {status === 'loading' && messages.length === 0 && <SkeletonRows />}
      {status === 'failed' && messages.length === 0 && (
        <Notice action={{ label: t`Ещё раз`, onClick: more }}>{t`Не удалось загрузить список.`}</Notice>
      )}
      {status === 'ready' && messages.length === 0 && (
        <Notice title={t`Важного пока нет`}>
          {t`Отметьте сообщение в его меню, и оно будет здесь. Видите это только вы.`}
        </Notice>
      )}
      {messages.length > 0 && (
        <ul className={styles.list}>
          {messages.map((one) => (
            <ImportantLine key={one.mark} one={one} />
          ))}
          {hasMore && (
            <li className={styles.more}>
              <Button size="l" mode="tertiary" loading={status === 'loading'} onClick={more}>
                {t`Показать ещё`}
              </Button>
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function ImportantLine({ one }: { one: ImportantMessage }) {
  const { conversation, title, message } = one;
  const isOver = useLive((state) => state.marks[conversation]?.[message.no] === false);
  if (isOver) return null;
  const open = () => {
    navigate(paths.conversation(conversation));
    void jumpTo(conversation, message.no);
  };
  return (
    <Listed
      message={message}
      title={title}
      onOpen={open}
      after={
        <button
          type="button"
          className={styles.act}
          aria-label={t`Не важное`}
          title={t`Не важное`}
          onClick={() => mark(conversation, [message.no], false)}
        >
          <Icon24UnfavoriteOutline />
        </button>
      }
    />
  );
}
