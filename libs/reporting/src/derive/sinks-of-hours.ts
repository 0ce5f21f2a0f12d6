import type { HoursToDerive, HourToDerive } from './deriving.js';
import type { Sink } from './sinks.store.js';

/**
 * Parts hours among a store's sinks: each goes to the one in whose time it begins; hours before, after and between
 * these times, which somebody asks for, go to the one that is open.
 * @param sinks of one store, in the order of their times
 * @param hours in order
 * @returns undefined when there is an hour that nobody takes
 */
export function bySink(sinks: readonly Sink[], hours: readonly HourToDerive[]): HoursToDerive[] | undefined {
  const open = sinks.find(({ ends_at }) => ends_at === null);
  const work: { storeId: string; accountId: string; hours: HourToDerive[] }[] = [];
  for (const hour of hours) {
    const sink = sinks.find((one) => isIn(one, hour.start)) ?? open;
    if (sink === undefined) return undefined;
    const last = work.at(-1);
    if (last?.accountId === sink.account_id) last.hours.push(hour);
    else work.push({ storeId: sink.store_id, accountId: sink.account_id, hours: [hour] });
  }
  return work;
}

/** Whether an hour that begins then is the sink’s. */
export const isIn = ({ starts_at, ends_at }: Sink, start: Date): boolean =>
  start >= starts_at && (ends_at === null || start < ends_at);
