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
  const { person, name } = member;
  const back = person === null ? null : { label: t`Отменить`, run: () => void bringBack(conversation, person, name) };
  showSnack({ text: t`Больше не в чате: ${name}`, ...(back && { action: back }) });
}

export function bringBack(conversation: number, person: number, name: string) {
  return told(conversation, letIn(conversation, person), { text: t`Снова в чате: ${name}` });
}

/** The roster seats its own again; whoever was added by hand is added once more. */
async function letIn(conversation: number, person: number): Promise<Members> {
  const after = await postReinstated(conversation, person);
  const isBack = after.members.some((member) => member.person === person);
  return isBack ? after : postMembers(conversation, [{ person }]);
}
