/** The demonstration door: it answers only while the server shows the invented school. */
import { request } from './fetch';
import type { Cast } from './shapes';

export const fetchCast = () => request<Cast>('GET', '/api/demo/cast');

export const postEnter = (key: string) => request('POST', '/api/demo/enter', { key });
