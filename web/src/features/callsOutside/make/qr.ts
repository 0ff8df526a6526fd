/** A text as a QR code (ISO/IEC 18004): bytes, correction of level M, versions 1 to 10, which is 213 bytes. */
import { corrected } from './qrCorrection';

type Squares = boolean[][];

interface Version {
  no: number;
  /** Codewords of the text, of the correction for each block, and the blocks. */
  data: number;
  correction: number;
  blocks: number;
  alignment: readonly number[];
}

const VERSIONS: readonly Version[] = [
  { no: 1, data: 16, correction: 10, blocks: 1, alignment: [] },
  { no: 2, data: 28, correction: 16, blocks: 1, alignment: [6, 18] },
  { no: 3, data: 44, correction: 26, blocks: 1, alignment: [6, 22] },
  { no: 4, data: 64, correction: 18, blocks: 2, alignment: [6, 26] },
  { no: 5, data: 86, correction: 24, blocks: 2, alignment: [6, 30] },
  { no: 6, data: 108, correction: 16, blocks: 4, alignment: [6, 34] },
  { no: 7, data: 124, correction: 18, blocks: 4, alignment: [6, 22, 38] },
  { no: 8, data: 154, correction: 22, blocks: 4, alignment: [6, 24, 42] },
  { no: 9, data: 182, correction: 22, blocks: 5, alignment: [6, 26, 46] },
  { no: 10, data: 216, correction: 26, blocks: 5, alignment: [6, 28, 50] },
];

/** Any mask is right, some are easier to read; this one has no large plain areas for addresses. */
const MASK = 2;
const isMasked = (x: number) => x % 3 === 0;

/** Rows of dark squares, or null for a text that is too long. */
export function qrOf(text: string): Squares | null {
  const bytes = new TextEncoder().encode(text);
  const version = VERSIONS.find(({ no, data }) => bytes.length + (no < 10 ? 2 : 3) <= data);
  if (!version) return null;
  const codewords = corrected(codewordsOf(bytes, version), version);
  const size = version.no * 4 + 17;
  const squares: Squares = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  const fixed: Squares = Array.from({ length: size }, () => Array<boolean>(size).fill(false));
  drawFixed(version, (x, y, isDark) => {
    const [row, fixedRow] = [squares[y], fixed[y]];
    if (!row || !fixedRow || x < 0 || x >= size) return;
    row[x] = isDark;
    fixedRow[x] = true;
  });
  drawCodewords(squares, fixed, codewords);
  return squares;
}

function codewordsOf(bytes: Uint8Array, { no, data }: Version): number[] {
  const bits: number[] = [];
  const push = (value: number, count: number) => {
    for (let bit = count - 1; bit >= 0; bit--) bits.push((value >> bit) & 1);
  };
  push(0b0100, 4);
  push(bytes.length, no < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  push(0, Math.min(4, data * 8 - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let turn = 0; bits.length < data * 8; turn++) push(turn % 2 ? 0x11 : 0xec, 8);
  return Array.from({ length: data }, (_, at) => bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0));
}

type Draw = (x: number, y: number, isDark: boolean) => void;

function drawFixed({ no, alignment }: Version, draw: Draw) {
  const size = no * 4 + 17;
  for (let at = 0; at < size; at++) {
    draw(6, at, at % 2 === 0);
    draw(at, 6, at % 2 === 0);
  }
  for (const [x, y] of [
    [3, 3],
    [size - 4, 3],
    [3, size - 4],
  ] as const) {
    drawRings(draw, x, y, 4, [2, 4]);
  }
  const last = alignment.at(-1);
  for (const x of alignment) {
    for (const y of alignment) {
      const isCorner = (x === 6 && (y === 6 || y === last)) || (x === last && y === 6);
      if (!isCorner) drawRings(draw, x, y, 2, [1]);
    }
  }
  drawFormat(draw, size);
  if (no >= 7) drawVersion(draw, size, no);
}

/** Squares within squares around a middle; `light` are the distances that stay white. */
function drawRings(draw: Draw, x: number, y: number, reach: number, light: readonly number[]) {
  for (let dy = -reach; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      draw(x + dx, y + dy, !light.includes(Math.max(Math.abs(dx), Math.abs(dy))));
    }
  }
}

function drawFormat(draw: Draw, size: number) {
  // Level M is written as two zeros in front of the mask.
  const bits = ((MASK << 10) | remainder(MASK, 10, 0x537)) ^ 0x5412;
  const isDark = (bit: number) => ((bits >> bit) & 1) === 1;
  for (let bit = 0; bit < 15; bit++) {
    // Around the first corner, past the line of alternating squares.
    if (bit < 8) draw(8, bit < 6 ? bit : bit + 1, isDark(bit));
    else draw(bit === 8 ? 7 : 14 - bit, 8, isDark(bit));
    // And once more, split between the two others.
    if (bit < 8) draw(size - 1 - bit, 8, isDark(bit));
    else draw(8, size - 15 + bit, isDark(bit));
  }
  draw(8, size - 8, true);
}

function drawVersion(draw: Draw, size: number, no: number) {
  const bits = (no << 12) | remainder(no, 12, 0x1f25);
  for (let bit = 0; bit < 18; bit++) {
    const isDark = ((bits >> bit) & 1) === 1;
    const [far, near] = [size - 11 + (bit % 3), Math.floor(bit / 3)];
    draw(far, near, isDark);
    draw(near, far, isDark);
  }
}

/** What is left of a number moved by so many bits, divided by a polynomial of that degree. */
function remainder(value: number, degree: number, divisor: number): number {
  let left = value;
  for (let step = 0; step < degree; step++) left = (left << 1) ^ ((left >> (degree - 1)) * divisor);
  return left;
}

/** What is fixed is gone around. */
function drawCodewords(squares: Squares, fixed: Squares, codewords: readonly number[]) {
  let bit = 0;
  for (const [x, y] of wayThrough(squares.length)) {
    const row = squares[y];
    if (!row || fixed[y]?.[x]) continue;
    const isDark = (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1;
    row[x] = isDark !== isMasked(x);
    bit += 1;
  }
}

/** Up and down in columns of two, from the right; the line of alternating squares is no column. */
function* wayThrough(size: number): Generator<readonly [number, number]> {
  for (let right = size - 1; right >= 1; right -= 2) {
    const from = right <= 6 ? right - 1 : right;
    const isUp = ((from + 1) & 2) === 0;
    for (let step = 0; step < size; step++) {
      const y = isUp ? size - 1 - step : step;
      yield [from, y];
      yield [from - 1, y];
    }
  }
}
