/** Still pictures instead of cameras: a coloured room with somebody in it, or a page of a book. */
const WALLS = ['#3f6f5f', '#c9d8e6', '#8da2b0', '#6b5b50', '#2f3a56', '#d8c9b5', '#87704f', '#5e7a8c'];

export function drawPicture(identity: string, source: 'camera' | 'screen', element: HTMLVideoElement): () => void {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [640, 360];
  const pen = canvas.getContext('2d');
  if (pen) (source === 'screen' ? drawPage : drawPerson)(pen, Number(identity.slice(1)));
  element.srcObject = canvas.captureStream(1);
  return () => {
    element.srcObject = null;
  };
}

function drawPerson(pen: CanvasRenderingContext2D, no: number) {
  pen.fillStyle = WALLS[no % WALLS.length] ?? '#444';
  pen.fillRect(0, 0, 640, 360);
  pen.fillStyle = WALLS[(no + 3) % WALLS.length] ?? '#666';
  pen.beginPath();
  pen.ellipse(320, 360, 150, 130, 0, 0, 7);
  pen.fill();
  pen.fillStyle = '#e9c3a2';
  pen.beginPath();
  pen.ellipse(320, 180, 62, 78, 0, 0, 7);
  pen.fill();
}

function drawPage(pen: CanvasRenderingContext2D) {
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, 640, 360);
  pen.fillStyle = '#17181c';
  pen.font = '600 26px sans-serif';
  pen.fillText('Дроби: сложение и вычитание', 40, 60);
  pen.font = '20px sans-serif';
  for (let line = 0; line < 6; line += 1)
    pen.fillText(`${line + 1}.   ${line + 1}/8 + ${line + 2}/8 =`, 40, 110 + line * 38);
}
