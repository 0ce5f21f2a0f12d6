/**
 * npm passes the signals it gets on to us, and a terminal's Ctrl-C reaches npm and us both: what comes within
 * this time is the same key press.
 */
const SAME_PRESS_MS = 700;

/**
 * @returns {{ stop: AbortSignal, hurry: AbortSignal }} aborted at the first request to stop, and at the next
 *   one
 */
export function listenForSignals() {
  const stop = new AbortController();
  const hurry = new AbortController();
  let firstAt;
  const onSignal = () => {
    firstAt ??= performance.now();
    stop.abort();
    if (performance.now() - firstAt > SAME_PRESS_MS) hurry.abort();
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, onSignal);
  return { stop: stop.signal, hurry: hurry.signal };
}
