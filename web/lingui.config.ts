import { defineConfig } from '@lingui/cli';
import { formatter } from '@lingui/format-po';

// The check of the catalogues extracts into copies.
const locales = process.env.PEREMENA_CATALOGUES ?? '<rootDir>/src/i18n/locales';

export default defineConfig({
  // Screens are written in Russian; English is translated from it.
  sourceLocale: 'ru',
  locales: ['ru', 'en'],
  catalogs: [{ path: `${locales}/{locale}/messages`, include: ['<rootDir>/src'], exclude: ['**/*.test.*'] }],
  // Without line numbers a catalogue changes only when a text does.
  format: formatter({ lineNumbers: false }),
  orderBy: 'message',
});
