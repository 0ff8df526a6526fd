import { t } from '@lingui/core/macro';
import { useMemo } from 'react';
import type { Contact } from '../../../api/people';
import type { Row } from '../../../api/shapes';
import { isArchived, orderedRows } from '../../../store/select/rows';
import { useLive } from '../../../store/store';
import { matchName } from '../../../ui/matchName';
import { showSnack } from '../../../ui/overlay/overlays';
import { navigate } from '../../../ui/route/history';
import { paths } from '../../../ui/route/paths';
import { openDirect } from '../../contacts/openDirect';
import { useContacts } from '../../contacts/useContacts';

/** Where one may jump: a chat of one's own, or a person with whom there is none yet. */
export interface Goal {
  key: string;
  name: string;
  note: string;
  chat: Row | null;
  profile: number | null;
}

/** As many as one looks through. */
const MOST = 50;

export function useGoals(query: string): { goals: readonly Goal[]; isAsking: boolean; hasFailed: boolean } {
  const rows = useLive((state) => state.rows);
  const chats = useMemo(() => orderedRows(rows, []), [rows]);
  const people = useContacts();
  const goals = useMemo(() => {
    const known = new Set(chats.map((row) => row.peer));
    const strangers = (people.value ?? []).filter((contact) => !known.has(contact.profile));
    const all = [...chats.map(chatGoal), ...(query.trim() ? strangers.map(personGoal) : [])];
    return all.filter((goal) => matchName(goal.name, query)).slice(0, MOST);
  }, [chats, people.value, query]);
  return { goals, isAsking: people.status === 'loading', hasFailed: people.status === 'failed' };
}

function chatGoal(row: Row): Goal {
  const note = isArchived(row) ? t`в архиве` : '';
  return { key: `c${row.id}`, name: row.title, note, chat: row, profile: null };
}

function personGoal({ profile, name, badge }: Contact): Goal {
  return { key: `p${profile}`, name, note: badge, chat: null, profile };
}

export async function goTo({ chat, profile }: Goal): Promise<void> {
  if (chat) return navigate(paths.conversation(chat.id));
  try {
    navigate(paths.conversation(await openDirect(profile ?? 0)));
  } catch {
    showSnack({ text: t`Не получилось открыть чат. Попробуйте ещё раз.` });
  }
}
