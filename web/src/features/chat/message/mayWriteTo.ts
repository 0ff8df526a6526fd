import { fetchPerson } from '../../../api/people';
import { read } from '../../../store/store';

/** A menu does not wait for long; the next time it knows. */
const PATIENCE_MS = 400;

const known = new Map<number, Promise<boolean>>();

/** Whether the contact rules let the reader begin a talk with this person; no when nobody could say. */
export async function mayWriteTo(profile: number): Promise<boolean> {
  const direct = Object.values(read().rows).find((row) => row.peer === profile);
  if (direct) return true;
  const answer = known.get(profile) ?? askedFor(profile);
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), PATIENCE_MS));
  return Promise.race([answer, tooLate]);
}

function askedFor(profile: number): Promise<boolean> {
  const answer = fetchPerson(profile).then(
    ({ may_write }) => may_write,
    () => {
      known.delete(profile);
      return false;
    },
  );
  known.set(profile, answer);
  return answer;
}
