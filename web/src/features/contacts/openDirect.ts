import { postDirect } from '../../api/chat';
import { applyMembershipChanged } from '../../store/apply/membership';
import { change } from '../../store/store';

/** Opens or finds the chat with one person; answers with its number. */
export async function openDirect(profile: number): Promise<number> {
  const { conversation } = await postDirect(profile);
  change(applyMembershipChanged, conversation);
  return conversation.id;
}
