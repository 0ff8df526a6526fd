/** The correction of a QR code: Reed and Solomon's, over the field of 256 elements. */

interface Blocks {
  correction: number;
  blocks: number;
}

/** The codewords in blocks, each with its correction, woven as they are drawn. */
export function corrected(data: readonly number[], { correction, blocks }: Blocks): number[] {
  const divisor = divisorOf(correction);
  const short = Math.floor(data.length / blocks);
  const firstLong = blocks - (data.length % blocks);
  let from = 0;
  const parts = Array.from({ length: blocks }, (_, block) => {
    const words = data.slice(from, from + short + (block >= firstLong ? 1 : 0));
    from += words.length;
    return { words, check: checkOf(words, divisor) };
  });
  return [...woven(parts.map(({ words }) => words)), ...woven(parts.map(({ check }) => check))];
}

function woven(parts: readonly (readonly number[])[]): number[] {
  const longest = Math.max(...parts.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => parts.flatMap((part) => part.slice(at, at + 1))).flat();
}

function multiply(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((other >> bit) & 1) * one;
  }
  return product;
}

/** The factors below the highest power of the product of (x - 2^i). */
function divisorOf(degree: number): number[] {
  let factors = [...Array<number>(degree - 1).fill(0), 1];
  let root = 1;
  for (let step = 0; step < degree; step++) {
    const by = root;
    factors = factors.map((factor, at) => multiply(factor, by) ^ (factors[at + 1] ?? 0));
    root = multiply(root, 2);
  }
  return factors;
}

function checkOf(words: readonly number[], divisor: readonly number[]): number[] {
  let left: number[] = divisor.map(() => 0);
  for (const word of words) {
    const factor = word ^ (left[0] ?? 0);
    const moved = [...left.slice(1), 0];
    left = moved.map((value, at) => value ^ multiply(divisor[at] ?? 0, factor));
  }
  return left;
}
