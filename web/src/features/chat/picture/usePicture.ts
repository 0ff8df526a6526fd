import { t } from '@lingui/core/macro';
import { useEffect, useState } from 'react';
import { postPicture } from '../../../api/pictures';
import { sentenceOf } from '../../../api/sentence';
import { isImage } from './cropped';

/** From the file on the device to the number of the stored picture. */
export interface PictureChoice {
  /** The chosen image, while its square is being chosen. */
  uncut: string | null;
  /** What to show until the server has it, and after. */
  preview: string | null;
  /** How much has left, from 0 to 1; null while nothing is on its way. */
  progress: number | null;
  failure: string | null;
  take(file: File): void;
  cut(picture: Blob): void;
  drop(): void;
  /** Sends the same square again; null when there is nothing to send. */
  again: (() => void) | null;
}

/** A phone's largest photo is far below; what is above would only stop the browser. */
const LARGEST_BYTES = 40 * 2 ** 20;

export function usePicture(onStored: (picture: number) => Promise<void> | void): PictureChoice {
  const [uncut, setUncut] = useAddress();
  const [preview, setPreview] = useAddress();
  const [cutPicture, setCutPicture] = useState<Blob | null>(null);
  const [progress, setProgress] = useState<number | null>(null);
  const [failure, setFailure] = useState<string | null>(null);

  const take = async (file: File) => {
    setFailure(null);
    if (file.size > LARGEST_BYTES) return setFailure(t`Файл слишком большой. Подойдёт фото до 40 мегабайт.`);
    const address = URL.createObjectURL(file);
    if (await isImage(address)) return setUncut(address);
    URL.revokeObjectURL(address);
    return setFailure(t`Этот файл не получается открыть как фото. Подойдут JPEG, PNG и WebP.`);
  };

  const send = async (picture: Blob) => {
    setFailure(null);
    setProgress(0);
    try {
      const stored = await postPicture(picture, setProgress);
      await onStored(stored.picture);
      setCutPicture(null);
    } catch (error) {
      setFailure(sentenceOf(error));
    }
    setProgress(null);
  };

  const cut = (picture: Blob) => {
    setUncut(null);
    setPreview(URL.createObjectURL(picture));
    setCutPicture(picture);
    void send(picture);
  };

  return {
    uncut,
    preview,
    progress,
    failure,
    take: (file) => void take(file),
    cut,
    drop: () => setUncut(null),
    again: failure && cutPicture ? () => void send(cutPicture) : null,
  };
}

/** An address of something in memory, given back when another takes its place. */
function useAddress() {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => () => (address ? URL.revokeObjectURL(address) : undefined), [address]);
  return [address, setAddress] as const;
}
