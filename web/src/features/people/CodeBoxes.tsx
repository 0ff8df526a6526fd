import { t } from '@lingui/core/macro';
import styles from './SignIn.module.css';

export const CODE_DIGITS = 6;

interface CodeBoxesProps {
  value: string;
  onChange(value: string): void;
  isInvalid: boolean;
}

/** Six boxes drawn over one real field, so that the phone can fill it from the SMS. */
export function CodeBoxes({ value, onChange, isInvalid }: CodeBoxesProps) {
  return (
    <div className={styles.code}>
      <input
        className={styles.codeInput}
        value={value}
        onChange={({ target }) => onChange(target.value.replace(/\D/g, '').slice(0, CODE_DIGITS))}
        inputMode="numeric"
        autoComplete="one-time-code"
        aria-label={t`Код из СМС, 6 цифр`}
        aria-invalid={isInvalid}
        // biome-ignore lint/a11y/noAutofocus: the step has this one field, and the person has just asked for the code.
        autoFocus
      />
      {Array.from({ length: CODE_DIGITS }, (_, index) => index).map((index) => (
        <span key={index} className={boxClass(index, value.length, isInvalid)} aria-hidden>
          {value[index] ?? (index === value.length && <i className={styles.caret} />)}
        </span>
      ))}
    </div>
  );
}

function boxClass(index: number, filled: number, isInvalid: boolean): string {
  return [styles.box, index === filled && styles.boxActive, isInvalid && styles.boxWrong].filter(Boolean).join(' ');
}
