import path from 'node:path';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { played } from '../support/played.js';
import { type Sandbox, startSandbox } from '../support/programs.js';

const CALLS = path.resolve(import.meta.dirname, '../../tools/bench/calls');

interface Scenario {
  readonly orders: number;
  readonly cancelled: number;
  readonly hours: number;
  readonly bound: number;
}

/** What `npm run bench calls` tells of a day. */
interface Outcome {
  readonly sum: number;
  readonly received: number;
  readonly byPurpose: Readonly<Record<string, number>>;
  readonly byOperation: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
  readonly longestUnlistedMinutes: number;
}

let database: TestDatabase;
let sandbox: Sandbox;

beforeAll(async () => {
  [database, sandbox] = await Promise.all([createTestDatabase(), startSandbox()]);
});

afterAll(async () => {
  await sandbox.stop();
  await database.drop();
});

it('six hours of a till with 300 calls a day cost what is written there, and a listing every half hour', async () => {
  const { SHORT } = (await import(path.join(CALLS, 'scenarios.mjs'))) as { SHORT: Scenario };
  const outcome = await played<Outcome>('bench/calls/day-process.mjs', {
    ...{ url: database.url, sandboxUrl: sandbox.url, scenario: SHORT },
  });
  const { byPurpose, byOperation, faults, sum, received, longestUnlistedMinutes } = outcome;
  expect(faults).toEqual({ doubled: 0, lost: 0, unsettled: 0, unseen: 0, gaps: 0, behind: 0 });
  expect(byPurpose['place']).toBe(SHORT.orders);
  expect(byOperation['orderOpenApi/cancleOrder']).toBe(SHORT.cancelled);
  expect(byPurpose['listing']).toBeLessThanOrEqual(2 * SHORT.hours + 1);
  expect(longestUnlistedMinutes).toBeLessThanOrEqual(31);
  expect(byPurpose['quota'] ?? 0).toBeLessThanOrEqual(2);
  expect(received).toBe(sum);
  expect(sum).toBeLessThanOrEqual(SHORT.bound);
});
