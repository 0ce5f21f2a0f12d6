import { TOLD_STORES } from './told-facts.mjs';

const HOUR_MS = 3_600_000;

/**
 * What each hour sold, by the facts alone: shares no code with the hub. Cancelled and unpaid orders sell nothing, money
 * that went back leaves a sale in its hour.
 *
 * @param {ReturnType<typeof import('./told-facts.mjs').drawSales>} sales
 * @param {{ from: number, to: number }} stretch of which whole hours are told, epoch ms
 * @returns {string[]} `store start fen orders items lines` of every hour, those without a sale too
 */
export function soldHours(sales, { from, to }) {
  const hours = new Map(
    TOLD_STORES.flatMap((store) =>
      startsOf(store, from, to).map((start) => [`${store.code} ${start}`, [0, 0, 0, 0]]),
    ),
  );
  for (const { store, paidAt, fen, items, lines, fate } of sales) {
    if (fate === 'cancelled' || fate === 'unpaid') continue;
    const { code, pastMinutes } = TOLD_STORES[store];
    const figures = hours.get(`${code} ${beginning(paidAt, pastMinutes)}`);
    if (figures === undefined) continue;
    const sold = [fen, 1, items + lines - 1, lines];
    for (const [at, figure] of sold.entries()) figures[at] += figure;
  }
  return [...hours].map(([hour, figures]) => `${hour} ${figures.join(' ')}`).sort();
}

function startsOf({ pastMinutes }, from, to) {
  const starts = [];
  for (let at = beginning(from + HOUR_MS - 1, pastMinutes); at < to; at += HOUR_MS) starts.push(at);
  return starts;
}

function beginning(at, pastMinutes) {
  const past = pastMinutes * 60_000;
  return Math.floor((at - past) / HOUR_MS) * HOUR_MS + past;
}
