/** Whether the fonts of this device have a sign: a fresh emoji on an old phone is an empty box, or two signs. */

const SIDE = 2;
const FONT = `${SIDE}px 'Apple Color Emoji', 'Noto Color Emoji', 'Segoe UI Emoji', sans-serif`;

type Pen = CanvasRenderingContext2D;

export function newPen(): Pen | null {
  const canvas = document.createElement('canvas');
  canvas.width = SIDE;
  canvas.height = SIDE;
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return null;
  pen.font = FONT;
  pen.textBaseline = 'middle';
  return pen;
}

/** A picture has its own colours, whatever the ink; a box and a letter have the ink's. */
export function isDrawn(pen: Pen, sign: string): boolean {
  if (pen.measureText(sign).width >= SIDE * 2) return false;
  const blue = inked(pen, sign, '#00f');
  const red = inked(pen, sign, '#f00');
  return blue.every((value, index) => value === red[index]);
}

function inked(pen: Pen, sign: string, ink: string): Uint8ClampedArray {
  pen.clearRect(0, 0, SIDE, SIDE);
  pen.fillStyle = ink;
  pen.fillText(sign, 0, 0);
  return pen.getImageData(0, 0, SIDE, SIDE).data;
}
