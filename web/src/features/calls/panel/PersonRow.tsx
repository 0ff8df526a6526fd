import { t } from '@lingui/core/macro';
import {
  Icon16Microphone,
  Icon24MicrophoneSlashOutline,
  Icon24MoreHorizontal,
  Icon24VideocamOutline,
  Icon24VideocamSlash,
} from '@vkontakte/icons';
import { IconButton } from '@vkontakte/vkui';
import type { ReactNode } from 'react';
import { UserAvatar } from '../../../ui/UserAvatar';
import { avatarOf } from '../avatar';
import type { Seat } from '../view';
import { badgeOf, placeInQueue, qualityNote } from '../words';
import styles from './PersonRow.module.css';

interface PersonRowProps {
  seat: Seat;
  place: number | undefined;
  onMenu(seat: Seat, at: Element): void;
  children?: ReactNode;
}

export function PersonRow({ seat, place, onMenu, children }: PersonRowProps) {
  return (
    <li className={styles.row}>
      <UserAvatar id={avatarOf(seat)} name={seat.name} size={40} />
      <span className={styles.words}>
        <span className={styles.name}>{seat.name}</span>
        <span className={styles.note} data-guest={seat.part === 'guest' || undefined}>
          {noteOf(seat, place)}
        </span>
      </span>
      {children ?? <Signs seat={seat} />}
      <IconButton
        label={t`Что сделать: ${seat.name}`}
        aria-haspopup="menu"
        onClick={(event) => onMenu(seat, event.currentTarget)}
      >
        <Icon24MoreHorizontal />
      </IconButton>
    </li>
  );
}

function noteOf(seat: Seat, place: number | undefined): string {
  if (place !== undefined) return placeInQueue(place);
  const notes = [
    badgeOf(seat),
    seat.isMe && t`вы`,
    seat.isSpeaking && t`говорит`,
    seat.screen && t`показывает экран`,
    qualityNote(seat.quality),
  ];
  return notes.filter(Boolean).join(', ');
}

function Signs({ seat }: { seat: Seat }) {
  return (
    <span className={styles.signs}>
      {seat.hasSound ? (
        <Icon16Microphone
          width={24}
          height={24}
          className={seat.isSpeaking ? styles.speaks : undefined}
          aria-label={t`микрофон включён`}
        />
      ) : (
        <Icon24MicrophoneSlashOutline className={styles.off} aria-label={t`микрофон выключен`} />
      )}
      {seat.camera ? (
        <Icon24VideocamOutline aria-label={t`камера включена`} />
      ) : (
        <Icon24VideocamSlash aria-label={t`камера выключена`} />
      )}
    </span>
  );
}
