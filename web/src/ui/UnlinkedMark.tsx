import { t } from '@lingui/core/macro';
import styles from './UnlinkedMark.module.css';

/** Beside the name of somebody of the register who has not linked a profile yet. */
export function UnlinkedMark() {
  return (
    <span className={styles.mark} title={t`Ещё не привязал учебный профиль: сообщения увидит, когда привяжет`}>
      {t`не привязан`}
    </span>
  );
}
