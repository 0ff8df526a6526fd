/** The language of the screen: Russian stands in the code that says it, English is fetched when asked for. */
import { i18n } from '@lingui/core';

export type Locale = 'ru' | 'en';

const KEY = 'peremena.locale';

export function chosenLocale(): Locale {
  return localStorage.getItem(KEY) === 'en' ? 'en' : 'ru';
}

export async function activate(locale: Locale): Promise<void> {
  const messages = locale === 'ru' ? {} : (await import('./locales/en/messages.po')).messages;
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem(KEY, locale);
  await activate(locale);
}
