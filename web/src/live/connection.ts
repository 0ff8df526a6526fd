/** The one session of this tab: features ask it for commands, `app` starts and stops it. */
import { lost, type Outcome } from './calls';
import type { Commands } from './events.gen';
import { Session, type SessionEars } from './session';

let session: Session | null = null;

export function goLive(ears: SessionEars) {
  session?.stop();
  session = new Session(ears);
  session.start();
}

export function goQuiet() {
  session?.stop();
  session = null;
}

/** "Try now" of the person who sees the bar. */
export function hurry() {
  session?.hurry();
}

export function command<Name extends keyof Commands>(name: Name, args: Commands[Name]['args']): Promise<Outcome<Name>> {
  return session ? session.command(name, args) : Promise.resolve(lost<Name>());
}
