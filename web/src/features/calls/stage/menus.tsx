import { t } from '@lingui/core/macro';
import {
  Icon24DoorArrowRightOutline,
  Icon24ScreencastOutline,
  Icon24VolumeOutline,
  Icon28LinkOutline,
  Icon28LockOutline,
  Icon28PhoneDownFilled,
  Icon28SettingsOutline,
} from '@vkontakte/icons';
import { sentenceOf } from '../../../api/sentence';
import { confirm, type MenuItem, showSnack } from '../../../ui/overlay/overlays';
import { paths } from '../../../ui/route/paths';
import { copyLink, renewLink } from '../../callsOutside/make/linkDeeds';
import { linkOf } from '../../callsOutside/make/links';
import { attempt } from '../attempt';
import { type Deeds, useCall } from '../context';
import { canShareScreen } from '../ownDevices';
import { type CallView, mayI, policyOf } from '../view';
import type { Own } from './useOwn';
import type { StageState } from './useStage';

interface MoreMenu {
  stage: StageState;
  own: Own;
  isDesktop: boolean;
}

/** Everything that has no button of its own. */
export function useMoreMenu({ stage, own, isDesktop }: MoreMenu): () => readonly MenuItem[] {
  const { view, deeds } = useCall();
  return () => [
    ...(isDesktop ? [] : screenItem(own)),
    {
      label: t`Настройки`,
      icon: <Icon28SettingsOutline width={24} height={24} />,
      run: () => stage.toggle('settings'),
    },
    soundItem(view.isSoundOnly, deeds.setSoundOnly),
    ...linkItem(view),
    ...(mayI(view, 'run') ? [lockItem(policyOf(view)?.locked ?? false, deeds)] : []),
  ];
}

function screenItem(own: Own): readonly MenuItem[] {
  if (!canShareScreen()) return [];
  const label = own.me?.screen ? t`Остановить показ экрана` : t`Демонстрировать экран`;
  return [{ label, icon: <Icon24ScreencastOutline />, run: own.toggleScreen }];
}

const soundItem = (isOn: boolean, set: (isOn: boolean) => void): MenuItem => ({
  label: isOn ? t`Показывать видео` : t`Только звук`,
  hint: isOn ? '' : t`Для слабого интернета`,
  icon: <Icon24VolumeOutline />,
  run: () => set(!isOn),
});

/** Whoever sits in the chat comes in by the address; the link for others is given by hosts. */
function linkItem(view: CallView): readonly MenuItem[] {
  const { call } = view;
  if (!call || (call.kind !== 'chat' && !mayI(view, 'invite'))) return [];
  const icon = <Icon28LinkOutline width={24} height={24} />;
  const address = linkOf(call.id);
  if (call.kind === 'chat' || address) {
    const copy = address ? () => void copyLink(address) : () => void copyAddress(call.id);
    return [{ label: t`Скопировать ссылку на звонок`, icon, run: copy }];
  }
  const hint = t`Прежняя перестанет действовать`;
  return [{ label: t`Новая ссылка на звонок`, hint, icon, run: () => void renewLink(call.id) }];
}

const lockItem = (isLocked: boolean, { change }: Deeds): MenuItem => ({
  label: isLocked ? t`Открыть вход` : t`Закрыть вход`,
  hint: isLocked ? '' : t`Новых участников не впускать`,
  icon: <Icon28LockOutline width={24} height={24} />,
  run: () => attempt(change({ locked: !isLocked })),
});

async function copyAddress(call: number) {
  try {
    await navigator.clipboard.writeText(location.origin + paths.call(call));
    showSnack({ text: t`Ссылка скопирована: по ней войдут те, кому можно в этот звонок` });
  } catch {
    showSnack({ text: t`Браузер не дал скопировать. Скопируйте адрес этой страницы.` });
  }
}

export const leaveMenu = (onLeave: () => void, onEnd: () => void): readonly MenuItem[] => [
  { label: t`Выйти из звонка`, hint: t`Остальные останутся`, icon: <Icon24DoorArrowRightOutline />, run: onLeave },
  {
    label: t`Завершить для всех`,
    icon: <Icon28PhoneDownFilled width={24} height={24} />,
    isDestructive: true,
    run: onEnd,
  },
];

export async function askToEnd(onEnd: () => Promise<void>) {
  const isSure = await confirm({
    title: t`Завершить звонок для всех?`,
    text: t`Все участники выйдут из звонка.`,
    action: t`Завершить`,
    isDestructive: true,
  });
  if (isSure) await onEnd().catch((error: unknown) => showSnack({ text: sentenceOf(error) }));
}
