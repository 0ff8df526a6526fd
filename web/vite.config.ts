import { lingui } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { growingText } from './growing-text.config.ts';
import { manifest } from './manifest.config.ts';
import { packed } from './packed.config.ts';
import { saidTexts } from './said-texts.config.ts';
import { straightImports } from './straight-imports.config.ts';

// Where `make dev` runs the Python side.
const server = process.env.PEREMENA_SERVER ?? 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    react(),
    lingui(),
    babel({ plugins: [['@lingui/babel-plugin-lingui-macro', { stripMessageField: false }], saidTexts] }),
    straightImports(),
    growingText(),
    packed(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/pwa',
      filename: 'sw.ts',
      // The page registers it when the first screen stands, see src/pwa/worker.ts.
      injectRegister: false,
      manifest,
      includeManifestIcons: false,
      // The worker is a build of its own, which does not hear of --logLevel.
      integration: {
        configureCustomSWViteBuild(worker) {
          worker.logLevel = 'warn';
        },
      },
      injectManifest: { rollupFormat: 'iife', globPatterns: ['**/*.{html,js,css,woff2,svg}'] },
    }),
  ],
  resolve: {
    // VKUI is taken from its CSS-modules build: the bundler keeps the CSS of used components only.
    alias: [{ find: /^@vkontakte\/vkui$/, replacement: '@vkontakte/vkui/dist/cssm' }],
  },
  build: {
    outDir: 'dist',
    target: 'es2022',
    // Nothing inlined as data: addresses: the content security policy then needs no exception.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The media library of a call is one big chunk, loaded when a call is opened.
    chunkSizeWarningLimit: 800,
    rolldownOptions: {
      // Which plugin took how long is no warning.
      checks: { bundlerTimings: false },
      // What every visit needs is one file: each further request costs a slow phone more than it saves other screens.
      output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5173,
    strictPort: true,
    proxy: {
      '/api': server,
      '/id': server,
      '/dev': server,
      '/ws': { target: server, ws: true },
      '/rtc': { target: server, ws: true },
    },
  },
  test: {
    // Pure functions and an IndexedDB stand-in need no document; screens are tried in a real browser.
    environment: 'node',
    include: ['src/**/*.test.{ts,tsx}'],
    // VKUI imports its CSS; Node cannot, so Vite has to serve it.
    server: { deps: { inline: [/@vkontakte\/vkui/] } },
    restoreMocks: true,
    sequence: { shuffle: true },
  },
});
