/** The pinned chats change places, by key and by hand. */
import { t } from '@lingui/core/macro';
import { pinnedIds } from '../../../store/select/rows';
import { read } from '../../../store/store';
import { say } from '../../../ui/say';
import { arrangePinned } from './wishes';

/** One place up or down, and a word about it for those who do not see it. */
export function moveBy(id: number, step: number) {
  const { rows } = read();
  const ids = pinnedIds(rows);
  const from = ids.indexOf(id);
  const to = from + step;
  const title = rows[id]?.title ?? '';
  if (from < 0) return say(t`Двигать можно только закреплённые чаты.`);
  if (to < 0 || to >= ids.length) return;
  ids.splice(from, 1);
  ids.splice(to, 0, id);
  void arrangePinned(ids);
  const place = to + 1;
  const count = ids.length;
  say(t`«${title}»: место ${place} из ${count}`);
}

/** Those on the screen in a new order; the pinned that are not there keep their places. */
export function putInOrder(shown: readonly number[]) {
  const ids = pinnedIds(read().rows);
  const left = [...shown];
  const next = ids.map((id) => (shown.includes(id) ? (left.shift() ?? id) : id));
  if (next.some((id, place) => id !== ids[place])) void arrangePinned(next);
}
