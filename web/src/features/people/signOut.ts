import { deleteSession } from '../../api/identity';

/** Ends the session at the server; what follows in the browser is the work of whoever asked. */
export async function signOut(): Promise<void> {
  await deleteSession();
}
