import { z } from 'zod';
import type { CallQuota } from '../call-quota.js';
import { ConnectorError } from '../connector-error.js';
import type { PushAddress } from '../connector.js';
import type { FoundOrder, FoundOrders, MarkedOrder, OrderSink } from '../order-sink.js';
import { PageRepeat } from '../page-repeat.js';
import type { SourcePages, Window } from '../source-pages.js';
import type { Call, CallResult } from '../transport.js';
import { wireOptional, wireText } from '../wire-schema.js';
import type { ToyAccount, ToyFault } from './toy-vendor.js';
import { TOY_HOUR_MS, TOY_MOST_PAGES, toyPage, toyRow } from './toy-vendor.js';
import type { OrderObservation } from '#domain/order-observation.js';

/** What the toy's till side needs of the toy. */
interface ToyCaller {
  readonly fault?: ToyFault | undefined;
  call<T>(
    account: ToyAccount,
    effect: Call<T>['effect'],
    params: Readonly<Record<string, string>>,
    read: (data: unknown) => T,
    writeBefore?: Date,
  ): Promise<CallResult<T>>;
  shaped<S extends z.ZodType>(schema: S, value: unknown): z.output<S>;
  observation(data: unknown, asOf: Date): OrderObservation;
}

const HOUR_MS = TOY_HOUR_MS;
const bounds = ({ from, to }: Window) => ({ from: String(from.getTime()), to: String(to.getTime()) });

async function listed(toy: ToyCaller, account: ToyAccount, window: Window, cursor: string | null) {
  const late = toy.fault === 'asks_beyond_the_window' ? 60_000 : 0;
  const asked = { from: window.from, to: new Date(window.to.getTime() + late) };
  const page = cursor === null || toy.fault === 'forgets_the_cursor' ? {} : { page: cursor };
  const result = await toy.call(account, 'read', { ...bounds(asked), ...page }, (data) =>
    toy.shaped(toyPage, data),
  );
  if (cursor !== null && result.value.next === cursor && toy.fault !== 'reads_pages_for_ever')
    throw new ConnectorError('invalid_response', 'the same page again');
  return result;
}

/** Pages of an hour at most. */
export function toyPages(toy: ToyCaller): SourcePages {
  return {
    windowTime: 'created',
    largestWindowMs: HOUR_MS,
    lagMs: 0,
    overlapMs: 1000,
    mostPages: TOY_MOST_PAGES,
    pagesShift: false,
    streams: () => ['orders'],
    intervalMs: () => 60_000,
    async page({ window, cursor }, account) {
      if (window.to.getTime() - window.from.getTime() > HOUR_MS)
        throw new ConnectorError('unsupported', 'an hour at most');
      const { value, sentAt, body } = await listed(toy, account as ToyAccount, window, cursor);
      const observations: OrderObservation[] = [];
      const unread: { vendorNo: string | null; message: string }[] = [];
      for (const row of value.rows) {
        try {
          observations.push(toy.observation(row, sentAt));
        } catch (error) {
          if (!(error instanceof ConnectorError) || toy.fault === 'stops_at_a_bad_row') throw error;
          const number = z.object({ orderNo: wireText }).safeParse(row);
          unread.push({ vendorNo: number.success ? number.data.orderNo : null, message: error.message });
        }
      }
      const cut = value.isCut && toy.fault !== 'ends_with_a_cut_list' ? { notWhole: 'cut off' } : {};
      return { observations, unread, next: value.next, ...cut, rawBody: body };
    },
  };
}

/** A till that knows its orders by a marker in their remark. */
export function toyOrderSink(toy: ToyCaller): OrderSink {
  const move = (name: string) => async (vendorNo: string, account: object, writeBefore: Date) => {
    const twice = toy.fault === 'repeats_a_cancel' && name === 'cancel';
    const late = toy.fault === 'cancels_too_late' && name === 'cancel';
    const before = late ? undefined : writeBefore;
    const run = () => toy.call(account as ToyAccount, 'write', { [name]: vendorNo }, () => undefined, before);
    await (twice ? run().catch(run) : run());
  };
  return {
    document: ({ marker, items, placedAt, contact, amounts }) => {
      const uids = items.map(({ productUid }) =>
        toy.fault === 'loses_digits' ? String(Number(productUid)) : productUid,
      );
      const buyer = [contact?.name, contact?.phone, contact?.address];
      const text = JSON.stringify({ remark: marker, uids, buyer });
      return { text, statedAt: placedAt, totalFen: amounts.saleFen };
    },
    async place({ text }, account, writeBefore) {
      const read = (data: unknown): string =>
        toy.fault === 'invents_a_number' ? 'N0' : toy.shaped(z.object({ orderNo: wireText }), data).orderNo;
      const until = toy.fault === 'sends_too_late' ? undefined : writeBefore;
      const { value } = await toy.call(account as ToyAccount, 'write', { place: text }, read, until);
      return { vendorNo: value, message: 'booked' };
    },
    ship: move('ship'),
    complete: move('complete'),
    cancel: move('cancel'),
    async find({ orders, windows }, account) {
      const rows = await sought(toy, account as ToyAccount, windows);
      const [first] = orders;
      return orders.map((order) =>
        foundOf(toy, toy.fault === 'finds_the_first' ? (first ?? order) : order, rows),
      );
    },
    cameFromTill: () => false,
  };
}

function foundOf(toy: ToyCaller, { marker, like }: MarkedOrder, rows: readonly ToyRow[]): FoundOrders {
  const ours = rows.filter(({ remark }) => remark?.includes(marker) ?? false);
  const similar = rows.filter(
    ({ remark, phone, totalFen, at }) =>
      !(remark ?? '').includes('SP-') &&
      phone === like.phone &&
      totalFen === String(like.saleFen) &&
      Math.abs(at.getTime() - like.placedAt.getTime()) < 900_000,
  );
  return toy.fault === 'finds_by_phone'
    ? { copies: found([...ours, ...similar]), similar: [] }
    : { copies: found(ours), similar: found(similar) };
}

type ToyRow = z.output<typeof toyRow>;

const found = (rows: readonly ToyRow[]): FoundOrder[] =>
  [...rows]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ orderNo, at }) => ({ vendorNo: orderNo, placedAt: at, fulfilment: 'created' }));

async function sought(toy: ToyCaller, account: ToyAccount, windows: readonly Window[]): Promise<ToyRow[]> {
  const rows = new Map<string, ToyRow>();
  for (const { from, to } of windows) {
    const step = toy.fault === 'asks_for_the_whole_window' ? to.getTime() - from.getTime() : HOUR_MS;
    for (let start = from.getTime(); start < to.getTime(); start += step) {
      const window = { from: new Date(start), to: new Date(Math.min(start + step, to.getTime())) };
      await readPages(toy, account, window, rows);
    }
  }
  return [...rows.values()];
}

async function readPages(
  toy: ToyCaller,
  account: ToyAccount,
  window: Window,
  rows: Map<string, ToyRow>,
): Promise<void> {
  let cursor: string | null = null;
  const repeat = new PageRepeat();
  for (let page = 1; page <= 20; page += 1) {
    if (page > TOY_MOST_PAGES && toy.fault !== 'reads_pages_for_ever')
      throw new ConnectorError('invalid_response', 'no end');
    try {
      const { value } = await listed(toy, account, window, cursor);
      if (value.isCut && toy.fault !== 'finds_in_a_cut_list')
        throw new ConnectorError('invalid_response', 'cut');
      if (repeat.of(JSON.stringify(value.rows)) && toy.fault !== 'follows_a_repeated_page') {
        if (repeat.isAskedAgain) throw new ConnectorError('invalid_response', 'the same page again');
        continue;
      }
      for (const row of value.rows.map((each) => toy.shaped(toyRow, each))) rows.set(row.orderNo, row);
      cursor = value.next;
    } catch (error) {
      if (toy.fault !== 'finds_half') throw error;
      cursor = null;
    }
    if (cursor === null) return;
  }
}

/** So many calls an hour. */
export function toyQuota(toy: ToyCaller): CallQuota {
  return {
    caller: () => 'toy',
    period: (at) => {
      const start = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
      return { start: new Date(start), end: new Date(start + HOUR_MS) };
    },
    limit: () => null,
    async read(_period, account) {
      const shape = z.object({ limit: z.int(), left: z.int() });
      const { value } = await toy.call(account as ToyAccount, 'read', { quota: 'now' }, (data) =>
        toy.shaped(shape, data),
      );
      const { limit, left } = value;
      return { limit, used: toy.fault === 'counts_what_is_left' ? left : limit - left };
    },
  };
}

export function toyPushAddress(toy: ToyCaller): PushAddress {
  return {
    async register(url, account) {
      const address = toy.fault === 'keeps_no_address' ? '' : url;
      await toy.call(account as ToyAccount, 'write', { push: address }, () => undefined);
    },
    async registered(account) {
      const shape = z.object({ url: wireOptional(wireText) });
      const { value } = await toy.call(account as ToyAccount, 'read', { push: '?' }, (data) =>
        toy.shaped(shape, data),
      );
      return value.url;
    },
  };
}
