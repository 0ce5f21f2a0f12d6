import { setTimeout } from 'node:timers/promises';
import { Database } from '#database/database.js';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { newSecret, orderDocument, signed } from '../integration/http/storefront-sender.js';
import { createTestDatabase } from './database.js';
import type { Made } from './hub-and-sandbox.js';
import { Hub } from './programs.js';

const AT_ONCE = 20;

export interface SentDeliveries {
  readonly hub: Hub;
  readonly database: Database;
  /** @param text what follows FROM */
  count(text: string): Promise<number>;
  /** As if no mapper could read them. */
  haveFailed(): Promise<void>;
  /** Every one is worked off. */
  untilDone(): Promise<void>;
  close(): Promise<void>;
}

/** A hub to which a shop has sent so many orders, all worked off. */
export async function sentDeliveries(deliveries: number): Promise<SentDeliveries> {
  const created = await createTestDatabase();
  const database = new Database({ url: created.url, max: 3, name: 'suanpan-test' }, () => undefined);
  const hub = new Hub(created.url, await freePort());
  await hub.start();
  const count = async (text: string): Promise<number> =>
    (await database.rows<{ count: number }>({ text: `SELECT count(*)::int AS count FROM ${text}` }))[0]!
      .count;
  const untilDone = async (): Promise<void> => {
    while ((await count(`deliveries WHERE state = 'done'`)) < deliveries) await setTimeout(200);
  };
  await sendAll(hub, deliveries);
  await untilDone();
  return {
    ...{ hub, database, count, untilDone },
    haveFailed: async () => {
      await database.rows({
        text: `UPDATE deliveries SET state = 'failed', error_code = 'invalid_response'`,
      });
    },
    close: async () => {
      await hub.stop();
      await database.close();
      await created.drop();
    },
  };
}

async function sendAll(hub: Hub, deliveries: number): Promise<void> {
  const secret = newSecret();
  const account = { connector: 'storefront', name: 'shop', config: { secrets: [secret] } };
  const { webhookUrl = '' } = await hub.rest.post<Made>('accounts', account);
  const url = hub.url + new URL(webhookUrl).pathname;
  const send = async (n: number): Promise<void> => {
    const { body, headers } = signed(secret, orderDocument({ orderNo: `E2E-${String(n)}` }));
    const { status } = await fetch(url, { method: 'POST', headers, body });
    expect(status).toBe(200);
  };
  for (let n = 0; n < deliveries; n += AT_ONCE)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, deliveries - n) }, (_, at) => send(n + at)));
}
