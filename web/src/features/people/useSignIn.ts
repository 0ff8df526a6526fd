import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useState } from 'react';
import { askStage, postCode, postLogin, postResend, type Stage } from '../../api/identity';
import { CODE_DIGITS } from './CodeBoxes';
import { normalisePhone } from './phone';
import { isCodeGone, refusalSentence } from './refusals';

export interface SignInView {
  step: 'password' | 'code';
  phone: string;
  password: string;
  code: string;
  failure: string;
  isBusy: boolean;
  /** When the last code was asked for. */
  codeAt: number;
  setPhone(phone: string): void;
  setPassword(password: string): void;
  setCode(code: string): void;
  submitPassword(): void;
  submitCode(code?: string): void;
  resend(): void;
  back(): void;
}

/** The steps of signing in; `onSignedIn` when the door is open. */
export function useSignIn(onSignedIn: () => void): SignInView {
  const [step, setStep] = useState<'password' | 'code'>('password');
  const [phone, setPhone] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [failure, setFailure] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [codeAt, setCodeAt] = useState(() => Date.now());

  const follow = useCallback(
    (stage: Stage) => {
      if (stage === 'signed_in') return onSignedIn();
      setStep(stage);
      if (stage === 'code') setCodeAt(Date.now());
    },
    [onSignedIn],
  );

  // A reload in the middle of signing in comes back to the code; the question also brings the CSRF cookie.
  useEffect(() => {
    void askStage().then(
      (stage) => stage === 'code' && setStep('code'),
      () => undefined,
    );
  }, []);

  const attempt = async (work: () => Promise<void>) => {
    if (isBusy) return;
    setBusy(true);
    setFailure('');
    try {
      await work();
    } catch (error) {
      setCode('');
      setFailure(
        isCodeGone(error)
          ? t`Код больше не действует. Введите пароль ещё раз, и мы пришлём другой.`
          : refusalSentence(error),
      );
      if (isCodeGone(error)) setStep('password');
    } finally {
      setBusy(false);
    }
  };

  const submitPassword = () => {
    const number = normalisePhone(phone);
    if (!number) return setFailure(t`Введите номер целиком, например +7 910 555-12-48.`);
    if (!password) return setFailure(t`Введите пароль.`);
    void attempt(async () => follow(await postLogin(number, password)));
  };
  const submitCode = (typed = code) => void attempt(async () => follow(await postCode(typed)));
  const resend = () =>
    void attempt(async () => {
      await postResend();
      setCodeAt(Date.now());
    });
  return {
    step,
    phone,
    password,
    code,
    failure,
    isBusy,
    codeAt,
    setPhone,
    setPassword,
    setCode: (typed) => {
      setCode(typed);
      setFailure('');
      if (typed.length === CODE_DIGITS) submitCode(typed);
    },
    submitPassword,
    submitCode,
    resend,
    back: () => {
      setStep('password');
      setCode('');
      setFailure('');
    },
  };
}
