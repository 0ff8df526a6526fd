import { t } from '@lingui/core/macro';
import { ApiError, STATUS_UNREACHABLE } from './ApiError';

/** What a person is told when the server did not do what they asked: its own words where it has some. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof ApiError)) return t`Не получилось. Попробуйте ещё раз.`;
  if (error.status === STATUS_UNREACHABLE) return t`Нет связи со школой. Проверьте интернет и попробуйте ещё раз.`;
  return error.message || t`Не получилось. Попробуйте ещё раз.`;
}
