import { t } from '@lingui/core/macro';
import { Button } from '@vkontakte/vkui';
import { useState } from 'react';
import styles from './Account.module.css';
import { refusalSentence } from './refusals';
import { signOut } from './signOut';

export function SignOut({ onSignedOut }: { onSignedOut: () => void }) {
  const [failure, setFailure] = useState('');
  const leave = async () => {
    try {
      await signOut();
      onSignedOut();
    } catch (error) {
      setFailure(refusalSentence(error));
    }
  };
  return (
    <div className={styles.signOut}>
      <Button size="l" stretched mode="outline" appearance="negative" onClick={() => void leave()}>
        {t`Выйти`}
      </Button>
      <p className={failure ? styles.failure : styles.quiet} role={failure ? 'alert' : undefined}>
        {failure || t`После выхода на этом устройстве ничего не останется, в том числе неотправленные сообщения.`}
      </p>
    </div>
  );
}
