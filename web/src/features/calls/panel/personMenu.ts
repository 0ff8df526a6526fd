import { t } from '@lingui/core/macro';
import type { Deed } from '../../../api/calls';
import { confirm, type MenuItem } from '../../../ui/overlay/overlays';
import { attempt } from '../attempt';
import { useCall } from '../context';
import type { StageState } from '../stage/useStage';
import { mayI, type Seat } from '../view';

type Govern = (what: Deed, who: number | null) => Promise<unknown>;

/** What can be done about one participant: pinning by everybody, the rest by hosts and never to hosts. */
export function usePersonMenu(stage: StageState): (seat: Seat) => readonly MenuItem[] {
  const { view, deeds } = useCall();
  const isHost = mayI(view, 'run');
  return (seat) => [
    pinItem(seat, stage),
    ...(isHost && seat.id !== null && !seat.isMe
      ? governItems(seat, deeds.govern)
      : ownItems(seat, isHost, deeds.govern)),
  ];
}

function pinItem(seat: Seat, { pinned, pin }: StageState): MenuItem {
  const isPinned = pinned === seat.identity;
  return {
    label: isPinned ? t`Открепить` : t`Закрепить на экране`,
    run: () => pin(isPinned ? null : seat.identity),
  };
}

function ownItems(seat: Seat, isHost: boolean, govern: Govern): readonly MenuItem[] {
  if (!seat.isMe || !isHost || seat.handAt === null) return [];
  return [{ label: t`Опустить руку`, run: () => attempt(govern('lower', seat.id)) }];
}

function governItems(seat: Seat, govern: Govern): readonly MenuItem[] {
  const item = (what: Deed, label: string, part: Partial<MenuItem> = {}): MenuItem => ({
    label,
    ...part,
    run: () => attempt(govern(what, seat.id)),
  });
  const lower = seat.handAt === null ? [] : [item('lower', t`Опустить руку`)];
  const dismiss = seat.hosting === 'appointed' ? [item('dismiss', t`Больше не ведущий`)] : [];
  if (seat.part === 'host') return [...lower, ...dismiss];
  return [
    ...lower,
    ...soundItems(seat, item),
    ...pictureItems(seat, item),
    ...(seat.hosting === 'possible' ? [item('appoint', t`Сделать ведущим`, { isApart: true })] : []),
    {
      label: t`Удалить из звонка`,
      isDestructive: true,
      isApart: true,
      run: () => void askToRemove(seat, govern),
    },
  ];
}

type Item = (what: Deed, label: string, part?: Partial<MenuItem>) => MenuItem;

function soundItems(seat: Seat, item: Item): readonly MenuItem[] {
  if (!may(seat, 'speak')) return [item('let_speak', t`Разрешить говорить`)];
  return [
    ...(seat.hasSound ? [item('mute', t`Выключить микрофон`, { hint: t`Сможет включить снова` })] : []),
    item('silence', t`Выключить микрофон и не давать включать`),
  ];
}

function pictureItems(seat: Seat, item: Item): readonly MenuItem[] {
  return [
    may(seat, 'show') ? item('hide', t`Выключить камеру`) : item('let_show', t`Разрешить камеру`),
    may(seat, 'share')
      ? item('unshare', seat.screen ? t`Остановить показ экрана` : t`Запретить показ экрана`)
      : item('let_share', t`Разрешить показ экрана`),
  ];
}

const may = (seat: Seat, power: string) => seat.may.split(',').includes(power);

async function askToRemove(seat: Seat, govern: Govern) {
  const isSure = await confirm({
    title: t`Удалить из звонка?`,
    text: t`${seat.name} не сможет вернуться в этот звонок.`,
    action: t`Удалить`,
    isDestructive: true,
  });
  if (isSure) attempt(govern('remove', seat.id));
}
