/** So long a hub may say that it is ready before what it does not do is counted against it. */
const READY_IN_VAIN_MS = 30_000;

export const HEAD =
  '\nfault                                       for  sent acknowledged waiting lost doubled unplaced hour  first 2xx  drained  ready in vain';

/** One run's line; seconds. */
export function lineOf({ fault, seconds }, result) {
  const head = `${fault.name.padEnd(41)} ${String(seconds).padStart(3)} s`;
  if (result.error) return `${head}  ${result.error.message}`;
  const { sent, acknowledged, waiting, lost, doubled, unplaced, hourIsRight } = result;
  const cells = [
    String(sent).padStart(5),
    String(acknowledged).padStart(12),
    String(waiting).padStart(7),
    String(lost).padStart(4),
    String(doubled).padStart(7),
    String(unplaced).padStart(8),
    hourIsRight ? 'right' : 'WRONG',
    inSeconds(result.firstOkMs).padStart(9),
    inSeconds(result.drainedMs).padStart(8),
    inSeconds(result.readyInVainMs).padStart(14),
  ];
  return `${head} ${cells.join(' ')}${isGood(result) ? '' : '  <- not good'}`;
}

const inSeconds = (ms) => (ms === Infinity ? 'never' : `${(ms / 1_000).toFixed(1)} s`);

export const isGood = ({ error, sent, acknowledged, lost, doubled, unplaced, hourIsRight, ...times }) =>
  error === undefined &&
  sent === acknowledged &&
  lost + doubled + unplaced === 0 &&
  hourIsRight &&
  times.drainedMs !== Infinity &&
  times.readyInVainMs <= READY_IN_VAIN_MS;
