import fc from 'fast-check';
import type { FoundOrder } from '#connectors-core/order-sink.js';
import type { ClaimedDispatch } from '../claimed/claim.store.js';
import { findWindows, firstCopy, hardDeadline, settleFind } from './find-rule.js';

const SECOND = 1_000;
const HOUR = 3_600_000;
const SENT = new Date('2026-11-21T04:00:00Z');
const after = (ms: number): Date => new Date(SENT.getTime() + ms);
const DEADLINE = hardDeadline({ writeBefore: after(10 * SECOND) }, 15 * SECOND);
const NEGATIVE = 30 * SECOND;

const claimed = (finds = 0, found_at: Date | null = null): ClaimedDispatch => ({
  id: 'd',
  account_id: 'till',
  connector: 'toy-till',
  kind: 'place',
  leg_id: 'leg',
  order_id: 'order',
  store: null,
  vendor_no: null,
  marker: 'SP-0000000000000000',
  cause: 'rule',
  state: 'unknown',
  attempts: 1,
  write_before: after(10 * SECOND),
  over_at: null,
  stated_at: SENT,
  finds,
  found_at,
  failures: 3,
  rounds: 0,
  detail: null,
  lease_holder: 'me',
});
const anOrder = (change: Partial<FoundOrder> = {}): FoundOrder => ({
  vendorNo: 'T-1',
  placedAt: SENT,
  fulfilment: 'created',
  ...change,
});
const NOTHING = { copies: [], similar: [] };
const times = (startedAt: Date) => ({
  startedAt,
  now: after(startedAt.getTime() - SENT.getTime() + SECOND),
  hardDeadline: DEADLINE,
  negativeMs: NEGATIVE,
});
const look = (startedAt: Date, finds = 0, similar: readonly FoundOrder[] = []) =>
  settleFind(claimed(finds), NOTHING, similar, times(startedAt));

describe('where orders are looked for', () => {
  const lost = (stated: number, apart = 0) => ({
    statedAt: after(stated),
    writeBefore: after(stated + apart),
  });

  it('one window does for an order that was sent soon after the time it names', () => {
    expect(findWindows([lost(0, HOUR)])).toEqual([{ from: after(-6 * HOUR), to: after(7 * HOUR) }]);
  });

  it('one window does for all that were lost within half a day', () => {
    expect(findWindows([lost(5 * HOUR), lost(0), lost(11 * HOUR)])).toEqual([
      { from: after(-6 * HOUR), to: after(17 * HOUR) },
    ]);
  });

  it('every time named and every sending lies well inside of a window, each a day long at most', () => {
    const attempts = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 72 * HOUR }), fc.integer({ min: -72 * HOUR, max: 72 * HOUR })),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(attempts, (pairs) => {
        const all = pairs.map(([stated, apart]) => lost(stated, apart));
        const windows = findWindows(all);
        const isInside = (at: Date) =>
          windows.some(
            ({ from, to }) =>
              from.getTime() + 6 * HOUR <= at.getTime() && at.getTime() + 6 * HOUR <= to.getTime(),
          );
        expect(all.every(({ statedAt, writeBefore }) => isInside(statedAt) && isInside(writeBefore))).toBe(
          true,
        );
        for (const { from, to } of windows) expect(to.getTime() - from.getTime()).toBeLessThan(24 * HOUR);
      }),
    );
  });
});

describe('what a find says', () => {
  it('the marker is the order, whenever it was looked for', () => {
    const copies = [anOrder(), anOrder({ vendorNo: 'T-2' })];
    expect(settleFind(claimed(), { copies, similar: [] }, [], times(SENT))).toMatchObject({
      state: 'done',
      vendorNo: 'T-1',
      failures: 0,
    });
  });

  it('the earliest alive is the one', () => {
    expect(firstCopy([anOrder({ fulfilment: 'cancelled' }), anOrder({ vendorNo: 'T-2' })])).toMatchObject({
      vendorNo: 'T-2',
    });
    expect(firstCopy([anOrder({ fulfilment: 'cancelled' })])).toMatchObject({ vendorNo: 'T-1' });
    expect(firstCopy([])).toBeUndefined();
  });

  it('nothing before the hard deadline says nothing', () => {
    expect(look(SENT, 1)).toMatchObject({ state: 'unknown', finds: 1, dueAt: DEADLINE });
    expect(look(new Date(DEADLINE.getTime() - 1), 1)).toMatchObject({ state: 'unknown', finds: 1 });
  });

  it('one at the hard deadline counts, and the next is due when absent may be believed', () => {
    const late = new Date(DEADLINE.getTime() + NEGATIVE);
    expect(look(DEADLINE)).toMatchObject({ state: 'unknown', finds: 1, foundAt: DEADLINE, dueAt: late });
    expect(look(new Date(late.getTime() - 1), 1)).toMatchObject({
      state: 'unknown',
      finds: 2,
      dueAt: new Date(late.getTime() + 2 * SECOND - 1),
    });
    expect(look(late, 1)).toMatchObject({ state: 'waiting', finds: 2 });
  });

  it('the first one is never enough, however late', () => {
    expect(look(after(24 * HOUR))).toMatchObject({ state: 'unknown', finds: 1 });
  });

  it('what looks like it is for a person to judge, once it is absent', () => {
    const similar = [anOrder({ vendorNo: 'T-9' })];
    expect(look(DEADLINE, 0, similar)).toMatchObject({ state: 'unknown' });
    expect(look(after(HOUR), 1, similar)).toMatchObject({
      state: 'held',
      shown: { code: 'maybe_placed' },
      detail: { similar },
    });
  });

  it('absent always means two that count, the last of them late', () => {
    const moments = fc.array(fc.integer({ min: 0, max: 120 * SECOND }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(moments, (started) => {
        let one = claimed();
        const counted: number[] = [];
        for (const ms of [...started].sort((a, b) => a - b)) {
          const startedAt = after(ms);
          const settled = settleFind(one, NOTHING, [], times(startedAt));
          if (startedAt >= DEADLINE) counted.push(ms);
          expect(settled.finds).toBe(counted.length);
          if (settled.state === 'waiting') {
            expect(counted.length).toBeGreaterThanOrEqual(2);
            expect(startedAt.getTime()).toBeGreaterThanOrEqual(DEADLINE.getTime() + NEGATIVE);
            return;
          }
          expect(settled.state).toBe('unknown');
          expect(settled.dueAt.getTime()).toBeGreaterThan(startedAt.getTime());
          one = claimed(settled.finds, settled.foundAt);
        }
      }),
    );
  });
});
