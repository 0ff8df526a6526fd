import { t } from '@lingui/core/macro';
import { FormItem, NativeSelect } from '@vkontakte/vkui';
import { type ReactNode, useEffect, useState } from 'react';
import { readHabits } from './habits';
import { canChooseSpeaker, type DeviceKind, listDevices } from './ownDevices';

interface DeviceFieldProps {
  kind: DeviceKind;
  /** Devices get their names with the first permission: another value asks for them again. */
  due: unknown;
  /** The browser is still asked for devices: the field keeps its place, so that nothing moves under a finger. */
  isOpening?: boolean;
  onChoose(device: string): void;
  children?: ReactNode;
}

/** Which microphone, camera or loudspeaker; not shown where there is nothing to choose. */
export function DeviceField({ kind, due, isOpening = false, onChoose, children }: DeviceFieldProps) {
  const { devices, isKnown } = useDevices(kind, due);
  const [chosen, setChosen] = useState(() => readHabits()[HABIT[kind]]);
  if ((devices.length === 0 && isKnown && !isOpening) || (kind === 'audiooutput' && !canChooseSpeaker())) return null;
  const value = devices.some((device) => device.deviceId === chosen) ? chosen : (devices[0]?.deviceId ?? '');
  const label = labelOf(kind);
  return (
    <FormItem noPadding top={label}>
      <NativeSelect
        slotProps={{ select: { 'aria-label': label } }}
        value={value}
        disabled={devices.length === 0}
        onChange={(event) => {
          setChosen(event.target.value);
          onChoose(event.target.value);
        }}
      >
        {devices.length === 0 && <option value="">{t`Включаем…`}</option>}
        {devices.map((device, index) => (
          <option key={device.deviceId} value={device.deviceId}>
            {nameOf(device) || `${label} ${index + 1}`}
          </option>
        ))}
      </NativeSelect>
      {children}
    </FormItem>
  );
}

const HABIT = { audioinput: 'microphone', videoinput: 'camera', audiooutput: 'speaker' } as const;

/** Chrome adds the numbers of the maker: «Camera (046d:0825)». */
const nameOf = ({ label }: MediaDeviceInfo) => label.replace(/\s*\([\da-f]{4}:[\da-f]{4}\)$/i, '');

function labelOf(kind: DeviceKind): string {
  if (kind === 'audioinput') return t`Микрофон`;
  return kind === 'videoinput' ? t`Камера` : t`Динамик`;
}

interface Found {
  due: unknown;
  devices: readonly MediaDeviceInfo[];
}

/** What there is to choose; what was found before stays until the browser has answered for this `due`. */
function useDevices(kind: DeviceKind, due: unknown) {
  const [found, setFound] = useState<Found | null>(null);
  useEffect(() => {
    let isCurrent = true;
    const ask = () => void listDevices(kind).then((devices) => isCurrent && setFound({ due, devices }));
    ask();
    navigator.mediaDevices?.addEventListener('devicechange', ask);
    return () => {
      isCurrent = false;
      navigator.mediaDevices?.removeEventListener('devicechange', ask);
    };
  }, [kind, due]);
  return { devices: found?.devices ?? [], isKnown: found !== null && found.due === due };
}
