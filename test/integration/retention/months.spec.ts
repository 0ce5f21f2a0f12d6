import { randomUUID } from 'node:crypto';
import { DeliveryQuery } from '#intake/delivery.query.js';
import { DismissService } from '#intake/dismiss.service.js';
import { aRecording } from '../../factories/observations.js';
import { monthName, openRetentionWorld, type RetentionWorld } from './retention-world.js';

let world: RetentionWorld;
beforeEach(async () => {
  world = await openRetentionWorld();
});
afterEach(() => world.close());

const raw = async () => (await world.plan.read()).find(({ kind }) => kind === 'raw')!;
const held = async () =>
  (await raw()).months.flatMap(({ name, holds }) => holds.map(({ code }) => `${name} ${code}`));
const standing = async () => (await raw()).standing!;

describe('months of deliveries and their bodies', () => {
  it('go once their last row is 90 days old, and the younger ones stay', async () => {
    const [old, young] = [await world.delivery(world.ago(200)), await world.delivery(world.ago(60))];
    const kept = ['ledger_entries', 'hourly_revisions', 'dispatch_attempts', 'submission_attempts'];
    const before = await Promise.all(kept.map((table) => world.months(table)));
    await world.run();
    expect(await world.ids('deliveries')).toEqual([young]);
    expect(await world.ids('payloads')).toEqual([young]);
    expect(old < young).toBe(true);
    for (const table of ['deliveries', 'payloads']) {
      const months = await world.months(table);
      expect(months).not.toContain(monthName(world.ago(200)));
      expect(months).toContain(monthName(world.ago(90)));
    }
    // What is kept for ever, or longer, is as it was.
    expect(await Promise.all(kept.map((table) => world.months(table)))).toEqual(before);
    expect(await world.strays()).toEqual([]);
    expect(await standing()).toMatchObject({ failingSince: null, overdueSince: null, held: 0 });
  });

  it('are told before they go, with what they hold and how much that is', async () => {
    await world.delivery(world.ago(200));
    const before = await raw();
    const due = before.months.filter(({ isDue }) => isDue);
    expect(due.map(({ name }) => name)).toContain(`deliveries_${monthName(world.ago(200))}`);
    for (const { goesAt, bytes, holds } of due) {
      expect(goesAt.getTime()).toBeLessThanOrEqual(Date.now());
      expect(bytes).toBeGreaterThan(0);
      expect(holds).toEqual([]);
    }
    expect(before).toMatchObject({ days: 90, changedAt: null, standing: null });
    expect(before.oldestAt).toEqual(world.ago(200));
    // Of each table the one that is next, too.
    const next = before.months.filter(({ isDue }) => !isDue);
    expect(next.map(({ table }) => table)).toEqual(['deliveries', 'payloads', 'shown_legs']);
    expect(await world.ids('deliveries')).toHaveLength(1);
    await world.run();
    const after = await raw();
    expect(after.months.filter(({ isDue }) => isDue)).toEqual([]);
    expect(after.standing!.monthsDropped).toBe(due.length);
  });

  it.each([
    ['is not worked off', 'pending', { state: 'pending', settledAt: null }],
    ['waits for a person', 'contradicts', { state: 'contradicts' }],
    ['failed and names no order', 'failed', { state: 'failed' }],
    [
      'failed of an order that nobody knows',
      'failed',
      { state: 'failed', references: [{ vendorNo: 'X-1' }] },
    ],
    ['was refused and still tells', 'refused', { state: 'refused', settledAt: null }],
  ])('stay with a delivery that %s', async (_what, code, said) => {
    const id = await world.delivery(world.ago(200), said);
    const month = monthName(world.ago(200));
    expect(await held()).toEqual([`deliveries_${month} ${code}`]);
    await world.run();
    expect(await world.ids('deliveries')).toEqual([id]);
    // The bodies stay with it.
    expect(await world.ids('payloads')).toEqual([id]);
    expect(await standing()).toMatchObject({ held: 1, failingSince: null });
    expect((await standing()).overdueSince).not.toBeNull();
    expect(world.events).toContainEqual(expect.objectContaining({ outcome: 'held', holds: [`${code} 1`] }));
    await world.database.rows({ text: `UPDATE deliveries SET state = 'done', settled_at = now()` });
    await world.run();
    expect([await world.ids('deliveries'), await world.ids('payloads')]).toEqual([[], []]);
    expect(await standing()).toMatchObject({ held: 0, overdueSince: null });
  });

  it('go with a failed delivery of an order of which its vendor has spoken since', async () => {
    await world.delivery(world.ago(200), { state: 'failed', references: [{ vendorNo: 'HEARD' }] });
    await world.ledger.record([aRecording(world.account, { vendorNo: 'HEARD', asOf: world.ago(100) })]);
    expect(await held()).toEqual([]);
    await world.run();
    expect(await world.ids('deliveries')).toEqual([]);
  });

  it('go with a failed delivery that a person is done with', async () => {
    const id = await world.delivery(world.ago(200), { state: 'failed' });
    expect(await held()).toHaveLength(1);
    const dismissals = new DismissService(world.database, new DeliveryQuery(world.database));
    expect(await dismissals.dismiss(id)).toMatchObject({ state: 'discarded' });
    await world.run();
    expect(await world.ids('deliveries')).toEqual([]);
  });

  it('take what people said of their deliveries along, and nothing of other months', async () => {
    const [recorded] = await world.ledger.record([aRecording(world.account, { vendorNo: 'C-1' })]);
    for (const days of [200, 60]) {
      const receivedAt = world.ago(days);
      const deliveryId = await world.delivery(receivedAt, { state: 'discarded' });
      const said = { orderNo: 'C-1', storeCode: 'S', placedAt: receivedAt, differs: [], stated: {} };
      const resolved = {
        resolvedAs: 'discard',
        resolvedBy: 'me',
        resolvedAt: receivedAt,
        notedAt: receivedAt,
      };
      await world.database.prisma.contradiction.create({
        data: { deliveryId, receivedAt, legId: recorded!.legId, ...said, ...resolved },
      });
    }
    await world.run();
    const left = await world.database.prisma.contradiction.findMany();
    expect(left.map(({ receivedAt }) => receivedAt)).toEqual([world.ago(60)]);
  });

  it('of a key that was used before keep being known by the key', async () => {
    const id = await world.delivery(world.ago(200));
    const key = { accountId: world.account, key: 'webhook-1', bodyHash: Buffer.alloc(32), deliveryId: id };
    await world.database.prisma.deliveryKey.create({
      data: { ...key, expiresAt: new Date(Date.now() + 1000) },
    });
    await world.run();
    expect(await world.database.prisma.deliveryKey.count()).toBe(1);
  });
});

it('attempts stay with a command or a report that has not come to its end', async () => {
  const at = world.ago(200);
  const recorded = await world.ledger.record([aRecording(world.account, { vendorNo: 'P-1' })]);
  const dispatch = {
    id: randomUUID(),
    accountId: world.account,
    kind: 'place',
    legId: recorded[0]!.legId,
    cause: 'rule',
  };
  const times = { dueAt: at, createdAt: at, updatedAt: at };
  await world.database.prisma.dispatch.create({ data: { ...dispatch, state: 'held', ...times } });
  const step = { id: randomUUID(), startedAt: at, dispatchId: dispatch.id, step: 'place' };
  await world.database.prisma.dispatchAttempt.create({ data: step });
  await world.settings.change({ attempts: 90 }, 'me');
  await world.run();
  expect(await world.database.prisma.dispatchAttempt.count()).toBe(1);
  expect(await world.months('dispatch_attempts')).toContain(monthName(at));
  await world.database.prisma.dispatch.update({ where: { id: dispatch.id }, data: { state: 'done' } });
  await world.run();
  expect(await world.database.prisma.dispatchAttempt.count()).toBe(0);
  expect(await world.months('submission_attempts')).not.toContain(monthName(at));
});

it('the history stays unless somebody says so, and then as long as an upgrade’s job reads it', async () => {
  const months = async () => (await world.months('ledger_entries')).length;
  await world.database.rows({ text: `SELECT ensure_partitions(now() - INTERVAL '40 months', 12)` });
  const all = await months();
  await world.run();
  expect(await months()).toBe(all);
  await world.settings.change({ entries: 730 }, 'me');
  const at = world.ago(1000);
  const entry = {
    legId: randomUUID(),
    orderId: randomUUID(),
    asOf: at,
    precedence: 0,
    digest: Buffer.alloc(1),
  };
  await world.database.prisma.ledgerEntry.create({
    data: { id: randomUUID(), recordedAt: at, ...entry, observation: {}, changed: [], flags: [] },
  });
  const refold = { id: randomUUID(), kind: 'first_stated', createdAt: at };
  await world.database.prisma.refold.create({ data: refold });
  await world.run();
  expect(await world.database.prisma.ledgerEntry.count()).toBe(1);
  await world.database.prisma.refold.update({ where: { id: refold.id }, data: { finishedAt: at } });
  await world.run();
  expect(await world.database.prisma.ledgerEntry.count()).toBe(0);
  expect(await months()).toBeLessThan(all);
});
