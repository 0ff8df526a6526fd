import { fetchMembers } from '../../api/chat';
import { applyRoll } from '../../store/apply/roll';
import { change } from '../../store/store';

/** Who is in the conversation and why; false when it could not be asked. */
export async function loadRoll(conversation: number): Promise<boolean> {
  try {
    change(applyRoll, conversation, await fetchMembers(conversation));
    return true;
  } catch {
    return false;
  }
}
