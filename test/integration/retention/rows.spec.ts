import { randomUUID } from 'node:crypto';
import { Instance } from '#jobs/instance.js';
import { ContactKey } from '#ledger/contact-key.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { aRecording } from '../../factories/observations.js';
import { holdLock } from '../../support/held-locks.js';
import { openRetentionWorld, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;
beforeEach(async () => {
  world = await openRetentionWorld();
});
afterEach(() => world.close());

const DAY_MS = 24 * 3_600_000;
const planned = async (kind: string) => (await world.plan.read()).find((plan) => plan.kind === kind)!;

describe('contacts', () => {
  const contacts = async () =>
    (await world.database.prisma.contact.findMany({ include: { leg: true } }))
      .map(({ leg }) => leg.vendorNo)
      .sort();

  /** Records an order as if so many days ago, with all that was said of it. @returns its ids */
  async function recorded(vendorNo: string, daysAgo: number) {
    const at = world.ago(daysAgo);
    const clock = { now: () => at, latest: () => at };
    const ledger = new LedgerService({
      ...{ database: world.database, clock, instance: new Instance('then'), consumers: [] },
      contactKey: new ContactKey(Buffer.alloc(32, 7)),
    });
    const [of] = await ledger.record([aRecording(world.account, { vendorNo, asOf: at })]);
    return of!;
  }

  it('go once nothing was said of the order for 180 days, with nothing else of it', async () => {
    await recorded('OLD', 200);
    await recorded('YOUNG', 170);
    expect((await planned('contacts')).rows).toEqual([{ table: 'contacts', rows: 1, isMore: false }]);
    await world.run();
    expect(await contacts()).toEqual(['YOUNG']);
    const old = await world.database.prisma.leg.findFirstOrThrow({
      where: { vendorNo: 'OLD' },
      include: { lines: true },
    });
    expect(old.lines).toHaveLength(1);
    expect(await planned('contacts')).toMatchObject({ standing: { rowsDeleted: 1 }, rows: [{ rows: 0 }] });
  });

  it('stay where the order changed since, or a person has corrected it', async () => {
    const corrected = await recorded('CORRECTED', 200);
    await recorded('CHANGED', 200);
    await world.ledger.record([
      aRecording(world.account, {
        ...{ vendorNo: 'CHANGED', asOf: world.ago(10) },
        fulfilment: { state: 'completed', raw: 'done', completedAt: null },
      }),
    ]);
    const said = {
      saleFen: 1n,
      totalFen: 1n,
      paidFen: 1n,
      amountsDigest: '',
      reason: 'slip',
      statedBy: 'me',
      statedAt: world.ago(20),
    };
    await world.database.prisma.correction.create({
      data: { id: randomUUID(), legId: corrected.legId, ...said },
    });
    await world.run();
    expect(await contacts()).toEqual(['CHANGED', 'CORRECTED']);
  });

  it('stay as long as a command is to be sent, or a repair waits for a person', async () => {
    const [commanded, repaired] = [await recorded('COMMAND', 200), await recorded('REPAIR', 200)];
    const at = world.ago(200);
    const dispatchId = randomUUID();
    const command = {
      id: dispatchId,
      accountId: world.account,
      kind: 'place',
      legId: commanded.legId,
      cause: 'rule',
    };
    const times = { dueAt: at, createdAt: at, updatedAt: at };
    await world.database.prisma.dispatch.create({ data: { ...command, state: 'held', ...times } });
    const [discrepancyId, repairId] = [randomUUID(), randomUUID()];
    const found = {
      rule: 'missing_at_till',
      subject: `order:${repaired.orderId}`,
      key: '',
      severity: 'high',
      state: 'open',
    };
    const told = { evidence: {}, fingerprint: 'f', repairs: [], since: at, openedAt: at, updatedAt: at };
    await world.database.prisma.discrepancy.create({
      data: { id: discrepancyId, orderId: repaired.orderId, ...found, ...told },
    });
    const repair = {
      rule: 'missing_at_till',
      kind: 'place',
      state: 'planned',
      byPolicy: false,
      fingerprint: 'f',
    };
    await world.database.prisma.repair.create({
      data: {
        id: repairId,
        discrepancyId,
        accountId: world.account,
        orderId: repaired.orderId,
        ...repair,
        dueAt: at,
        createdAt: at,
      },
    });
    await world.run();
    expect(await contacts()).toEqual(['COMMAND', 'REPAIR']);
    await world.database.prisma.dispatch.update({ where: { id: dispatchId }, data: { state: 'done' } });
    await world.database.prisma.repair.delete({ where: { id: repairId } });
    await world.run();
    expect(await contacts()).toEqual([]);
  });

  it('of many orders go a few at a time, and of an order that somebody is at not now', async () => {
    const { orderId } = await recorded('BUSY', 200);
    for (let n = 0; n < 205; n += 1) await recorded(`N-${String(n)}`, 200);
    const end = await holdLock(world.database, {
      text: `SELECT FROM orders WHERE id = '${orderId}' FOR UPDATE`,
    });
    await world.run();
    expect(await contacts()).toEqual(['BUSY']);
    await end();
    await world.run();
    expect(await contacts()).toEqual([]);
  });
});

it('refused deliveries go before their month does, with their bodies and counts, once they tell no more', async () => {
  const at = world.ago(40);
  const gone = await world.delivery(at, { state: 'refused' });
  const kept = [
    await world.delivery(world.ago(40), { state: 'refused', settledAt: null }),
    await world.delivery(world.ago(40)),
    await world.delivery(world.ago(20), { state: 'refused' }),
  ].sort();
  for (const days of [40, 20])
    await world.database.prisma.refusedDay.create({
      data: { accountId: world.account, day: world.ago(days), kept: 1 },
    });
  expect((await planned('refusals')).rows).toEqual([{ table: 'deliveries', rows: 1, isMore: false }]);
  await world.run();
  expect([await world.ids('deliveries'), await world.ids('payloads')]).toEqual([kept, kept]);
  expect(kept).not.toContain(gone);
  expect(await world.database.prisma.refusedDay.count()).toBe(1);
});

it('counts of calls go, but for the last period of each caller', async () => {
  const period = (key: string, daysAgo: number) => {
    const periodStart = world.ago(daysAgo);
    return { key, periodStart, periodEnd: new Date(periodStart.getTime() + DAY_MS), limitCalls: 500 };
  };
  await world.database.prisma.callQuota.createMany({
    data: [period('pospal:A', 500), period('pospal:A', 3), period('pospal:B', 501), period('pospal:B', 500)],
  });
  const use = { key: 'pospal:A', purpose: 'listing', calls: 3 };
  await world.database.prisma.callUse.createMany({
    data: [500, 3].map((days) => ({ ...use, periodStart: world.ago(days) })),
  });
  await world.run();
  const left = await world.database.prisma.callQuota.findMany({ orderBy: { key: 'asc' } });
  expect(left.map(({ key, periodStart }) => [key, periodStart])).toEqual([
    ['pospal:A', world.ago(3)],
    ['pospal:B', world.ago(500)],
  ]);
  expect(await world.database.prisma.callUse.count()).toBe(1);
});
