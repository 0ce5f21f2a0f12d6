import { freightOf, packagingOf, TOLD_STORES } from './told-facts.mjs';

const HOUR_MS = 3_600_000;

/**
 * What each hour sold, by the facts alone: shares no code with the hub. Cancelled and unpaid orders sell nothing; what money
 * that went back does, and which parts of a sale count, is the store's to say.
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
  for (const sale of sales) {
    const { code, pastMinutes } = TOLD_STORES[sale.store];
    for (const [at, ...added] of effectsOf(sale)) {
      const figures = hours.get(`${code} ${beginning(at, pastMinutes)}`);
      if (figures !== undefined) for (const [column, figure] of added.entries()) figures[column] += figure;
    }
  }
  return [...hours].map(([hour, figures]) => `${hour} ${figures.join(' ')}`).sort();
}

/** @returns {number[][]} instant, fen, orders, items and lines of what a sale adds */
function effectsOf({ store, paidAt, refundedAt, fen, items, lines, fate }) {
  if (fate === 'cancelled' || fate === 'unpaid') return [];
  const { refunds, leftOut } = TOLD_STORES[store].rules;
  const counted = leftOut.length > 0 ? fen - freightOf(fen) - packagingOf(fen) : fen;
  const sold = [paidAt, counted, 1, items + lines - 1, lines];
  if (fate !== 'refunded' || refunds === 'ignore') return [sold];
  return [sold, [refunds === 'own_hour' ? refundedAt : paidAt, -counted, 0, 0, 0]];
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
