import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { saidTexts } from './said-texts.config.ts';
import { straightImports } from './straight-imports.config.ts';

/** Builds trial/: screens with invented people, to look at them; `npx vite build --config trial.config.ts`. */
export default defineConfig({
  root: 'trial',
  base: '/',
  plugins: [
    react(),
    lingui(),
    babel({ plugins: [['@lingui/babel-plugin-lingui-macro', { stripMessageField: false }], saidTexts] }),
    straightImports(),
  ],
  resolve: { alias: [{ find: /^@vkontakte\/vkui$/, replacement: '@vkontakte/vkui/dist/cssm' }] },
  build: {
    outDir: '../../var/trial',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000,
    rollupOptions: { input: ['trial/call.html', 'trial/live.html'] },
  },
});
