/** Cutting a square out of an image; only the canvas, no state. */

export interface Square {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** As large as the server keeps a face of a chat. */
const LONGEST_SIDE = 1024;

const QUALITY = 0.92;

export async function cropped(address: string, square: Square): Promise<Blob> {
  const image = new Image();
  image.src = address;
  await image.decode();
  const side = Math.min(LONGEST_SIDE, Math.round(square.width));
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  // A picture with holes stands on paper, not on black.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, side, side);
  context.drawImage(image, square.x, square.y, square.width, square.height, 0, 0, side, side);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), 'image/jpeg', QUALITY);
  });
}

/** Whether the browser can open the file as an image at all. */
export async function isImage(address: string): Promise<boolean> {
  const image = new Image();
  image.src = address;
  return image.decode().then(
    () => image.naturalWidth > 0,
    () => false,
  );
}
