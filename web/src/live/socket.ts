/** The only user of WebSocket: opens one, reads JSON frames, tells of its end exactly once. */
import type { ServerEvent } from './events.gen';

export interface Answer {
  id: number;
  ok?: unknown;
  error?: { code: string; message: string; retry_after_ms?: number };
}

export type Frame = Answer | ServerEvent;

export interface Socket {
  send(frame: object): void;
  close(): void;
}

export interface SocketEars {
  onFrame(frame: Frame): void;
  onClose(code: number): void;
}

/** The version of docs/protocol.md this browser speaks. */
export const PROTOCOL = 1;

export function openSocket(ears: SocketEars): Socket {
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  const socket = new WebSocket(`${scheme}://${location.host}/ws?protocol=${PROTOCOL}`);
  let isOver = false;
  const end = (code: number) => {
    if (isOver) return;
    isOver = true;
    ears.onClose(code);
  };
  socket.onmessage = (message) => {
    if (!isOver) ears.onFrame(JSON.parse(message.data));
  };
  socket.onclose = (event) => end(event.code);
  return {
    send: (frame) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
    },
    close: () => {
      socket.close();
      // A half-open socket reports its close only after minutes; we do not wait for it.
      end(CLOSED_BY_US);
    },
  };
}

export const CLOSED_BY_US = 1000;
