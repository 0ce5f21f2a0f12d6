import { once } from 'node:events';

import { problem } from '#admin-contract/problem.js';
import { refusalText } from '#admin-contract/refusals/refusal-texts.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { answersIn, exchange, type RawAnswer, rawConnection, received } from '../../support/raw-http.js';
import { startTestHub, type TestHub } from './hub-fixture.js';
import { CASES, json, KEY, long, POST, request, STORE } from './raw-requests.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';

let database: TestDatabase;
let hub: TestHub;
let webhook: string;
const SECRET = newSecret();
beforeAll(async () => {
  database = await createTestDatabase();
  hub = await startTestHub(database.url);
  const account = { connector: 'storefront', name: 'Shop', config: { secrets: [SECRET] } };
  webhook = new URL((await hub.send('POST', '/api/v1/accounts', account)).json.webhookUrl).pathname;
});
afterAll(async () => {
  await hub.stop();
  await database.drop();
});

/** Told by a code that has texts, and with what keeps a browser from taking it for anything else. */
function expectProblem({ status, headers, body }: RawAnswer, wanted: number, code: string): void {
  const told = problem.parse(JSON.parse(body));
  expect([status, told.status, told.code]).toEqual([wanted, wanted, code]);
  expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
  expect(headers['cache-control']).toBe('no-store');
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['referrer-policy']).toBe('no-referrer');
  expect(headers['content-security-policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(refusalText(told.code, told.params)).toBeDefined();
  expect(told.detail).not.toMatch(/\{\{|undefined/);
}

describe('an error is a problem document', () => {
  it.each(CASES)('%s', async (_what, sent, status, code) => {
    const answers = await exchange(hub.url, sent(webhook));
    expect(answers).toHaveLength(1);
    expectProblem(answers[0]!, status, code);
  });

  it('says how much is taken: of JSON, and of a file', async () => {
    const detail = async (line: string, type: string) => {
      const [answer] = await exchange(
        hub.url,
        request(line, [KEY, `content-type: ${type}`, 'content-length: 9999999']),
      );
      return (JSON.parse(answer!.body) as { params: object }).params;
    };
    const csv = 'PUT /api/v1/accounts/00000000-0000-7000-8000-000000000001/products.csv';
    expect(await detail(POST, 'application/json')).toEqual({ most: 1_048_576 });
    expect(await detail(csv, 'text/csv')).toEqual({ most: 4_194_304 });
  });

  it('reaches a sender that sends all of its body before it listens', async () => {
    const large = Buffer.alloc(8 * 1024 * 1024, 'x');
    const head = ['content-type: application/json', `content-length: ${String(large.length)}`];
    for (const line of [POST, `POST ${webhook}`]) {
      const [answer] = await exchange(hub.url, request(line, [KEY, ...head]), large);
      expectProblem(answer!, 413, 'body_too_large');
    }
  });

  it('says which methods there are', async () => {
    const [answer] = await exchange(hub.url, request('DELETE /api/v1/stores'));
    expect(answer!.headers['allow']).toBe('GET, HEAD, POST');
  });

  it('repeats nothing of what was sent', async () => {
    const secret = 'hunter2-in-a-wrong-place';
    const answers = await Promise.all(
      [
        request(`GET /${secret}?${secret}`),
        request(`GET /${secret}%zz`),
        request(`GET /api/v1/stores/${secret}${long(200)}`),
        request(`${secret} / `),
        request(POST, [KEY, ...json('x', `text/${secret}`)], 'x'),
        request('GET /health/live', [`expect: ${secret}`]),
      ].map((sent) => exchange(hub.url, sent)),
    );
    expect(answers.flat()).toHaveLength(6);
    expect(JSON.stringify(answers)).not.toContain(secret);
  });
});

describe('bytes that are no request', () => {
  const good = () => {
    const { body, headers } = signed(SECRET, orderDocument());
    const lines = Object.entries(headers).map((header) => header.join(': '));
    return [`POST ${webhook} HTTP/1.1`, 'host: hub', ...lines, ...json(body), '', body].join('\r\n');
  };

  it('behind a delivery do not answer it', async () => {
    const answers = await exchange(hub.url, `${good()}no request\r\n\r\n`);
    expect(answers[0]).toMatchObject({ status: 200, body: '{"received":true}' });
    expect(answers.slice(1).map(({ status }) => status)).toEqual([]);
  });

  it('after the answer to one are told what they are', async () => {
    const socket = rawConnection(hub.url);
    const all = received(socket);
    socket.write(good());
    socket.once('data', () => socket.write('no request\r\n\r\n'));
    expect(answersIn(await all).map(({ status }) => status)).toEqual([200, 400]);
  });

  it('leave the hub as it was', async () => {
    for (let n = 0; n < 50; n += 1)
      await exchange(hub.url, Buffer.from(`\x00\xff${String(n)}\r\n\r\n`, 'latin1'));
    expect((await hub.send('GET', '/health/ready')).status).toBe(200);
    expect(hub.log()).not.toContain('"level":"error"');
  });
});

it('a tunnel that is asked for and reset leaves the hub as it was', async () => {
  for (let n = 0; n < 20; n += 1) {
    const socket = rawConnection(hub.url);
    socket.write('CONNECT hub:443 HTTP/1.1\r\nhost: hub:443\r\n\r\n');
    await once(socket, 'data');
    // Its answer is read; the connection is torn down while the hub still listens on its side.
    socket.resetAndDestroy();
    await once(socket, 'close');
  }
  expect((await hub.send('GET', '/health/live')).status).toBe(200);
});

it('who asks to be upgraded is answered as if he had not', async () => {
  const [answer] = await exchange(
    hub.url,
    request('GET /health/live', ['connection: upgrade', 'upgrade: h2c', 'http2-settings: AAMAAABkAAQAAP__']),
  );
  expect(answer).toMatchObject({ status: 200 });
});

it('who waits to be let go on is', async () => {
  const body = STORE;
  const answers = await exchange(hub.url, request(POST, [KEY, 'expect: 100-continue', ...json(body)], body));
  expect(answers.map(({ status }) => status)).toEqual([201]);
});
