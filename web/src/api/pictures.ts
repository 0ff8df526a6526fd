/** Sending a picture: the one request that shows how far it is, which `fetch` cannot. */
import { ApiError, STATUS_UNREACHABLE } from './ApiError';
import { bodyless, refusal } from './fetch';

export interface Stored {
  picture: number;
}

/** Uploads the picture; `onProgress` hears the part that has left, from 0 to 1. */
export function postPicture(picture: Blob, onProgress: (part: number) => void): Promise<Stored> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/pictures');
    for (const [name, value] of Object.entries(bodyless('POST'))) request.setRequestHeader(name, value);
    request.setRequestHeader('Content-Type', picture.type);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new ApiError(STATUS_UNREACHABLE, 'unreachable', ''));
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status >= 200 && request.status < 300) resolve(answer as Stored);
      else reject(refusal(request.status, answer));
    };
    request.send(picture);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
