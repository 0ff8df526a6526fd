/** What went wrong at the door, in a sentence that says what to do. */
import { t } from '@lingui/core/macro';
import { ApiError, STATUS_UNREACHABLE } from '../../api/ApiError';

const STATUS_CONFLICT = 409;
const STATUS_TOO_OFTEN = 429;

export function refusalSentence(error: unknown): string {
  if (!(error instanceof ApiError)) return t`Не получилось. Попробуйте ещё раз.`;
  if (error.status === STATUS_UNREACHABLE) return t`Нет связи со школой. Проверьте интернет и попробуйте ещё раз.`;
  if (error.status === STATUS_TOO_OFTEN) return error.message || t`Слишком много попыток. Подождите несколько минут.`;
  switch (error.code) {
    case 'phone_password_mismatch':
      return t`Номер или пароль не подходят. Проверьте раскладку и Caps Lock и попробуйте ещё раз.`;
    case 'incorrect_code':
      return t`Код не подходит. Проверьте цифры из последней СМС.`;
    default:
      return error.message || t`Не получилось. Попробуйте ещё раз.`;
  }
}

/** The code ran out of time or tries: only the password opens a fresh one. */
export const isCodeGone = (error: unknown) => error instanceof ApiError && error.status === STATUS_CONFLICT;
