import { t } from '@lingui/core/macro';
import { Icon16Favorite, Icon16PinOutline, Icon20MoreHorizontal } from '@vkontakte/icons';
import { Button } from '@vkontakte/vkui';
import { type CSSProperties, memo } from 'react';
import type { Line } from '../../store/select/feed';
import { hueOf } from '../../ui/hue';
import { RoleBadge } from '../../ui/RoleBadge';
import { navigate } from '../../ui/route/history';
import { paths } from '../../ui/route/paths';
import { Ticks } from '../../ui/Ticks';
import { UnlinkedMark } from '../../ui/UnlinkedMark';
import { UserAvatar } from '../../ui/UserAvatar';
import { clockTime } from '../../ui/when';
import styles from './Bubble.module.css';
import { dropMessage } from './dropMessage';
import { Reactions } from './message/Reactions';
import { SelectBox } from './message/SelectBox';
import type { People, Person } from './people';
import { retryMessage } from './retryMessage';
import { isSameLine } from './sameLine';
import { MessageText } from './text/MessageText';

interface BubbleProps {
  line: Line;
  /** In a chat of two nobody needs names and faces. */
  isDirect: boolean;
  people: People;
  me: number | undefined;
  isSelecting: boolean;
}

/** One message. What is done to it is heard by the feed, so that hundreds of them stay light. */
export const Bubble = memo(function Bubble({ line, isDirect, people, me, isSelecting }: BubbleProps) {
  const { isOwn, isGrouped, isLast, by, name } = line;
  const hasFace = !isOwn && !isDirect;
  const label = `${isOwn ? t`Вы` : name}, ${clockTime(line.at)}`;
  const row = [styles.row, isOwn ? styles.out : styles.in, isGrouped && styles.grouped].filter(Boolean).join(' ');
  return (
    <div className={row} data-key={line.key} data-no={line.no ?? undefined}>
      {isSelecting && line.no !== null && <SelectBox no={line.no} label={label} />}
      {hasFace && <span className={styles.gutter}>{isLast && <Face id={by} name={name} />}</span>}
      <div className={styles.column}>
        <article className={styles.bubble} style={metaWidth(line)} tabIndex={-1} aria-label={label}>
          {hasFace && !isGrouped && <Author id={by} name={name} person={people.get(by)} />}
          <Content line={line} people={people} me={me} />
        </article>
        {line.delivery === 'failed' && <Refused line={line} />}
      </div>
      {line.message && !line.message.deleted && (
        <button type="button" className={styles.more} data-menu tabIndex={-1} aria-label={t`Действия с сообщением`}>
          <Icon20MoreHorizontal />
        </button>
      )}
    </div>
  );
}, isSameBubble);

function isSameBubble(before: BubbleProps, after: BubbleProps): boolean {
  return (
    isSameLine(before.line, after.line) &&
    before.isDirect === after.isDirect &&
    before.people === after.people &&
    before.me === after.me &&
    before.isSelecting === after.isSelecting
  );
}

/** The face leads to the person's card, as the name does; whoever cannot see it has the name. */
function Face({ id, name }: { id: number; name: string }) {
  return (
    <button type="button" className={styles.face} tabIndex={-1} aria-hidden onClick={() => navigate(paths.person(id))}>
      <UserAvatar id={id} name={name} size={36} />
    </button>
  );
}

function Author({ id, name, person }: { id: number; name: string; person: Person | undefined }) {
  return (
    <div className={styles.author}>
      <button
        type="button"
        className={styles.name}
        style={{ color: `var(--pm-name-${hueOf(id)})` }}
        tabIndex={-1}
        onClick={() => navigate(paths.person(id))}
      >
        {name}
      </button>
      {person?.badge && <RoleBadge label={person.badge} isStaff={person.isStaff} />}
      {person && !person.isLinked && <UnlinkedMark />}
    </div>
  );
}

function Content({ line, people, me }: Pick<BubbleProps, 'line' | 'people' | 'me'>) {
  const { message, letter, isOwn } = line;
  if (message?.deleted) {
    return (
      <>
        <p className={styles.gone}>{t`Сообщение удалено`}</p>
        <Meta line={line} />
      </>
    );
  }
  const reactions = message?.reactions ?? [];
  return (
    <>
      <From line={line} />
      <Quoted line={line} />
      <MessageText text={line.text} mentions={message?.mentions ?? letter?.mentions} me={me} isOwn={isOwn} />
      {reactions.length > 0 ? (
        <div className={styles.foot}>
          <Reactions reactions={reactions} people={people} me={me} />
          <Meta line={line} />
        </div>
      ) : (
        <Meta line={line} />
      )}
    </>
  );
}

/** «Переслано от …» */
function From({ line }: { line: Line }) {
  const forwarded = line.message?.forwarded ?? line.letter?.forward?.forwarded;
  if (!forwarded) return null;
  const { name } = forwarded;
  return <div className={styles.from}>{t`Переслано от: ${name}`}</div>;
}

/** What it answers: one press leads to the original. */
function Quoted({ line }: { line: Line }) {
  const quote = line.message?.reply ?? line.letter?.reply;
  if (!quote) return null;
  const hue = { '--quote': line.isOwn ? 'var(--pm-bubble-out-accent)' : `var(--pm-name-${hueOf(quote.by)})` };
  const text = quote.deleted ? t`Сообщение удалено` : quote.text || t`Сообщение`;
  return (
    <button
      type="button"
      className={styles.quote}
      style={hue as CSSProperties}
      data-goal={quote.no}
      data-from={line.no ?? undefined}
      tabIndex={-1}
    >
      <span className={styles.quoteName}>{quote.name}</span>
      <span className={styles.quoteText}>{text}</span>
    </button>
  );
}

function Meta({ line }: { line: Line }) {
  const { message, delivery } = line;
  return (
    <span className={styles.meta}>
      {line.isImportant && (
        <span role="img" aria-label={t`Важное`} className={styles.sign}>
          <Icon16Favorite width={14} height={14} />
        </span>
      )}
      {message?.pinned ? (
        <span role="img" aria-label={t`Закреплено`} className={styles.sign}>
          <Icon16PinOutline width={14} height={14} />
        </span>
      ) : null}
      {message?.edited ? <span>{t`изм.`}</span> : null}
      {clockTime(line.at)}
      {delivery && <Ticks delivery={delivery} />}
    </span>
  );
}

const TIME = 48;
const TIME_AND_TICKS = 64;
const MARK = 16;
const EDITED = 30;

/** How much room the last line of the text leaves for what stands beside the time. */
function metaWidth({ isOwn, isImportant, message }: Line): CSSProperties | undefined {
  if (message?.reactions?.length) return { '--meta-width': '0px' } as CSSProperties;
  const marks = (isImportant ? MARK : 0) + (message?.pinned ? MARK : 0) + (message?.edited ? EDITED : 0);
  if (marks === 0) return undefined;
  return { '--meta-width': `${(isOwn ? TIME_AND_TICKS : TIME) + marks}px` } as CSSProperties;
}

function Refused({ line }: { line: Line }) {
  return (
    <div className={styles.refused} role="alert">
      <span>{line.failure || t`Не отправлено.`}</span>
      <span className={styles.actions}>
        <Button size="s" mode="tertiary" onClick={() => void retryMessage(line.key)}>
          {t`Повторить`}
        </Button>
        <Button size="s" mode="tertiary" appearance="neutral" onClick={() => dropMessage(line.key)}>
          {t`Удалить`}
        </Button>
      </span>
    </div>
  );
}
