import { t } from '@lingui/core/macro';
import { showSnack } from '../../../ui/overlay/overlays';
import { attempt } from '../attempt';
import { useCall } from '../context';
import { troubleOf } from '../trouble';
import { mayI, meOf, type Seat } from '../view';

/** What I turn on and off, with a sentence where it cannot be. */
export interface Own {
  me: Seat | null;
  maySpeak: boolean;
  mayShow: boolean;
  mayShare: boolean;
  mayRaise: boolean;
  toggleMicrophone(): void;
  toggleCamera(): void;
  toggleScreen(): void;
  toggleHand(): void;
}

export function useOwn(): Own {
  const { view, deeds } = useCall();
  const me = meOf(view);
  const own = {
    me,
    maySpeak: mayI(view, 'speak'),
    mayShow: mayI(view, 'show'),
    mayShare: mayI(view, 'share'),
    mayRaise: mayI(view, 'hand'),
  };
  return {
    ...own,
    toggleMicrophone: () => {
      if (!me?.hasSound && !own.maySpeak)
        return tell(t`Сейчас говорит ведущий. Поднимите руку, чтобы попросить слово.`);
      void deeds.setMicrophone(!me?.hasSound).catch((error: unknown) => tell(microphoneTrouble(error)));
    },
    toggleCamera: () => {
      if (!me?.camera && !own.mayShow) return tell(t`Ведущий выключил камеры участников.`);
      void deeds.setCamera(!me?.camera).catch((error: unknown) => tell(cameraTrouble(error)));
    },
    toggleScreen: () => {
      if (!me?.screen && !own.mayShare) return tell(t`Экран сейчас показывает только ведущий.`);
      // Whoever put the question of the browser away has changed their mind.
      void deeds.setScreen(!me?.screen).catch(() => undefined);
    },
    toggleHand: () => {
      if (own.mayRaise) attempt(deeds.setHand(me?.handAt == null));
    },
  };
}

const tell = (text: string) => showSnack({ text });

function microphoneTrouble(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble === 'blocked') return t`Браузер не пускает к микрофону: разрешите его в настройках сайта.`;
  return trouble === 'busy' ? t`Микрофон занят другой программой.` : t`Микрофон не найден.`;
}

function cameraTrouble(error: unknown): string {
  const trouble = troubleOf(error);
  if (trouble === 'blocked') return t`Браузер не пускает к камере: разрешите её в настройках сайта.`;
  return trouble === 'busy' ? t`Камера занята другой программой.` : t`Камера не найдена.`;
}
