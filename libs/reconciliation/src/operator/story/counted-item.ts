import type { TimelineKind } from '#domain/timeline-evidence.js';
import type { CountedHour, CountedView } from '#ledger/story/counted-story.query.js';
import type { OrderHourView } from '#reporting/operator/order-hours.query.js';
import type { StoryNames } from './names.js';
import type { StoryItem } from './story-item.js';

/** In which hours an order counts otherwise. */
export function countedItem({ at, why, hours }: CountedView): StoryItem {
  const changed = hours.filter(({ orders, byFen }) => orders !== 0 || byFen !== 0n);
  const [first, second, ...more] = changed.length > 0 ? changed : hours.slice(0, 1);
  if (first !== undefined && second === undefined) return { at, ...oneHour(first, why) };
  const isMove = first !== undefined && second !== undefined && more.length === 0;
  const move = isMove ? movedHour(first, second, why) : undefined;
  const changes = changed.map(({ hourStart, store, byFen }) => ({
    ...{ hourAt: hourStart.toISOString(), store, byFen: byFen.toString() },
  }));
  return { at, ...(move ?? { kind: 'hours_changed', evidence: { changes, why }, ids: {} }) };
}

type Told = Omit<StoryItem, 'at'>;

function oneHour(hour: CountedHour, why: string): Told {
  const { storeId, store, hourStart, orders, byFen, refundFen } = hour;
  const evidence = {
    ...{ hourAt: hourStart.toISOString(), store, byFen: byFen.toString(), orders },
    ...{ refundFen: refundFen.toString(), why },
  };
  return { kind: kindOf(hour), evidence, ids: { storeId, hourStart } };
}

function kindOf({ orders, byFen, refundFen }: CountedHour): TimelineKind {
  if (orders !== 0) return orders > 0 ? 'hour_counted' : 'hour_left';
  if (byFen === 0n) return 'hour_parts_changed';
  return byFen === -refundFen && refundFen > 0n ? 'hour_refunded' : 'hour_changed';
}

/** The order counts in the one and no longer in the other; undefined where it is no such move. */
function movedHour(one: CountedHour, other: CountedHour, why: string): Told | undefined {
  const [from, to] = one.orders < 0 ? [one, other] : [other, one];
  if (from.orders !== -1 || to.orders !== 1) return undefined;
  const evidence = {
    ...{ fromAt: from.hourStart.toISOString(), fromStore: from.store },
    ...{ toAt: to.hourStart.toISOString(), toStore: to.store, byFen: to.byFen.toString(), why },
  };
  return { kind: 'hour_moved', evidence, ids: { storeId: to.storeId, hourStart: to.hourStart } };
}

/** What an hour was derived to be with the order, and how that was reported. */
export function hourItem(row: OrderHourView, names: StoryNames): StoryItem {
  const { at, storeId, store, hourStart, revision, report } = row;
  const hour = { hourAt: hourStart.toISOString(), store, revision };
  const ids = { storeId, hourStart, revision };
  if (report === null) {
    const figures = { byFen: row.byFen.toString(), totalFen: row.totalFen.toString(), orders: row.orders };
    return { at, kind: 'hour_derived', evidence: { ...hour, ...figures }, ids };
  }
  const { accountId, submissionId, cover } = report;
  const evidence = { ...hour, account: names.account(accountId), report: standing(report), cover };
  return { at, kind: 'hour_reported', evidence, ids: { ...ids, accountId, submissionId } };
}

/** Codes of ours that say of a report that is over why it did not get there. */
const ENDS: ReadonlySet<string | null> = new Set(['superseded', 'unbound', 'unconfirmed']);

const standing = ({ state, errorCode }: NonNullable<OrderHourView['report']>): string =>
  errorCode !== null && ENDS.has(errorCode) ? errorCode : state;
