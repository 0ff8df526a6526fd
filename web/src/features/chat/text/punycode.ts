/** Names of domains as people read them: browsers know only the ASCII form (RFC 3492). */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const FIRST_BIAS = 72;
const FIRST_POINT = 128;

export function readable(host: string): string {
  return host.split('.').map(readableLabel).join('.');
}

function readableLabel(label: string): string {
  if (!label.startsWith('xn--')) return label;
  try {
    return decode(label.slice(4));
  } catch {
    return label;
  }
}

function decode(input: string): string {
  const border = input.lastIndexOf('-');
  const points = [...input.slice(0, Math.max(border, 0))].map((letter) => letter.charCodeAt(0));
  let rest = input.slice(border + 1);
  let point = FIRST_POINT;
  let place = 0;
  let bias = FIRST_BIAS;
  while (rest !== '') {
    const { value, length } = numberAt(rest, bias);
    rest = rest.slice(length);
    const count = points.length + 1;
    bias = adapted(value, count, place === 0 && point === FIRST_POINT);
    point += Math.floor((place + value) / count);
    place = (place + value) % count;
    points.splice(place, 0, point);
    place += 1;
  }
  return String.fromCodePoint(...points);
}

/** A number of variable length, the least significant digit first. */
function numberAt(input: string, bias: number): { value: number; length: number } {
  let value = 0;
  let weight = 1;
  for (let index = 0; ; index += 1) {
    const digit = digitOf(input.charCodeAt(index));
    value += digit * weight;
    const threshold = Math.min(Math.max(BASE * (index + 1) - bias, T_MIN), T_MAX);
    if (digit < threshold) return { value, length: index + 1 };
    weight *= BASE - threshold;
  }
}

function digitOf(code: number): number {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  if (code >= 0x30 && code <= 0x39) return code - 0x30 + 26;
  throw new RangeError('no digit of punycode');
}

function adapted(value: number, count: number, isFirst: boolean): number {
  let delta = Math.floor(value / (isFirst ? DAMP : 2));
  delta += Math.floor(delta / count);
  let steps = 0;
  while (delta > ((BASE - T_MIN) * T_MAX) / 2) {
    delta = Math.floor(delta / (BASE - T_MIN));
    steps += BASE;
  }
  return steps + Math.floor((BASE * delta) / (delta + SKEW));
}
