import { createHmac } from 'node:crypto';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { proxyTo, type TcpProxy } from '../../../tools/faults/tcp-proxy.mjs';
import { type Answer, faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const SECRET = newSecret();

let database: TestDatabase;
let proxy: TcpProxy;
let test: TestHub;
let client: pg.Client;

beforeAll(async () => {
  database = await createTestDatabase();
  proxy = await proxyTo(database.url);
  test = await startTestHub(proxy.url, { HUB_ROLES: 'api,worker', HUB_ENCRYPT_PAYLOADS: 'off' });
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  // The store of `orderDocument`: an order of none is a trouble of its own.
  await test.send('POST', '/api/v1/stores', { code: 'S001', name: 'Store', timeZone: 'Asia/Shanghai' });
});
afterAll(async () => {
  await client.end();
  await test.stop();
  await proxy.breakOff();
  await database.drop();
});

interface Shop {
  readonly id: string;
  readonly address: string;
}

async function aShop(): Promise<Shop> {
  const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  const { id, webhookUrl } = (await test.send('POST', '/api/v1/accounts', account)).json;
  return { id, address: new URL(webhookUrl).pathname };
}

const send = ({ address }: Shop, body: string, id?: string): Promise<Answer> => {
  const { headers } = signed(SECRET, body, id);
  return test.send('POST', address, body, headers);
};
const refusedOf = async ({ id }: Shop) =>
  (await test.send('GET', `/api/v1/deliveries?state=refused&accountId=${id}`)).json.items;
const healthOf = async ({ id }: Shop) => (await test.send('GET', `/api/v1/accounts/${id}`)).json.health;

/** Ends with the test's own time-out when it never becomes so. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds()));
}

describe('a rightly signed document that cannot be taken', () => {
  it.each([
    [
      'faulty fields',
      { paidFen: '25.00', items: [{}] },
      422,
      'invalid_document',
      ['paidFen', 'items.0.itemName'],
    ],
    ['a store that is no text', { storeCode: 7 }, 422, 'invalid_document', ['storeCode']],
    ['a paid order without its time', { paidAt: null }, 422, 'invalid_document', ['paidAt']],
  ])('for %s is kept and shown with its order', async (_name, change, status, errorCode, fields) => {
    const shop = await aShop();
    const body = orderDocument({ orderNo: 'R-1', ...change });
    const answer = await send(shop, body, 'order-R-1');
    expect([answer.status, faulty(answer)]).toEqual([status, expect.arrayContaining(fields)]);
    const [kept] = await refusedOf(shop);
    expect(kept).toMatchObject({ errorCode, key: 'order-R-1', references: [{ vendorNo: 'R-1' }], times: 1 });
    const detail = (await test.send('GET', `/api/v1/deliveries/${kept.id}?body=true`)).json;
    expect(detail.faults).toEqual(answer.json.errors);
    expect(detail.body).toBe(body);
    expect((await test.send('POST', `/api/v1/deliveries/${kept.id}/replay`)).status).toBe(422);
  });

  it('makes its account unwell until the corrected one, under the same id, is recorded', async () => {
    const shop = await aShop();
    expect(await healthOf(shop)).toMatchObject({ state: 'well' });
    for (let n = 0; n < 3; n += 1) await send(shop, '{"orderNo":"R-2",', 'order-R-2');
    expect(await refusedOf(shop)).toMatchObject([{ times: 3, errorCode: 'not_json' }]);
    expect(await healthOf(shop)).toMatchObject({
      state: 'unwell',
      troubles: [{ what: 'deliveries', code: 'not_json', count: 1 }],
    });
    expect((await send(shop, orderDocument({ orderNo: 'R-2' }), 'order-R-2')).status).toBe(200);
    await until(async () => (await healthOf(shop)).state === 'well');
    expect((await refusedOf(shop))[0].settledAt).not.toBeNull();
  });

  it('is no trouble once it is dismissed; what was not refused cannot be', async () => {
    const shop = await aShop();
    await send(shop, '{}');
    const [kept] = await refusedOf(shop);
    const dismissed = await test.send('POST', `/api/v1/deliveries/${kept.id}/dismiss`);
    expect([dismissed.status, dismissed.json.settledAt]).toEqual([200, expect.any(String)]);
    expect(await healthOf(shop)).toMatchObject({ state: 'well' });
    await send(shop, orderDocument());
    const good = (await test.send('GET', `/api/v1/deliveries?accountId=${shop.id}&limit=1`)).json.items[0];
    expect((await test.send('POST', `/api/v1/deliveries/${good.id}/dismiss`)).status).toBe(422);
    const nobody = good.id.replace(/^.{4}/, '0000');
    expect((await test.send('POST', `/api/v1/deliveries/${nobody}/dismiss`)).status).toBe(404);
  });

  it('is counted by account and outcome', async () => {
    const shop = await aShop();
    for (const body of ['{}', '{"a":1,"a":2}', '{}']) await send(shop, body);
    const { text } = await test.send('GET', '/metrics');
    const counter = (outcome: string) =>
      `suanpan_deliveries_total{connector="storefront",account="${shop.id}",outcome="${outcome}"}`;
    expect(text).toContain(`${counter('invalid_document')} 2`);
    expect(text).toContain(`${counter('duplicate_key')} 1`);
  });

  it('is to be sent again while it cannot be kept', async () => {
    const shop = await aShop();
    await send(shop, '{}');
    await proxy.breakOff();
    const away = await send(shop, '{"orderNo":"R-3"}');
    expect([away.status, away.headers.get('retry-after')]).toEqual([503, expect.stringMatching(/^\d+$/)]);
    await proxy.mend();
    await until(async () => (await send(shop, '{"orderNo":"R-3"}')).status === 422);
    expect((await refusedOf(shop)).map(({ references }: { references: unknown }) => references)).toEqual([
      [{ vendorNo: 'R-3' }],
      [],
    ]);
  });
});

describe('texts as shops send them', () => {
  const order = async (orderNo: string) => {
    let found: Answer['json'];
    await until(async () => {
      const { items } = (await test.send('GET', `/api/v1/orders?q=${orderNo}`)).json;
      found = items[0];
      return found !== undefined;
    });
    return (await test.send('GET', `/api/v1/orders/${found.id}`)).json;
  };

  it('half a character becomes U+FFFD, and the order is flagged', async () => {
    const shop = await aShop();
    const body = orderDocument({ orderNo: 'H-15', customer: { name: '林小雨', remark: '少冰\ud83d' } });
    expect((await send(shop, body)).status).toBe(200);
    const shown = await order('H-15');
    expect(shown.flags).toEqual(expect.arrayContaining(['half_character:customer.remark']));
    const { rows } = await client.query<{ remark: string }>(
      `SELECT remark FROM contacts JOIN legs ON legs.id = leg_id WHERE vendor_no = 'H-15'`,
    );
    expect(rows).toEqual([{ remark: '少冰\ufffd' }]);
  });

  it('a document in GBK is read as such when it is worked off and when it is replayed, its bytes as they came', async () => {
    const shop = await aShop();
    const json = orderDocument({
      orderNo: 'G-1',
      items: [{ itemName: 'XX', quantity: '1', unitPrice: '25.00', amountFen: 2500 }],
      customer: null,
    });
    const body = Buffer.concat(
      json
        .split('XX')
        .flatMap((part, at) =>
          at === 0 ? [Buffer.from(part)] : [Buffer.from([0xc4, 0xc3, 0xcc, 0xfa]), Buffer.from(part)],
        ),
    );
    const seconds = String(Math.floor(Date.now() / 1000));
    const hmac = createHmac('sha256', Buffer.from(SECRET.slice(6), 'base64'))
      .update(`g-1.${seconds}.`)
      .update(body);
    const answer = await fetch(test.url + shop.address, {
      method: 'POST',
      body,
      headers: {
        'content-type': 'application/json; charset=GBK',
        'webhook-id': 'g-1',
        'webhook-timestamp': seconds,
        'webhook-signature': `v1,${hmac.digest('base64')}`,
      },
    });
    expect(answer.status).toBe(200);
    expect((await order('G-1')).legs[0].lines ?? (await order('G-1')).lines).toMatchObject([
      { itemName: '拿铁' },
    ]);
    const { items } = (await test.send('GET', `/api/v1/deliveries?accountId=${shop.id}`)).json;
    const path = `/api/v1/deliveries/${items[0].id}`;
    const shown = (await test.send('GET', `${path}?body=true`)).json;
    expect([shown.charset, JSON.parse(shown.body).items[0].itemName]).toEqual(['GBK', '拿铁']);
    const { rows } = await client.query<{ body: Buffer }>('SELECT body FROM payloads WHERE id = $1', [
      items[0].id,
    ]);
    expect(rows[0]?.body.equals(body)).toBe(true);
    await test.send('POST', `${path}/replay`);
    await until(async () => (await test.send('GET', path)).json.state === 'done');
  });

  it('a byte order mark is skipped', async () => {
    const shop = await aShop();
    expect((await send(shop, `\ufeff${orderDocument({ orderNo: 'B-1' })}`)).status).toBe(200);
    expect((await order('B-1')).id).toBeDefined();
  });
});
