import type { ManifestOptions } from 'vite-plugin-pwa';

/** How the application looks when it is installed on a phone or a computer. */
export const manifest: Partial<ManifestOptions> = {
  id: '/',
  name: 'Перемена',
  short_name: 'Перемена',
  description: 'Мессенджер вашей школы',
  lang: 'ru',
  dir: 'ltr',
  start_url: '/',
  scope: '/',
  display: 'standalone',
  categories: ['education', 'social'],
  background_color: '#eef0f6',
  theme_color: '#ffffff',
  icons: [
    { src: '/icons/192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
    { src: '/icons/512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
    { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
  ],
};
