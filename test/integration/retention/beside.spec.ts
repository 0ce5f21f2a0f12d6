import { asTheyCame } from '#domain/body-keeping.js';
import { randomBytes } from 'node:crypto';
import { storeDeliveries } from '#intake/inbox.store.js';
import { uuidV7 } from '#domain/ids.js';
import { aRecording } from '../../factories/observations.js';
import { holdLock } from '../../support/held-locks.js';
import { monthName, openRetentionWorld, type RetentionWorld } from './retention-world.js';

/** Whoever is in the way here goes when the test has seen what it wants, however slow the machine. */
const AS_LONG_AS_IT_TAKES = 1_000_000;

let world: RetentionWorld;
beforeEach(async () => {
  world = await openRetentionWorld();
  // Of what is due nothing is there but what a test makes.
  await world.run();
});
afterEach(() => world.close());

/** As a hub acknowledges: one statement, one commit. */
async function acknowledge(body: string): Promise<string> {
  const receivedAt = new Date();
  const id = uuidV7(receivedAt, randomBytes(10));
  const rest = {
    connector: 'storefront',
    keyExpiresAt: receivedAt,
    references: '[]',
    notRead: null,
    charset: null,
  };
  const delivery = { id, receivedAt, accountId: world.account, key: body, body: Buffer.from(body), ...rest };
  await storeDeliveries(world.database, [delivery], asTheyCame);
  return id;
}

it('deliveries are acknowledged and orders recorded while a month waits for who still reads it', async () => {
  const old = await world.oldDelivery();
  const end = await holdLock(world.database, { text: 'SELECT count(*) FROM deliveries, payloads' });
  let isOver = false;
  const run = world.run({ tries: AS_LONG_AS_IT_TAKES }).then(() => {
    isOver = true;
  });
  try {
    // It has begun: the month is out of sight of whoever comes now.
    while ((await world.ids('deliveries')).includes(old));
    const acknowledged: string[] = [];
    for (let n = 0; n < 100; n += 1) {
      acknowledged.push(await acknowledge(`{"n":${String(n)}}`));
      await world.ledger.record([aRecording(world.account, { vendorNo: `B-${String(n)}` })]);
    }
    expect(isOver).toBe(false);
    expect(await world.ids('deliveries')).toEqual(acknowledged.sort());
  } finally {
    await end();
    await run;
  }
  expect(await world.strays()).toEqual([]);
  expect(await world.months('deliveries')).not.toContain(monthName(world.ago(200)));
});

it('a month comes back where a delivery of it is replayed while it is on its way out', async () => {
  const id = await world.oldDelivery();
  // Somebody has it replayed, and the first look does not see that yet.
  const client = await world.database.pool.connect();
  await client.query('BEGIN');
  await client.query(`UPDATE deliveries SET state = 'pending', settled_at = NULL`);
  const run = world.run({ tries: AS_LONG_AS_IT_TAKES });
  while ((await world.ids('deliveries')).includes(id));
  await client.query('COMMIT');
  client.release();
  await run;
  expect(await world.ids('deliveries')).toEqual([id]);
  expect(await world.ids('payloads')).toEqual([id]);
  expect(world.events).toContainEqual(
    expect.objectContaining({ event: 'retention', outcome: 'returned', holds: ['pending 1'] }),
  );
  const raw = (await world.plan.read()).find(({ kind }) => kind === 'raw')!;
  expect(raw.standing).toMatchObject({ held: 1, failingSince: null });
  await world.database.rows({ text: `UPDATE deliveries SET state = 'done', settled_at = now()` });
  await world.run();
  expect(await world.ids('deliveries')).toEqual([]);
});
