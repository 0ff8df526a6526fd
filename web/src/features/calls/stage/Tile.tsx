import { t } from '@lingui/core/macro';
import { Icon16Hand, Icon16Microphone, Icon16MicrophoneSlash, Icon16Pin, Icon16WifiOutline } from '@vkontakte/icons';
import { memo } from 'react';
import { UserAvatar } from '../../../ui/UserAvatar';
import { avatarOf } from '../avatar';
import type { Seat } from '../view';
import { badgeOnTile, qualityNote } from '../words';
import styles from './Tile.module.css';
import { Video } from './Video';

interface TileProps {
  seat: Seat;
  /** The place in the queue of hands, from 1. */
  place: number | undefined;
  isScreen?: boolean;
  isPinned?: boolean;
  isSmall?: boolean;
  /** Pinning, and what a host may; null where there is no room for it. */
  onMenu: ((seat: Seat, at: Element) => void) | null;
}

/** One participant, or the screen that they show. */
export const Tile = memo(({ seat, place, isScreen = false, isPinned = false, isSmall = false, onMenu }: TileProps) => {
  const picture = isScreen ? seat.screen : seat.camera;
  return (
    <article
      className={styles.tile}
      data-speaking={(seat.isSpeaking && !isScreen) || undefined}
      data-small={isSmall || undefined}
      aria-label={labelOf(seat, isScreen)}
    >
      {picture ? (
        <Video
          identity={seat.identity}
          source={isScreen ? 'screen' : 'camera'}
          picture={picture}
          isMirrored={seat.isMe && !isScreen}
          isWhole={isScreen}
        />
      ) : (
        <UserAvatar id={avatarOf(seat)} name={seat.name} size={isSmall ? 56 : 96} />
      )}
      {place !== undefined && !isScreen && (
        <span className={styles.hand}>
          <span className={styles.silent}>{t`Рука поднята, место в очереди:`} </span>
          <Icon16Hand aria-hidden />
          {place}
        </span>
      )}
      <Caption seat={seat} isScreen={isScreen} isPinned={isPinned} isSmall={isSmall} />
      {onMenu && (
        <button
          type="button"
          className={styles.press}
          aria-haspopup="menu"
          aria-label={t`Что сделать: ${seat.name}`}
          onClick={(event) => onMenu(seat, event.currentTarget)}
        />
      )}
    </article>
  );
});

const labelOf = (seat: Seat, isScreen: boolean) => (isScreen ? t`Экран: ${seat.name}` : seat.name);

type CaptionProps = Required<Pick<TileProps, 'seat' | 'isScreen' | 'isPinned' | 'isSmall'>>;

function Caption({ seat, isScreen, isPinned, isSmall }: CaptionProps) {
  const weak = seat.isMe ? null : qualityNote(seat.quality);
  const badge = badgeOnTile(seat);
  return (
    <div className={styles.foot}>
      {weak && !isScreen && (
        <span className={styles.weak}>
          <Icon16WifiOutline aria-hidden />
          {weak}
        </span>
      )}
      <span className={styles.name} data-guest={seat.part === 'guest' || undefined}>
        {!isScreen && <Microphone seat={seat} />}
        {isPinned && <Icon16Pin aria-label={t`закреплено`} />}
        <span className={styles.words}>
          {isScreen ? t`Экран: ${seat.name}` : nameOf(seat, isSmall)}
          {!isScreen && !isSmall && badge && <span className={styles.badge}>{badge}</span>}
        </span>
      </span>
    </div>
  );
}

function nameOf(seat: Seat, isSmall: boolean): string {
  if (!seat.isMe) return isSmall ? (seat.name.split(' ')[0] ?? '') : seat.name;
  return isSmall ? t`Вы` : t`${seat.name} (вы)`;
}

function Microphone({ seat }: { seat: Seat }) {
  if (!seat.hasSound) return <Icon16MicrophoneSlash className={styles.off} aria-label={t`микрофон выключен`} />;
  return <Icon16Microphone className={seat.isSpeaking ? styles.on : undefined} aria-label={t`микрофон включён`} />;
}
