// Built with the packages and options of the browser side, so that only the code differs. A plain value, because this
// folder has no packages of its own.
import { resolve } from 'node:path';

const packages = resolve(import.meta.dirname, '../../../web/node_modules');

export default {
  root: import.meta.dirname,
  resolve: {
    alias: [
      { find: /^@vkontakte\/vkui$/, replacement: `${packages}/@vkontakte/vkui/dist/cssm` },
      { find: /^(@vkontakte\/vkui|react|react-dom)\/(.*)$/, replacement: `${packages}/$1/$2` },
      { find: /^(react|react-dom)$/, replacement: `${packages}/$1` },
    ],
  },
  build: { target: 'es2022', assetsInlineLimit: 0, reportCompressedSize: false, emptyOutDir: true },
};
