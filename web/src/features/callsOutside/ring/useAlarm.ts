import { t } from '@lingui/core/macro';
import { useEffect } from 'react';
import type { CallBrief, Row } from '../../../api/shapes';
import { read } from '../../../store/store';
import { say } from '../../../ui/say';
import { attention } from '../../notices/attention';
import { isLeader } from '../../notices/leader';
import { notify, unnotify } from '../../notices/notify';
import { mayNotify } from '../../notices/permission';
import { tone } from './tone';

const EVERY_MS = 3_000;

/** Sounds while the call rings, in one tab of the browser; nobody looking, the system is asked to tell. */
export function useAlarm({ id }: Row, { name }: CallBrief, what: string) {
  useEffect(() => {
    say(t`Вам звонит ${name}`);
    sound();
    const timer = setInterval(sound, EVERY_MS);
    void tell(id, { title: name, body: what });
    return () => {
      clearInterval(timer);
      unnotify(id);
    };
  }, [id, name, what]);
}

function sound() {
  if (isLeader() && read().preferences.sound) tone();
}

async function tell(conversation: number, wording: { title: string; body: string }) {
  if (!isLeader() || !mayNotify() || (await attention()).isAnywhere) return;
  await notify(conversation, wording);
}
