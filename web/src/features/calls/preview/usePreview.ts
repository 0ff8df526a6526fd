import { useCallback, useEffect, useRef, useState } from 'react';
import { keepHabit, readHabits } from '../habits';
import { type Opened, openDevices, stopAll } from '../ownDevices';

const NONE: Opened = { microphone: null, camera: null, soundTrouble: null, cameraTrouble: null };

export interface Preview extends Opened {
  isOpening: boolean;
  setMicrophone(isOn: boolean): void;
  setCamera(isOn: boolean): void;
  chooseMicrophone(device: string): void;
  chooseCamera(device: string): void;
  /** Gives the devices to the call: from now on it closes them. */
  take(withCamera: boolean): Opened;
}

/** One's own devices while one looks at oneself; `wanted` is null until it is known what kind of call it is. */
export function usePreview(wanted: { sound: boolean; camera: boolean } | null): Preview {
  const [opened, setOpened] = useState<Opened>(NONE);
  const [isOpening, setOpening] = useState(true);
  const current = useRef<Opened>(NONE);
  const isTaken = useRef(false);
  const isGone = useRef(false);
  const settle = useCallback((next: Opened) => {
    current.current = next;
    setOpened(next);
  }, []);

  const wantsSound = wanted?.sound ?? null;
  const wantsCamera = wanted?.camera ?? null;
  useEffect(() => {
    if (wantsCamera === null) return;
    const { microphone, camera } = readHabits();
    let isCurrent = true;
    void openDevices({ microphone: wantsSound ? microphone : null, camera: wantsCamera ? camera : null }).then(
      (found) => {
        if (!isCurrent) return stopAll(found);
        settle(found);
        setOpening(false);
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [wantsSound, wantsCamera, settle]);

  useEffect(() => {
    isGone.current = false;
    return () => {
      isGone.current = true;
      if (!isTaken.current) stopAll(current.current);
    };
  }, []);

  const setMicrophone = useCallback(
    (isOn: boolean, device = readHabits().microphone) => {
      keepHabit({ hasSound: isOn });
      current.current.microphone?.stop();
      settle({ ...current.current, microphone: null });
      if (isOn) {
        void openDevices({ microphone: device, camera: null }).then((found) => {
          if (isGone.current) return stopAll(found);
          settle({ ...current.current, microphone: found.microphone, soundTrouble: found.soundTrouble });
        });
      }
    },
    [settle],
  );

  const setCamera = useCallback(
    (isOn: boolean, device = readHabits().camera) => {
      keepHabit({ hasCamera: isOn });
      current.current.camera?.stop();
      settle({ ...current.current, camera: null });
      if (isOn) {
        void openDevices({ microphone: null, camera: device }).then((found) => {
          if (isGone.current) return stopAll(found);
          settle({ ...current.current, camera: found.camera, cameraTrouble: found.cameraTrouble });
        });
      }
    },
    [settle],
  );

  return {
    ...opened,
    isOpening,
    setMicrophone,
    setCamera,
    chooseMicrophone: (device) => {
      keepHabit({ microphone: device });
      setMicrophone(true, device);
    },
    chooseCamera: (device) => {
      keepHabit({ camera: device });
      setCamera(true, device);
    },
    take: (withCamera) => {
      isTaken.current = true;
      const { camera } = current.current;
      if (!withCamera) camera?.stop();
      return withCamera ? current.current : { ...current.current, camera: null };
    },
  };
}
