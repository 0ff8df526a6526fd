import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { type CallPreview, postCallPreview } from '../../../api/callsOutside';
import { sentenceOf } from '../../../api/sentence';
import { Notice } from '../../../ui/Notice';
import { SkeletonRows } from '../../../ui/SkeletonRows';
import { useAnswer } from '../../../ui/useAnswer';
import { openCall } from '../../calls/openCall';
import { freshPlace } from '../../calls/place';
import { CallDoor } from './CallDoor';
import styles from './CallLink.module.css';
import { GuestCall } from './GuestCall';

interface CallLinkProps {
  /** To the sign-in and back to this link; null for whoever is signed in. */
  onSignIn: (() => void) | null;
  onHome(): void;
}

/** Where a link to a call leads. What it carries stands behind the #, which no server and no log ever sees. */
export function CallLink({ onSignIn, onHome }: CallLinkProps) {
  const token = useSyncExternalStore(listenToAddress, () => location.hash.slice(1));
  // Inside the app this stands in its main part.
  const Place = onSignIn ? 'main' : 'section';
  const [inside, setInside] = useState<number | null>(null);
  if (inside !== null) return <GuestCall call={inside} onGone={() => setInside(null)} />;
  return (
    <Place className={`${styles.page} pm-paper`} aria-label={t`Приглашение в звонок`}>
      {token ? (
        <Invitation key={token} token={token} onSignIn={onSignIn} onHome={onHome} onInside={setInside} />
      ) : (
        <Notice title={t`Ссылка неполная`} action={{ label: t`На главную`, onClick: onHome }}>
          {t`Скопируйте её целиком, вместе с тем, что стоит после знака #.`}
        </Notice>
      )}
    </Place>
  );
}

interface InvitationProps extends CallLinkProps {
  token: string;
  onInside(call: number): void;
}

function Invitation({ token, onSignIn, onHome, onInside }: InvitationProps) {
  const answer = useAnswer<CallPreview>(useCallback(() => postCallPreview(token), [token]));
  const back = answer.status === 'ready' && isBack(answer.value) ? answer.value.call : null;
  useEffect(() => {
    if (back !== null) onInside(back);
  }, [back, onInside]);
  if (answer.status === 'loading') return <SkeletonRows />;
  if (answer.status === 'failed') {
    return (
      <Notice title={t`По этой ссылке не войти`} action={{ label: t`На главную`, onClick: onHome }}>
        {sentenceOf(answer.error)}
      </Notice>
    );
  }
  return (
    <CallDoor
      preview={answer.value}
      token={token}
      onSignIn={onSignIn}
      onEnter={() => openCall(answer.value.call)}
      onGuest={onInside}
    />
  );
}

/** A guest who reloaded the page in the middle of the call. */
const isBack = ({ guest, call }: CallPreview) => Boolean(guest) && freshPlace()?.call === call;

function listenToAddress(listener: () => void) {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}
