import fc from 'fast-check';
import { hoursBeginningIn } from '#domain/business-time.js';
import { findDifferences } from '#reporting/watch/differences.store.js';
import { newId } from '../../support/open-ledger.js';
import { ReportingWorld } from './reporting-world.js';

/** Where hours begin at other minutes than elsewhere, are cut short or come twice; and where they do not. */
const PLACES = [
  ['Australia/Lord_Howe', '2026-04-04T12:00:00Z'],
  ['Australia/Lord_Howe', '2026-10-03T12:00:00Z'],
  ['Asia/Kathmandu', '2026-03-05T00:00:00Z'],
  ['America/New_York', '2026-11-01T00:00:00Z'],
  ['Asia/Shanghai', '1986-05-03T12:00:00Z'],
  ['Asia/Shanghai', '2026-03-05T00:00:00Z'],
] as const;
const DAY_MS = 86_400_000;

interface Sold {
  readonly atShare: number;
  readonly fen: number;
}

describe('the proof of hours, in one pass', () => {
  let world: ReportingWorld;
  beforeAll(async () => {
    world = await ReportingWorld.open();
  });
  afterAll(() => world.close());

  /** A store's hours of one day as the sales say, but for those of which it is said otherwise. @returns these */
  async function derivedStore(zone: string, from: Date, sold: readonly Sold[], wrong: readonly number[]) {
    const storeId = await world.addStore(zone);
    const hours = hoursBeginningIn(from, new Date(from.getTime() + DAY_MS), zone);
    const [first, last] = [hours[0]!.start.getTime(), hours.at(-1)!.end.getTime()];
    const sales = sold.map(({ atShare, fen }) => ({
      at: new Date(Math.floor(first + atShare * (last - first - 1))),
      fen: BigInt(fen),
    }));
    for (const sale of sales)
      await world.sell(storeId, { fen: sale.fen, at: sale.at.toISOString().slice(0, -1) });
    const wrongHours = new Set(wrong.map((one) => one % hours.length));
    await world.database.prisma.salesHour.createMany({
      data: hours.map(({ start, end }, at) => {
        const within = sales.filter((sale) => sale.at >= start && sale.at < end);
        // An hour that is wrong says nothing of what was sold, or something where nothing was.
        const said = !wrongHours.has(at) ? within : within.length > 0 ? [] : [{ fen: 1n }];
        const [totalFen, count] = [said.reduce((sum, { fen }) => sum + fen, 0n), said.length];
        return {
          ...{ storeId, hourStart: start, hourEnd: end, revision: 1, revisionId: newId(), derivedAt: end },
          ...{ totalFen, orders: count, items: count, lines: count },
        };
      }),
    });
    return [...wrongHours].map((at) => `${storeId} ${hours[at]!.start.toISOString()}`);
  }

  it('finds every hour that differs, and no other, in every zone', async () => {
    const shares = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const sold = fc.array(fc.record({ atShare: shares, fen: fc.nat(5) }), { minLength: 15, maxLength: 30 });
    const property = fc.asyncProperty(
      fc.constantFrom(...PLACES),
      sold,
      fc.array(fc.nat(40), { minLength: 3, maxLength: 8 }),
      async ([zone, start], sales, wrong) => {
        const from = new Date(start);
        const differing = await derivedStore(zone, from, sales, wrong);
        await world.database.rows({ text: 'DELETE FROM order_changes' });
        const to = new Date(from.getTime() + DAY_MS);
        const found = await findDifferences(world.database, { from, to, waitingSince: to }, 1_000);
        const ours = found.map(({ storeId, start: hour }) => `${storeId} ${hour.toISOString()}`);
        expect(ours.sort()).toEqual([...differing].sort());
        await world.database.prisma.salesHour.deleteMany({});
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });
});
