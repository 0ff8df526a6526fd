import { Input } from '@vkontakte/vkui';
import { useLayoutEffect, useRef } from 'react';
import { caretIn, formatPhone } from './phone';

interface PhoneFieldProps {
  id: string;
  value: string;
  onChange(value: string): void;
  isInvalid: boolean;
  describedBy?: string | undefined;
}

/** Puts the spaces itself and leaves the caret where the person had it. */
export function PhoneField({ id, value, onChange, isInvalid, describedBy }: PhoneFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const caret = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  });
  const type = (typed: string, at: number) => {
    const formatted = formatPhone(typed);
    caret.current = caretIn(formatted, typed.slice(at).replace(/\D/g, '').length);
    onChange(formatted);
  };
  return (
    <Input
      id={id}
      getRef={input}
      type="tel"
      name="phone"
      autoComplete="username"
      placeholder="+7 900 000-00-00"
      value={value}
      status={isInvalid ? 'error' : 'default'}
      aria-invalid={isInvalid}
      aria-describedby={describedBy}
      onChange={({ target }) => type(target.value, target.selectionStart ?? target.value.length)}
    />
  );
}
