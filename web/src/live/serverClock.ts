/** The server's clock, as its last `hello` told it: that of a device may be minutes or years off. */
let aheadMs = 0;

export function tellServerClock(now: number) {
  aheadMs = now - Date.now();
}

/** What the server would say now; before the first `hello` the device's own clock. */
export const serverNow = (): number => Date.now() + aheadMs;
