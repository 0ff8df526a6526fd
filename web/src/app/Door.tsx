import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import { CheckLink } from '../features/check/CheckLink';
import { DemoBar } from '../features/demo';
import { CastDoor } from '../features/demo/CastDoor';
import { useCast } from '../features/demo/useCast';
import { SignInScreen } from '../features/people/SignInScreen';
import { useLive } from '../store/store';
import styles from './Shell.module.css';
import { startVisit } from './start';

/** Signing in, and in the demonstration the second, easier door. */
export function Door() {
  const cast = useCast();
  const wasEnded = useLive((state) => state.wasEnded);
  const enter = () => void startVisit();
  useEffect(() => {
    document.title = `${t`Вход`} — ${t`Перемена`}`;
  }, []);
  return (
    <div className={styles.page}>
      {cast.length > 0 && <DemoBar />}
      <SignInScreen
        onSignedIn={enter}
        farewell={wasEnded ? t`Сеанс на этом устройстве завершён. Войдите ещё раз.` : ''}
      >
        {cast.length > 0 && <CastDoor cast={cast} onEntered={enter} />}
        <CheckLink />
      </SignInScreen>
    </div>
  );
}
