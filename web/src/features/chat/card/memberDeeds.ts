/** What administrators do with the people of a chat; each says what became of it. */
import { t } from '@lingui/core/macro';
import { postExcluded, postMembers, postReinstated, postRole } from '../../../api/groups';
import { sentenceOf } from '../../../api/sentence';
import type { Member, Members } from '../../../api/shapes';
import { applyRoll } from '../../../store/apply/roll';
import { change } from '../../../store/store';
import { showSnack } from '../../../ui/overlay/overlays';
import { loadRoll } from '../loadRoll';
import { someoneOf } from '../make/candidates';

async function told(conversation: number, deed: Promise<Members>, snack: Parameters<typeof showSnack>[0]) {
  try {
    change(applyRoll, conversation, await deed);
    showSnack(snack);
  } catch (error) {
    showSnack({ text: sentenceOf(error) });
    // What was seen may be older than what the server refused.
    await loadRoll(conversation);
  }
}

export function appoint(conversation: number, member: Member) {
  const back = { label: t`Отменить`, run: () => void dismiss(conversation, member) };
  const deed = postRole(conversation, someoneOf(member), 'admin');
  return told(conversation, deed, { text: t`Теперь администратор: ${member.name}`, action: back });
}

export function dismiss(conversation: number, member: Member) {
  const back = { label: t`Отменить`, run: () => void appoint(conversation, member) };
  const deed = postRole(conversation, someoneOf(member), 'member');
  return told(conversation, deed, { text: t`Больше не администратор: ${member.name}`, action: back });
}

/** Throws what the server says against it: the dialog stays open with the reason that was typed. */
export async function exclude(conversation: number, member: Member, reason: string) {
  change(applyRoll, conversation, await postExcluded(conversation, someoneOf(member), reason));
  const { person, needs_reason, name } = member;
  const comeBack = () =>
    void (needs_reason && person !== null
      ? reinstate(conversation, person, name)
      : told(conversation, postMembers(conversation, [someoneOf(member)]), { text: t`Снова в чате: ${name}` }));
  showSnack({ text: t`Больше не в чате: ${name}`, action: { label: t`Отменить`, run: comeBack } });
}

export function reinstate(conversation: number, person: number, name: string) {
  return told(conversation, postReinstated(conversation, person), { text: t`Снова в чате: ${name}` });
}
