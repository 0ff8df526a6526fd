import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HUES } from '../../../ui/hue';

const css = readFileSync(new URL('./appearance.css', import.meta.url), 'utf8');

function tokens(selector: string): Record<string, string> {
  const from = css.indexOf(`${selector} {`);
  const block = css.slice(css.indexOf('{', from) + 1, css.indexOf('}', from));
  return Object.fromEntries([...block.matchAll(/--pm-([\w-]+): ([^;]+);/g)].map(([, name, value]) => [name, value]));
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one = '', other = ''): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((low, high) => low - high);
  return (light + 0.05) / (dark + 0.05);
}

const THEMES = [
  { theme: 'light', text: '#17181c', accent: '#4b56d2', of: (hue: string) => `[data-hue="${hue}"]` },
  {
    theme: 'dark',
    text: '#ffffff',
    accent: '#a3abff',
    of: (hue: string) => `.vkui--vkBase--dark[data-hue="${hue}"]`,
  },
];

for (const { theme, text, accent, of } of THEMES) {
  test.each(HUES)(`what is written keeps 4.5:1 on %s, ${theme}`, (hue) => {
    const found = tokens(of(hue));
    const bubble = found['bubble-out'];
    const measured = {
      text: contrast(text, bubble),
      meta: contrast(found['bubble-out-meta'], bubble),
      accent: contrast(found['bubble-out-accent'], bubble),
      mine: contrast(found['chip-mine-text'], found['chip-mine']),
      unread: contrast(accent, found.wallpaper),
    };
    for (const [what, ratio] of Object.entries(measured)) expect(ratio, what).toBeGreaterThanOrEqual(4.5);
  });
}
