import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { faulty, startTestHub, type TestHub } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

const SECRET = newSecret();

let database: TestDatabase;
let test: TestHub;
let address: string;

beforeAll(async () => {
  database = await createTestDatabase();
  test = await startTestHub(database.url);
  address = await anAddress([SECRET]);
});
afterAll(async () => {
  await test.stop();
  await database.drop();
});

const save = (secrets: readonly unknown[] | string) =>
  test.send('POST', '/api/v1/accounts', { connector: 'storefront', name: 'Shop', config: { secrets } });

async function anAddress(secrets: readonly string[] | string): Promise<string> {
  const { status, json } = await save(secrets);
  expect([status, json.errors]).toEqual([201, undefined]);
  return new URL(json.webhookUrl).pathname;
}

/** Headers as bytes, which `fetch` does not take. */
function sendRaw(headers: Record<string, string>, body: Buffer): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(test.url + address, { method: 'POST', headers }, (answer) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }),
      );
    });
    sent.on('error', reject).end(body);
  });
}

const keyOfNewest = async (): Promise<string> =>
  (await test.send('GET', '/api/v1/deliveries?limit=1')).json.items[0].key;

describe('the id of a delivery', () => {
  it.each([
    'order-2026-11-29T09:20:00+08:00',
    '#1001/7 (b) 100%',
    'order-Order 00591-006-0018',
    `${'x'.repeat(255)}~`,
  ])('may be %j', async (id) => {
    const { body, headers } = signed(SECRET, orderDocument(), id);
    expect((await test.send('POST', address, body, headers)).status).toBe(200);
    expect(await keyOfNewest()).toBe(id);
  });

  it('may be beyond ASCII, signed as it is on the wire', async () => {
    const body = orderDocument();
    for (const id of ['订单-2026/7', 'Café 🍜']) {
      const { headers } = signed(SECRET, body, id);
      const wire = { ...headers, 'webhook-id': Buffer.from(id).toString('latin1') };
      expect(await sendRaw(wire, Buffer.from(body))).toMatchObject({ status: 200 });
      expect(await keyOfNewest()).toBe(id);
    }
  });

  it('and its time are refused as what they are', async () => {
    const { body, headers } = signed(SECRET, orderDocument());
    const ms = { ...headers, 'webhook-timestamp': String(Date.now()) };
    const answer = await test.send('POST', address, body, ms);
    expect([answer.status, answer.json.type]).toEqual([400, 'urn:suanpan:problem:bad-timestamp']);
    expect(answer.json.detail).toContain('seconds');
    const long = await test.send('POST', address, body, { ...headers, 'webhook-id': 'x'.repeat(257) });
    expect([long.status, long.json.type]).toEqual([400, 'urn:suanpan:problem:bad-id']);
  });
});

describe('a signing secret', () => {
  const key = Buffer.from([...Array(32).keys()].map((n) => 255 - n * 3));

  const deliver = (path: string, headers: Record<string, string>, body: string) =>
    test.send('POST', path, body, headers);

  it.each([
    `v1,whsec_${key.toString('base64')}`,
    key.toString('base64'),
    `whsec_${key.toString('base64url')}`,
    'mysecretmysecretmysecretmysecret',
  ])('saved as %s takes what is signed with it, by the library and by hand', async (secret) => {
    const path = await anAddress([secret]);
    const bare = secret.replace(/^(?:v1,)?(?:whsec_)?/, '');
    const body = orderDocument();
    const at = new Date();
    const seconds = String(Math.floor(at.getTime() / 1000));
    const base64 = Buffer.from(bare, 'base64').toString('base64');
    const byHand = createHmac('sha256', Buffer.from(bare, 'base64')).update(`b.${seconds}.${body}`);
    const signatures = {
      a: new Webhook(base64).sign('a', at, body),
      b: `v1,${byHand.digest('base64')}`,
    };
    for (const [id, value] of Object.entries(signatures)) {
      const headers = { 'webhook-id': id, 'webhook-timestamp': seconds, 'webhook-signature': value };
      expect((await deliver(path, headers, body)).status).toBe(200);
    }
  });

  it('that nobody could sign with is refused when it is saved, by its place', async () => {
    for (const secret of [
      'whsec_AAAB',
      'whsec_BwcHBwcHBwcHBwcHBwcHBw==',
      'hunter2',
      'whsec_',
      '密码'.repeat(20),
    ]) {
      const answer = await save([SECRET, secret]);
      expect([answer.status, faulty(answer)]).toEqual([422, ['config.secrets.1']]);
      expect(answer.json.errors[0].message).toContain('24 to 64');
    }
  });

  it('in a form’s text keeps its own comma', async () => {
    const path = await anAddress(`${newSecret()}, v1,${SECRET}\nv1,${newSecret()}`);
    const { body, headers } = signed(SECRET, orderDocument());
    expect((await deliver(path, headers, body)).status).toBe(200);
  });

  it('that was saved before is not looked at when something else is changed', async () => {
    const { json } = await save([SECRET]);
    const path = `/api/v1/accounts/${json.id}`;
    expect((await test.send('PATCH', path, { config: { secrets: ['hunter2'] } })).status).toBe(422);
    expect((await test.send('PATCH', path, { name: 'Other' })).status).toBe(200);
  });
});

describe('an address', () => {
  it('may end with a slash', async () => {
    const { body, headers } = signed(SECRET, orderDocument());
    expect((await test.send('POST', `${address}/`, body, headers)).status).toBe(200);
    expect((await test.send('GET', `${address}/`)).status).toBe(405);
    expect((await test.send('POST', `${address}/more`, body, headers)).status).toBe(404);
  });

  it.each(['gzip', 'br', 'GZIP, identity'])('takes no body under %s, and says so', async (encoding) => {
    const body = gzipSync(orderDocument());
    const { headers } = signed(SECRET, body.toString('latin1'));
    const { status, text } = await sendRaw({ ...headers, 'content-encoding': encoding }, body);
    expect([status, text]).toEqual([415, expect.stringContaining('compressed')]);
  });

  it('takes a body that says it is as it is', async () => {
    const { body, headers } = signed(SECRET, orderDocument());
    const identity = { ...headers, 'content-encoding': 'identity' };
    expect((await test.send('POST', address, body, identity)).status).toBe(200);
  });
});
