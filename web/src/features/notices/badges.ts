/** How many chats wait, where one sees it without looking: the sign of the tab and the icon of the application. */
const PLAIN = '/logo.svg';
const SIDE = 64;
const MOST_SHOWN = 99;

let shown = 0;

export async function showBadge(waiting: number): Promise<void> {
  if (waiting === shown) return;
  shown = waiting;
  setAppBadge(waiting);
  const icon = waiting > 0 ? await drawn(waiting) : PLAIN;
  // Drawing took a moment: only the last number counts.
  if (shown === waiting) document.querySelector('link[rel="icon"]')?.setAttribute('href', icon);
}

/** A system that knows badges may still refuse them; then the icon stays as it is. */
function setAppBadge(waiting: number) {
  if (!('setAppBadge' in navigator)) return;
  void (waiting > 0 ? navigator.setAppBadge(waiting) : navigator.clearAppBadge()).catch(() => undefined);
}

async function drawn(waiting: number): Promise<string> {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = SIDE;
  const pen = canvas.getContext('2d');
  if (!pen) return PLAIN;
  pen.drawImage(await loaded(PLAIN), 0, 0, SIDE, SIDE);
  drawNumber(pen, waiting);
  return canvas.toDataURL();
}

function drawNumber(pen: CanvasRenderingContext2D, waiting: number) {
  const text = String(Math.min(waiting, MOST_SHOWN));
  const [x, y, radius] = [43, 43, 21];
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fillStyle = '#c9302f';
  pen.fill();
  pen.fillStyle = '#fff';
  pen.font = `700 ${text.length > 1 ? 26 : 32}px system-ui, sans-serif`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillText(text, x, y + 2);
}

function loaded(source: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = source;
  return image.decode().then(() => image);
}
