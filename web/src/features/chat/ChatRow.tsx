import { t } from '@lingui/core/macro';
import { Icon16Muted, Icon16Phone, Icon16Pin, Icon20MoreHorizontal, Icon24Reorder } from '@vkontakte/icons';
import { Counter, Tappable } from '@vkontakte/vkui';
import { memo, type ReactNode, Suspense } from 'react';
import type { Row } from '../../api/shapes';
import type { Delivery } from '../../store/select/feed';
import { isMentioned, isUnread, unreadCount } from '../../store/select/rows';
import type { Typist, Unsent } from '../../store/state';
import { ChatAvatar } from '../../ui/ChatAvatar';
import { fetched } from '../../ui/fetched';
import { heldClass, useContextMenu } from '../../ui/gesture/useContextMenu';
import { lazily } from '../../ui/lazily';
import type { Place } from '../../ui/overlay/overlays';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import { Ticks } from '../../ui/Ticks';
import { listTime } from '../../ui/when';
import { spokenGoing } from '../callsOutside/going';
import styles from './ChatRow.module.css';
import { type Side, toggleChosen } from './list/listStore';
import { previewOf } from './list/preview';
import { beginConversation } from './openConversation';
import { TypingLine } from './TypingLine';
import { spokenUnread } from './words';

const Tray = lazily(() => import('./list/Tray').then((all) => all.Tray), { shape: 'nothing' });

export interface ChatRowProps {
  row: Row;
  unsent: Unsent | null;
  typists: readonly Typist[];
  me: number;
  isSelected: boolean;
  isOnline: boolean;
  isMuted: boolean;
  isPhone: boolean;
  /** The one row that Tab stops at; the arrows go on from there. */
  isStop: boolean;
  /** null: nobody is choosing. */
  isChosen: boolean | null;
  isArranging: boolean;
  open: Side | null;
  /** The calendar day, because «вчера» changes by itself. */
  today: number;
}

const openMenu = async (id: number, at: Place) => (await fetched(() => import('./list/rowMenu')))?.openRowMenu(id, at);

/** One chat in the list: face, title, time, the last words and what is unread. */
export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { row, isPhone, isStop, isChosen, isArranging, open } = props;
  const isMovable = isArranging && row.pin > 0;
  return (
    <li className={styles.item} data-row={row.id} data-pinned={row.pin > 0 || undefined}>
      {open && (
        <Suspense>
          <Tray row={row} side={open} />
        </Suspense>
      )}
      <Face {...props} />
      {!isPhone && isChosen === null && !isMovable && (
        <button
          type="button"
          className={styles.more}
          tabIndex={isStop ? 0 : -1}
          aria-haspopup="menu"
          aria-label={t`Действия: ${row.title}`}
          onClick={(event) => void openMenu(row.id, event.currentTarget)}
        >
          <Icon20MoreHorizontal aria-hidden />
        </button>
      )}
      {isMovable && (
        <span className={styles.handle} data-handle aria-hidden>
          <Icon24Reorder />
        </span>
      )}
    </li>
  );
});

/** The row itself: a link to the chat, or, while choosing, a box to tick. */
function Face(props: ChatRowProps) {
  const { row, isSelected, isPhone, isStop, isChosen } = props;
  const menu = useContextMenu((at) => void openMenu(row.id, at));
  const className = [
    styles.row,
    heldClass,
    (isChosen ?? isSelected) && styles.selected,
    isPhone && styles.phone,
  ].filter(Boolean);
  const shared = { className: className.join(' '), tabIndex: isStop ? 0 : -1, 'data-stop': row.id };
  if (isChosen !== null) {
    return (
      <Tappable
        {...shared}
        hasHover={false}
        hasActive={false}
        role="checkbox"
        aria-checked={isChosen}
        onClick={() => toggleChosen(row.id)}
      >
        <Content {...props} />
      </Tappable>
    );
  }
  return (
    <Link
      {...shared}
      to={paths.conversation(row.id)}
      draggable={false}
      aria-current={isSelected ? 'page' : undefined}
      aria-keyshortcuts={row.pin > 0 ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
      // The request is on its way before the screen is drawn.
      onFollow={() => beginConversation(row.id)}
      {...menu}
    >
      <Content {...props} />
    </Link>
  );
}

function Content(props: ChatRowProps) {
  const { row, unsent, me, isPhone, isMuted, isChosen } = props;
  const at = unsent?.at ?? row.last?.at;
  const delivery = unsent ? (unsent.failure ? 'failed' : 'sending') : deliveryOf(row, me);
  return (
    <>
      <span className={styles.face}>
        <ChatAvatar chat={row} size={isPhone ? 52 : 48} isOnline={props.isOnline} />
        {isChosen !== null && <span className={isChosen ? `${styles.tick} ${styles.ticked}` : styles.tick} />}
      </span>
      <span className={styles.body}>
        <span className={styles.line}>
          <span className={styles.title}>{row.title}</span>
          {isMuted && (
            <Sign label={t`Без звука`}>
              <Icon16Muted className={styles.titleIcon} />
            </Sign>
          )}
          <span className={styles.stamp}>
            {delivery && (
              <span className={delivery === 'failed' ? styles.failed : styles.ticks}>
                <Ticks delivery={delivery} />
              </span>
            )}
            {at !== undefined && <span>{listTime(at)}</span>}
          </span>
        </span>
        <span className={styles.line}>
          <SecondLine {...props} />
          <After row={row} isMuted={isMuted} />
        </span>
      </span>
    </>
  );
}

function SecondLine({ row, unsent, typists, me, isSelected }: ChatRowProps) {
  if (typists.length > 0) {
    return (
      <span className={`${styles.preview} ${styles.accent}`}>
        <TypingLine typists={typists} isDirect={row.kind === 'direct'} />
      </span>
    );
  }
  if (row.call) {
    return (
      <span className={`${styles.preview} ${styles.going}`}>
        <Icon16Phone className={styles.goingIcon} aria-hidden />
        {spokenGoing(row.call.count)}
      </span>
    );
  }
  const { before, isDraft, text } = previewOf({ row, unsent, me, isSelected });
  return (
    <span className={styles.preview}>
      {before && <span className={isDraft ? styles.negative : styles.author}>{before}: </span>}
      {text}
    </span>
  );
}

/** What waits at the end of the row: an @, a number, a dot; or the pin, when nothing does. */
function After({ row, isMuted }: { row: Row; isMuted: boolean }) {
  const unread = unreadCount(row);
  const appearance = isMuted ? 'neutral' : 'accent';
  if (!isUnread(row)) {
    if (row.pin === 0) return null;
    return (
      <span className={styles.after}>
        <Sign label={t`Закреплён`}>
          <Icon16Pin className={styles.pin} />
        </Sign>
      </span>
    );
  }
  return (
    <span className={styles.after}>
      {isMentioned(row) && (
        <Sign label={t`Вас упомянули`}>
          <Counter size="s" mode="primary" appearance="accent" className={styles.mention ?? ''}>
            @
          </Counter>
        </Sign>
      )}
      {unread > 0 ? (
        <Sign label={spokenUnread(unread)}>
          <Counter size="s" mode="primary" appearance={appearance}>
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </Counter>
        </Sign>
      ) : (
        <Sign label={t`Отмечено непрочитанным`}>
          <span className={isMuted ? `${styles.dot} ${styles.calm}` : styles.dot} />
        </Sign>
      )}
    </span>
  );
}

/** More than this is no longer counted by anybody. */
const MOST_SHOWN = 999;

/** A drawing that has a name. */
function Sign({ label, children }: { label: string; children: ReactNode }) {
  return (
    <span className={styles.sign} role="img" aria-label={label}>
      {children}
    </span>
  );
}

function deliveryOf(row: Row, me: number): Delivery | null {
  if (row.last?.by !== me || row.last.service || row.last.deleted) return null;
  return row.others_read_no >= row.last.no ? 'read' : 'sent';
}
