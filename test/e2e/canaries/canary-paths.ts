import type { CanaryAccounts } from './canary-accounts.js';
import type { CanaryWorld } from './canary-world.js';
import { ECHOES, type Echo } from './echoing-vendor.js';

/** What the hub asks vendors for while they answer so, by what is seen of it in a request. */
const BACKGROUND: Readonly<Record<string, RegExp>> = {
  'a fetch': /order-detail/,
  'a listing': /orderstatus/i,
  'a place at a till': /addOnLineOrder|queryOrder/,
};

/** Everything that is asked of vendors, while they answer in one way. @returns what it is called in the table */
export async function vendorsEcho(
  { vendor, order, send, deliver, until }: CanaryWorld,
  { shop, zhimai, till, suning, ovopark, address, robot }: CanaryAccounts,
  echo: Echo,
): Promise<string[]> {
  vendor.echo = echo;
  const accounts = [zhimai.id, till, suning, ovopark];
  // Whoever resumes an account makes all due that failed for it.
  for (const paused of [true, false])
    for (const id of accounts) await send('PATCH', `/api/v1/accounts/${id}`, { paused });
  await send('POST', zhimai.path, { params: { orderNo: `Z-${echo}` } });
  await deliver(shop.path, order({ orderNo: `SF-${echo}` }));
  for (const id of accounts) await send('POST', `/api/v1/accounts/${id}/test`);
  await send('GET', `/api/v1/accounts/${till}/push`);
  await send('PUT', `/api/v1/accounts/${till}/push`);
  for (const id of [address, robot]) await send('POST', `/api/v1/alarms/addresses/${id}/test`);
  for (const asked of Object.values(BACKGROUND))
    await until(() => (vendor.wasAsked(echo, asked) ? true : undefined));
  return [`vendors answer: ${echo}`];
}

export const everyEcho = async (world: CanaryWorld, accounts: CanaryAccounts): Promise<string[]> => {
  const passed: string[] = [];
  for (const echo of ECHOES) passed.push(...(await vendorsEcho(world, accounts, echo)));
  return passed;
};

/** What is sent to the admin REST and refused, with a canary wherever one fits. */
export async function refusedRequests(
  { values, send, url }: CanaryWorld,
  { zhimai, storeId }: CanaryAccounts,
): Promise<string[]> {
  const account = `/api/v1/accounts/${zhimai.id}`;
  const { neverTaken: secret, personPhone: phone, strangerKey } = values;
  await send('PATCH', account, { config: { openKey: values.replacedKey } });
  await send('PATCH', account, { config: { openKey: [secret], bizType: secret, noSuchSetting: secret } });
  await send('PATCH', account, { name: secret.repeat(40), paused: secret });
  await send('POST', '/api/v1/accounts', { connector: secret, name: 7, config: { openKey: secret } });
  await send('POST', '/api/v1/accounts', {
    connector: 'pospal',
    name: 'x',
    baseUrl: `ftp://${secret}@x/`,
    config: {},
  });
  await send('POST', '/api/v1/alarms/addresses', {
    kind: 'webhook',
    name: 'x',
    url: `http://10.0.0.1/${secret}`,
  });
  for (const type of [
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/json;charset=utf-16',
  ])
    await send('PATCH', account, `{"config":{"openKey":"${secret}"}}`, { 'content-type': type });
  for (const body of [`{"openKey": "${secret}"`, secret, `{"a":"${secret}","__proto__":{"b":1}}`])
    await send('PATCH', account, body);
  await send('PATCH', account, `{"name":"${secret}${'x'.repeat(1_100_000)}"}`);
  for (const path of [
    `/api/v1/${secret}`,
    `/api/v1/orders/${secret}`,
    `/api/v1/orders?cursor=${secret}`,
    `/${phone}`,
  ])
    await send('GET', path);
  await send('GET', `/api/v1/orders?q=${encodeURIComponent(phone)}`);
  await send('POST', '/api/v1/orders/search', { text: phone });
  await send('DELETE', `/api/v1/orders?q=${phone}`);
  await send('GET', '/api/v1/accounts', undefined, { authorization: `Bearer ${strangerKey}` });
  await send('POST', '/api/v1/session', { key: strangerKey }, { authorization: '', origin: url });
  await send('GET', '/api/v1/me', undefined, { authorization: '', cookie: `suanpan_session=${strangerKey}` });
  await send('POST', '/api/v1/stores', { code: secret, name: secret, timeZone: secret });
  await send('POST', `/api/v1/accounts/${zhimai.id}/products`, `itemName\n"${phone}`, {
    'content-type': 'text/csv',
  });
  await send('POST', '/api/v1/submissions', { storeId, from: secret, to: phone });
  return [
    ...[
      'settings that are refused',
      'addresses that are refused',
      'wrong content types',
      'bodies that are no JSON',
    ],
    ...[
      'a body that is too large',
      'paths and queries',
      'a search by phone',
      'a wrong key',
      'a wrong session',
    ],
    ...['a file that is refused'],
  ];
}
