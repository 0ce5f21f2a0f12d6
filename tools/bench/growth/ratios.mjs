/** Of a year's orders ten times as many may take so much longer. */
const MOST = [
  { from: 1_000_000, ratio: 1.5 },
  { from: 0, ratio: 1.2 },
];
/** What takes no longer is told apart from others by chance alone, ms. */
export const NOTHING_MS = 2;

/**
 * Prints how each figure has grown between two sizes.
 *
 * @typedef {{ orders: number, figures: import('./work.mjs').Figure[] }} Measured
 * @param {Measured} smaller
 * @param {Measured} larger
 */
export function printGrowth(smaller, larger) {
  const { ratio: most } = MOST.find(({ from }) => smaller.orders >= from);
  console.log(`\ngrowth from ${smaller.orders} to ${larger.orders} orders, ms; * over × ${most}`);
  console.log(`what takes less than ${NOTHING_MS} ms at both sizes is noise, and has no ratio`);
  console.log('        clock, ms      ratio    database CPU, ms      ratio');
  for (const [at, figure] of larger.figures.entries()) {
    const before = smaller.figures[at]; // by place: what they ask for has other ids at each size
    const clock = columns(before.ms, figure.ms, most);
    const cpu = columns(before.cpuMs, figure.cpuMs, most);
    console.log(`${clock}  ${cpu}  ${figure.name}`);
  }
}

function columns(before, after, most) {
  const figures = [before, after].map((ms) => ms.toFixed(1).padStart(9)).join('');
  if (Math.max(before, after) < NOTHING_MS) return `${figures}${'–'.padStart(8)}  `;
  const ratio = after / Math.max(before, NOTHING_MS);
  return `${figures}${ratio.toFixed(2).padStart(8)}${ratio > most ? ' *' : '  '}`;
}
