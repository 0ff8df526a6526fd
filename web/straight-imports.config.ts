import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const IMPORT = /import\s*\{([^}]*)\}\s*from\s*["'](@vkontakte\/(?:vkui|icons))["'];?/g;
const EXPORT = /export\s*\{([^}]*)\}\s*from\s*["']([^"']+)["']/g;
const STYLE = /^import\s*["'](.+\.css)["']/gm;

interface Barrel {
  /** Where each name comes from, in the order in which the package brings its styles. */
  names: Map<string, { file: string; name: string }>;
  styles: string[];
}

/**
 * Components and icons are imported from their own files instead of their package's list of everything. Through the list
 * each screen hangs together with whatever any other screen uses, and the bundler cannot tell what the first one needs.
 */
export function straightImports(): Plugin {
  const barrels = new Map<string, Promise<Barrel>>();
  return {
    name: 'straight-imports',
    apply: 'build',
    async transform(code, id) {
      const found = [...code.matchAll(IMPORT)];
      if (found.length === 0) return null;
      let straight = code;
      for (const [whole, specifiers = '', source = ''] of found) {
        const path = (await this.resolve(source, id))?.id;
        if (!path) throw new Error(`${id}: no ${source}`);
        if (!barrels.has(path)) barrels.set(path, read(path));
        straight = straight.replace(whole, imports(await (barrels.get(path) as Promise<Barrel>), specifiers));
      }
      return { code: straight, map: null };
    },
  };
}

async function read(path: string): Promise<Barrel> {
  const text = await readFile(path, 'utf8');
  const names: Barrel['names'] = new Map();
  for (const [, specifiers = '', source = ''] of text.matchAll(EXPORT)) {
    const file = source.startsWith('.') ? join(dirname(path), source) : source;
    for (const [name, local] of pairs(specifiers)) names.set(local, { file, name });
  }
  return { names, styles: [...text.matchAll(STYLE)].map(([, style = '']) => join(dirname(path), style)) };
}

function imports({ names, styles }: Barrel, specifiers: string): string {
  const wanted = new Map(pairs(specifiers));
  const lines = styles.map((style) => `import ${JSON.stringify(style)};`);
  for (const [exported, { file, name }] of names) {
    const local = wanted.get(exported);
    if (local) lines.push(`import { ${name} as ${local} } from ${JSON.stringify(file)};`);
    wanted.delete(exported);
  }
  if (wanted.size > 0) throw new Error(`Nobody exports ${[...wanted.keys()]}`);
  return lines.join(' ');
}

/** `A, B as C`: A and A, B and C. */
function pairs(specifiers: string): [string, string][] {
  return specifiers
    .split(',')
    .map((one) => one.trim().split(/\s+as\s+/))
    .filter(([name]) => name)
    .map(([name = '', local = name]) => [name, local]);
}
