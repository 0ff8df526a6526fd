import type { Plugin } from 'vite';

const ROOT_PX = 16;
// Sizes and line heights of text, in whichever property: also in those tokens that VKUI is drawn from.
const TEXT_SIZE =
  /((?:^|[\s;{])(?:font|font-size|line-height|--vkui--font_[\w-]*(?:font_size|line_height)[\w-]*)\s*:)([^;}]+)/g;

/**
 * Text grows with the size that the person chose (and with the browser's own), whoever wrote the style: pixels of text
 * become parts of the root's font size when the page is built.
 */
export function growingText(): Plugin {
  return {
    name: 'growing-text',
    enforce: 'pre',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('.css')) return null;
      return { code: code.replace(TEXT_SIZE, (_, name: string, value: string) => name + inRem(value)), map: null };
    },
  };
}

function inRem(value: string): string {
  return value.replace(/([\d.]+)px/g, (_, px) => `${Number(px) / ROOT_PX}rem`);
}
