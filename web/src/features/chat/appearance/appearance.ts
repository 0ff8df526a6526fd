import './appearance.css';
import type { Row } from '../../../api/shapes';
import { HUES, type Hue } from '../../../ui/hue';

export type Appearance = NonNullable<Row['appearance']>;

/** What a chat is written on; the empty word is the squared paper of the school. */
export const PAPERS = ['', 'lines', 'dots', 'slant', 'plain'] as const;

export type Paper = (typeof PAPERS)[number];

export const hueNamed = (hue: number | null): Hue | undefined => (hue === null ? undefined : HUES[hue]);

/** The attributes that colour everything inside of an element. */
export function lookOf({ hue, paper }: Appearance): { 'data-hue'?: Hue; 'data-paper'?: string } {
  const named = hueNamed(hue);
  return { ...(named && { 'data-hue': named }), ...(paper && { 'data-paper': paper }) };
}
