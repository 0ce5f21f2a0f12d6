import type { ExportedStore } from './exported-hour.js';

/** What one statement reads: the hours of these stores that begin in [from, to). */
export interface ExportSlice {
  readonly stores: readonly ExportedStore[];
  readonly from: Date;
  readonly to: Date;
}

const HOUR_MS = 3_600_000;

/**
 * A period cut so that no slice has much more than `most` hours: store by store, each in the order of time. Hours that
 * a change of clocks makes shorter are not counted.
 */
export function* slicesOf(
  stores: readonly ExportedStore[],
  { from, to }: { readonly from: Date; readonly to: Date },
  most: number,
): Generator<ExportSlice> {
  const hours = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / HOUR_MS));
  const storesAtOnce = Math.max(1, Math.floor(most / hours));
  for (let done = 0; done < stores.length; done += storesAtOnce) {
    const some = stores.slice(done, done + storesAtOnce);
    for (let at = from.getTime(); at < to.getTime(); at += most * HOUR_MS) {
      const end = Math.min(to.getTime(), at + most * HOUR_MS);
      yield { stores: some, from: new Date(at), to: new Date(end) };
    }
  }
}
