import { t } from '@lingui/core/macro';
import { fetchMentions } from '../../api/messages';
import { read } from '../../store/store';
import { showSnack } from '../../ui/overlay/overlays';
import { jumpTo } from './jump';

/** To the first unread message that names the reader. */
export async function jumpToMention(conversation: number) {
  const row = read().rows[conversation];
  if (!row) return;
  try {
    const { nos } = await fetchMentions(conversation, row.read_no);
    await jumpTo(conversation, nos[0] ?? row.mention_no);
  } catch {
    showSnack({ text: t`Не получилось открыть сообщение. Есть ли интернет?` });
  }
}
