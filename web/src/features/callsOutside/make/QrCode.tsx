import { useMemo } from 'react';
import styles from './QrCode.module.css';
import { qrOf } from './qr';

/** So much white around it the cameras ask for. */
const MARGIN = 4;

/** A code to photograph, dark on white in either look. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const squares = useMemo(() => qrOf(text), [text]);
  if (!squares) return null;
  const side = squares.length + 2 * MARGIN;
  const path = squares
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x + MARGIN} ${y + MARGIN}h1v1h-1z` : '')))
    .join('');
  return (
    <svg className={styles.code} viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label}>
      <rect width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  );
}
