import { t } from '@lingui/core/macro';
import { Icon24ChevronDown } from '@vkontakte/icons';
import { FormItem, Input } from '@vkontakte/vkui';
import { useState } from 'react';
import styles from './Check.module.css';
import { readCode } from './code';
import { Parts } from './Parts';

/** For whoever helps: what a code says that somebody read out. */
export function ReadCode() {
  const [text, setText] = useState('');
  const read = readCode(text);
  const isWrong = text.replace(/[\s-]/g, '').length >= 10 && read === null;
  return (
    <details className={styles.card}>
      <summary className={styles.summary}>
        <span>{t`Прочитать чужой код`}</span>
        <Icon24ChevronDown className={styles.arrow} aria-hidden />
      </summary>
      <FormItem
        top={t`Код проверки`}
        htmlFor="check-code"
        className={styles.field}
        status={isWrong ? 'error' : 'default'}
        bottom={isWrong ? t`Такого кода не бывает: проверьте, нет ли опечатки.` : undefined}
        bottomId="check-code-wrong"
      >
        <Input
          id="check-code"
          value={text}
          maxLength={16}
          autoComplete="off"
          spellCheck={false}
          aria-describedby={isWrong ? 'check-code-wrong' : undefined}
          onChange={(event) => setText(event.target.value)}
        />
      </FormItem>
      {read && <Parts findings={{ ...read, troubles: {} }} />}
    </details>
  );
}
