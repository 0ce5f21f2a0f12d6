import pg from 'pg';
import { signed } from '../../integration/http/storefront-sender.js';
import type { CanaryAccounts } from './canary-accounts.js';
import type { CanaryWorld } from './canary-world.js';

interface Page {
  readonly items: readonly { readonly id: string; readonly state?: string; readonly vendorNo?: string }[];
}

/** What senders send that is not taken. */
export async function refusedDeliveries(
  { values, shopSecret, order, send, deliver }: CanaryWorld,
  { shop, zhimai }: CanaryAccounts,
): Promise<string[]> {
  const { refusedName: name, refusedPhone: phone, strangerKey } = values;
  const customer = { name, phone, address: name, remark: phone };
  await deliver(shop.path, order({ customer, orderNo: 'R-1', totalFen: phone }));
  await deliver(
    shop.path,
    order({ customer: { ...customer, phone: [phone] }, orderNo: 'R-2', [name]: phone }),
  );
  await deliver(shop.path, `{"orderNo":"R-3","customer":{"name":"${name}","phone":"${phone}"`);
  const { body, headers } = signed(shopSecret, order({ customer, orderNo: 'R-4' }), 'msg_canary');
  await send('POST', shop.path, body, headers);
  await send('POST', shop.path, `${body} `, headers);
  const other = signed(shopSecret, order({ customer, orderNo: 'R-5' }), 'msg_canary');
  await send('POST', shop.path, other.body, other.headers);
  await send('POST', shop.path, body, { ...headers, 'webhook-signature': `v1,${strangerKey}` });
  await send('POST', shop.path, body, { ...headers, 'content-type': 'text/plain;charset=none' });
  await send('POST', `/webhooks/storefront/${strangerKey}`, body, headers);
  await send('POST', zhimai.path, {
    params: { orderNo: ['Z-1'], buyerRemarks: name, addr: { mobile: phone } },
  });
  await send('POST', zhimai.path, { params: { orderNo: '' }, phone });
  return [
    ...['documents that are refused and kept', 'documents that are no JSON', 'a key with another body'],
    ...['wrong signatures', 'unknown addresses'],
  ];
}

/** The database says what it does not take with the row in its words. */
export async function databaseFaults(world: CanaryWorld, { shop, till }: CanaryAccounts): Promise<string[]> {
  const { database, vendor, order, send, deliver, until } = world;
  vendor.echo = 'error_200';
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await client.query('ALTER TABLE contacts ADD CONSTRAINT canary CHECK (false) NOT VALID');
    await deliver(shop.path, order({ orderNo: 'F-1' }));
    await until(async () => {
      const { json } = await send('GET', '/api/v1/deliveries?state=pending,failed');
      return (json as Page).items.length > 0 && JSON.stringify(json).includes('"F-1"') ? true : undefined;
    });
    await until(() => (world.printed().includes('canary') ? true : undefined));
    await client.query('ALTER TABLE contacts DROP CONSTRAINT canary');
    await client.query('ALTER TABLE accounts ADD CONSTRAINT canary CHECK (false) NOT VALID');
    const changed = await send('PATCH', `/api/v1/accounts/${till}`, { name: 'another' });
    if (changed.status !== 500)
      throw new Error(`a fault of the database was answered ${String(changed.status)}`);
    await client.query('ALTER TABLE accounts DROP CONSTRAINT canary');
  } finally {
    await client.end();
  }
  return ['rows that the database does not take', 'errors that nobody expects'];
}

/** Orders of the person, recorded and shown. */
export async function recordedOrders(world: CanaryWorld, accounts: CanaryAccounts): Promise<string[]> {
  const { send, until, values, url, made } = world;
  const found = await until(async () => {
    const { json } = await send('POST', '/api/v1/orders/search', { text: values.personPhone });
    return (json as Page).items[0];
  });
  await send('POST', `/api/v1/orders/${found.id}/reveal`, { reason: 'they called' });
  const { storeId } = accounts;
  const hour = 3_600_000;
  const to = new Date(Math.floor(Date.now() / hour) * hour);
  const period = { from: new Date(to.getTime() - hour).toISOString(), to: to.toISOString() };
  await send('POST', '/api/v1/submissions', { storeId, ...period });
  const path = `/api/v1/accounts/${accounts.shop.id}/webhook-address`;
  const renewed = await send('POST', path, { oldUntil: new Date(Date.now() + hour).toISOString() });
  made['renewedAddress'] = new URL(renewed.json.webhookUrl).pathname.split('/').at(-1) ?? '';
  const key = await send('POST', '/api/v1/api-keys', { name: 'canary' });
  made['apiKey'] = key.json.key;
  const session = await fetch(`${url}/api/v1/session`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json', origin: url } },
    body: JSON.stringify({ key: made['adminKey'] }),
  });
  made['session'] = /=([^;]{20,})/.exec(session.headers.get('set-cookie') ?? '')?.[1] ?? '';
  return [
    ...[
      'orders that are recorded',
      'commands to a till and their attempts',
      'submissions and their attempts',
    ],
    ...['a reveal', 'a renewed address', 'a key and a session that are made'],
  ];
}

/** Alarms that stand are told to whoever takes them. */
export async function alarmsTold({ vendor, send, until }: CanaryWorld): Promise<string[]> {
  vendor.echo = 'error_400';
  await until(async () => {
    const { json } = await send('GET', '/api/v1/alarms');
    return (json as Page).items.length > 0 ? true : undefined;
  });
  await until(() => (vendor.messages.some((body) => body.includes('alarm.opened')) ? true : undefined));
  return ['alarms and their messages'];
}

/** What lists ask for: the first that a list takes is its own. */
const QUERIES = [
  '?limit=200',
  '',
  '?by=hour&fromDay=2026-01-01&toDay=2027-01-01&spreadsheet=true',
  '?storeId=STORE&from=2026-11-01&to=2026-12-31',
  '?storeId=STORE&limit=200',
  '?storeId=STORE&from=2026-11-01T00:00:00Z&to=2026-12-31T00:00:00Z',
];

/** Everything that can be read, by the document that lists it; of each list its first items too. */
export async function everythingRead(world: CanaryWorld, { storeId }: CanaryAccounts): Promise<string[]> {
  const { send, answers, events } = world;
  const read = async (path: string) => {
    for (const query of QUERIES) {
      const answer = await send('GET', path + query.replace('STORE', storeId));
      if (answer.status < 400) return answer.json as Partial<Page> | undefined;
    }
    return undefined;
  };
  const { json: document } = await send('GET', '/openapi.json');
  const paths = Object.entries(document.paths as Record<string, object>)
    .filter(([path, item]) => 'get' in item && !path.endsWith('/events'))
    .map(([path]) => path);
  const ids = new Map<string, string[]>();
  for (const path of paths.filter((one) => !one.includes('{'))) {
    const items = (await read(path))?.items;
    ids.set(path, Array.isArray(items) ? items.flatMap(({ id }) => id ?? []).slice(0, 25) : []);
  }
  for (const path of paths.filter((one) => one.includes('{')))
    for (const id of ids.get(path.slice(0, path.indexOf('/{'))) ?? [])
      await read(path.replace(/\{[^}]+\}/, id));
  for (const id of ids.get('/api/v1/deliveries') ?? []) await payloadOf(send, id);
  for (const path of ['/metrics', '/health/ready', '/health/live', '/docs', '/', '/sign-in'])
    await send('GET', path);
  answers.push({ where: 'GET /api/v1/events', text: events() });
  return [
    ...['every list and page', 'bytes as text', 'CSV exports', 'OpenAPI and the docs', 'metrics and health'],
    'events',
  ];
}

async function payloadOf(send: CanaryWorld['send'], deliveryId: string): Promise<void> {
  const { json } = await send('GET', `/api/v1/deliveries/${deliveryId}`);
  const { payloadId } = json as { payloadId?: string | null };
  if (typeof payloadId === 'string') await send('GET', `/api/v1/payloads/${payloadId}`);
}
