import { t } from '@lingui/core/macro';
import { Icon28InfoCircleOutline } from '@vkontakte/icons';
import { PanelHeaderButton, PanelHeaderContent } from '@vkontakte/vkui';
import { memo, type ReactNode, Suspense, useEffect } from 'react';
import type { Typist } from '../../store/state';
import { ChatAvatar } from '../../ui/ChatAvatar';
import { lazily } from '../../ui/lazily';
import { Notice } from '../../ui/Notice';
import { goUp, navigate } from '../../ui/route/history';
import { Link } from '../../ui/route/Link';
import { paths } from '../../ui/route/paths';
import { ScreenHeader } from '../../ui/ScreenHeader';
import { CallButton } from '../callsOutside/start/CallButton';
import { lookOf } from './appearance/appearance';
import styles from './Conversation.module.css';
import { Composer } from './composer/Composer';
import { Feed } from './Feed';
import { closeDialog, useDialog } from './message/dialogs';
import { PinnedBar } from './message/PinnedBar';
import { endSelecting, useIsSelecting } from './message/selection';
import { usePins } from './message/usePins';
import { TypingLine } from './TypingLine';
import type { Chat } from './useChat';
import { useConversation, useDeparture } from './useConversation';
import { spokenMembers } from './words';

const MessageDialogs = lazily(() => import('./message/MessageDialogs').then((all) => all.MessageDialogs), {
  shape: 'over',
  giveUp: closeDialog,
});
const Banner = lazily(() => import('../callsOutside/Banner').then((all) => all.Banner), { shape: 'nothing' });
const SelectionBar = lazily(() => import('./message/SelectionBar').then((all) => all.SelectionBar), {
  shape: 'line',
  giveUp: endSelecting,
});

interface ConversationProps {
  conversation: number;
  isPhone: boolean;
  /** Beside a call the panel has a head of its own. */
  hasHeader?: boolean;
}

/** One conversation: header, messages, composer. */
export const Conversation = memo(function Conversation({ conversation, isPhone, hasHeader = true }: ConversationProps) {
  const view = useConversation(conversation);
  const { pins } = usePins(conversation, view?.isSettled ?? false);
  const dialog = useDialog();
  useEffect(() => endSelecting, []);
  if (!view) return <Absent conversation={conversation} isPhone={isPhone} />;
  const { row, feed, days, people, me, typists, isPeerOnline, isWhole, ownKey } = view;
  return (
    <section
      className={styles.conversation}
      aria-label={row.title}
      data-conversation={row.id}
      {...lookOf(row.appearance)}
    >
      {hasHeader && <Header row={row} typists={typists} isPeerOnline={isPeerOnline} isPhone={isPhone} />}
      {hasHeader && row.call && (
        <Suspense>
          <Banner call={row.call} />
        </Suspense>
      )}
      {pins.length > 0 && <PinnedBar key={pins.length} conversation={row.id} pins={pins} />}
      <Feed key={row.id} row={row} feed={feed} days={days} people={people} me={me} isWhole={isWhole} ownKey={ownKey} />
      <Foot row={row} isPhone={isPhone} />
      {dialog && (
        <Suspense>
          <MessageDialogs dialog={dialog} people={people} />
        </Suspense>
      )}
    </section>
  );
});

/** The field; or what is done with the selected messages; or why nobody writes here. */
const Foot = memo(function Foot({ row, isPhone }: { row: Chat; isPhone: boolean }) {
  const isSelecting = useIsSelecting(row.id);
  const field = row.may_post ? (
    <Composer key={row.id} conversation={row.id} isPhone={isPhone} />
  ) : (
    <footer className={styles.closed}>{row.closed_because ?? t`Писать сюда сейчас нельзя.`}</footer>
  );
  if (!isSelecting) return field;
  return (
    <Suspense fallback={field}>
      <SelectionBar conversation={row.id} />
    </Suspense>
  );
});

interface About {
  row: Chat;
  typists: readonly Typist[];
  isPeerOnline: boolean;
}

const Header = memo(function Header({ row, typists, isPeerOnline, isPhone }: About & { isPhone: boolean }) {
  const Title = isPhone ? 'h1' : 'h2';
  return (
    <ScreenHeader
      hasBack={isPhone}
      after={
        <>
          <CallButton row={row} isPhone={isPhone} />
          <PanelHeaderButton aria-label={t`Участники`} onClick={() => navigate(paths.card(row.id))}>
            <Icon28InfoCircleOutline />
          </PanelHeaderButton>
        </>
      }
    >
      <div className={styles.head}>
        <PanelHeaderContent
          before={<ChatAvatar chat={row} size={40} isOnline={isPeerOnline} />}
          subtitle={<Subtitle row={row} typists={typists} isPeerOnline={isPeerOnline} />}
        >
          <Title className={styles.title}>{row.title}</Title>
        </PanelHeaderContent>
        <Link to={paths.card(row.id)} className={styles.toCard} aria-label={t`Информация о чате`} />
      </div>
    </ScreenHeader>
  );
});

function Subtitle({ row, typists, isPeerOnline }: About): ReactNode {
  if (typists.length > 0) {
    return (
      <span className={styles.typing}>
        <TypingLine typists={typists} isDirect={row.kind === 'direct'} />
      </span>
    );
  }
  if (row.kind !== 'direct') return spokenMembers(row.member_count);
  return isPeerOnline ? t`в сети` : t`личный чат`;
}

/** An address that is not ours, or no longer: the sentence why, and a way out. */
function Absent({ conversation, isPhone }: { conversation: number; isPhone: boolean }) {
  const departure = useDeparture(conversation);
  return (
    <section className={`${styles.conversation} pm-paper`} aria-label={departure?.title ?? t`Чат`}>
      {isPhone && (
        <ScreenHeader hasBack>
          <h1 className={styles.title}>{departure?.title ?? t`Чат`}</h1>
        </ScreenHeader>
      )}
      <Notice
        title={departure ? t`Чата «${departure.title}» больше нет в вашем списке` : t`Такого чата у вас нет`}
        action={{ label: t`К списку чатов`, onClick: goUp }}
      >
        {departure?.why ?? t`Возможно, ссылка устарела или чат предназначен другим людям.`}
      </Notice>
    </section>
  );
}
