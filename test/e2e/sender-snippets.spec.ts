import { spawnSync } from 'node:child_process';
import { freePort } from '../../tools/embedded-postgres/port.mjs';
import { newSecret } from '../integration/http/storefront-sender.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type Made, openStore } from '../support/hub-and-sandbox.js';
import { Hub } from '../support/programs.js';
import { NODE_SENDER, PYTHON_SENDER, sendBySnippet } from '../support/sender-snippets.js';

const hasPython = spawnSync(PYTHON_SENDER.program, ['--version']).status === 0;
if (!hasPython) process.stderr.write('There is no python3 here, so the sender in Python is not run\n');

describe('the senders that the console shows', () => {
  let database: TestDatabase;
  let hub: Hub;
  let shop: { webhookUrl: string; secret: string };

  beforeAll(async () => {
    database = await createTestDatabase();
    hub = new Hub(database.url, await freePort());
    await hub.start();
    await openStore(hub, 'S001');
    const secret = newSecret();
    const made = await hub.rest.post<Made>('accounts', {
      ...{ connector: 'storefront', name: 'shop' },
      config: { secrets: [secret] },
    });
    shop = { webhookUrl: made.webhookUrl!, secret };
  });
  afterAll(async () => {
    await hub.stop();
    await database.drop();
  });

  const orderOf = (orderNo: string) =>
    hub.rest.until<{ items: { payment: string; saleFen: number }[] }>(
      `orders?q=${orderNo}`,
      ({ items }) => items.length > 0,
    );

  const senders = [
    ['Node', NODE_SENDER] as const,
    ...(hasPython ? [['Python', PYTHON_SENDER] as const] : []),
  ];
  it.each(senders)('in %s is taken, and says so where it is not', async (language, sender) => {
    const orderNo = `BY-${language}`;
    expect(await sendBySnippet(sender, shop, ['S001', orderNo])).toEqual({
      code: 0,
      output: expect.stringMatching(/^200 .*received/),
    });
    expect(await orderOf(orderNo)).toMatchObject({ items: [{ payment: 'paid', saleFen: 2500 }] });
    const forged = { ...shop, secret: newSecret() };
    expect(await sendBySnippet(sender, forged, ['S001', `${orderNo}-2`])).toEqual({
      code: 1,
      output: expect.stringMatching(/^401 /),
    });
  });
});
