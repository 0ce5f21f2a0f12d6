import type { Database } from '#database/database.js';
import { newId } from '../../support/open-ledger.js';
import { RestClient } from '../../support/rest-client.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { ADMIN_KEY, startTestHub, type TestHub, ZHIMAI_CONFIG } from './hub-fixture.js';
import { newSecret, orderDocument, signed } from './storefront-sender.js';
import type { ToyPospal } from './toy-pospal.js';

const SECRET = newSecret();
const PASSWORD = 'violet-harbour-94-teapot';
const HOUR = { from: '2026-01-31T08:00:00+08:00', to: '2026-01-31T09:00:00+08:00' };

/** What is there before anybody is audited: made by a hub that works, so that nothing of it is a test's invention. */
export async function chain(url: string, till: ToyPospal) {
  const hub = await startTestHub(url, { HUB_ROLES: 'api,worker', HUB_THROTTLE_PER_SECOND: '200' });
  const rest = new RestClient(`${hub.url}/api/v1`, ADMIN_KEY);
  const make = (path: string, body: object) => rest.post<{ id: string; webhookUrl: string }>(path, body);
  const zone = { timeZone: 'Asia/Shanghai' };
  const store = await make('stores', { code: 'S001', name: 'one', ...zone });
  const shop = await make('accounts', {
    connector: 'storefront',
    name: 'shop',
    config: { secrets: [SECRET] },
  });
  const other = await make('accounts', {
    connector: 'storefront',
    name: 'other',
    config: { secrets: [SECRET] },
  });
  const pospal = {
    connector: 'pospal',
    name: 'till',
    baseUrl: till.url,
    config: { appId: 'a-1', appKey: 'key-of-it' },
  };
  const tillAccount = await make('accounts', pospal);
  const zhimai = await make('accounts', { connector: 'zhimai', name: 'zhimai', config: ZHIMAI_CONFIG });
  const ovopark = { akey: 'akey-1', secret: 'the-ovopark-secret', enterpriseId: '123' };
  const screen = await make('accounts', { connector: 'ovopark', name: 'screen', config: ovopark });
  await make(`accounts/${tillAccount.id}/bindings`, { storeId: store.id, vendorStoreId: 'till' });
  await make(`accounts/${screen.id}/bindings`, { storeId: store.id, vendorStoreId: '7' });

  const order = async (orderNo: string, change: object = {}, at = shop) => {
    const { body, headers } = signed(SECRET, orderDocument({ orderNo, ...change }));
    await hub.send('POST', new URL(at.webhookUrl).pathname, body, headers);
    const found = await rest.until<{ items: { id: string; legs: { id: string }[] }[] }>(
      `orders?q=${orderNo}`,
      ({ items }) => items.length > 0,
    );
    return found.items[0]!;
  };
  const orders = [
    await order('AUD-1'),
    await order('AUD-2', {}, other),
    await order('AUD-3'),
    await order('AUD-4', {}, other),
  ];
  await order('0001');
  const { body, headers } = signed(
    SECRET,
    orderDocument({ orderNo: '0001', storeCode: 'S002', paidFen: 9900, totalFen: 9900 }),
  );
  await hub.send('POST', new URL(shop.webhookUrl).pathname, body, headers);
  const waiting = await rest.until<{ items: { id: string }[] }>(
    'deliveries?state=contradicts',
    ({ items }) => items.length > 0,
  );
  const done = await rest.get<{ items: { id: string }[] }>('deliveries?state=done');
  await hub.stop();
  return {
    ...{ store, shop, tillAccount, zhimai, screen, orders },
    contradicting: waiting.items[0]!.id,
    delivered: done.items[0]!.id,
  };
}

type Chain = Awaited<ReturnType<typeof chain>>;

/** A request that changes something: by which route, where to, with what. */
export type Request = readonly [
  path: string,
  body?: object | string | undefined,
  headers?: Record<string, string>,
];

/** Each changing route, with what has to be there first. */
export function requests(
  database: Database,
  hub: TestHub,
  world: Chain,
): Record<string, () => Promise<Request>> {
  const keeping = keepingWorld(database, new Date());
  const { store, shop, tillAccount, zhimai, screen, orders } = world;
  const [one, two, three] = orders.map(({ id }) => id);
  const reason = 'because it is so';
  const sql = (text: string, values: readonly unknown[] = []) =>
    database.rows<{ id: string }>({ text, values });
  const call = async (method: string, path: string, body?: object) => {
    const answer = await hub.send(method, `/api/v1/${path}`, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${String(answer.status)} ${answer.text}`);
    return answer.json as { id: string };
  };
  let made = 0;
  const unlike = (what: string): string => `${what} ${String((made += 1))}`;
  const someone = async () =>
    (await call('POST', 'users', { name: unlike('user') })) as {
      id: string;
      name: string;
      link: { path: string };
    };
  const tokenOf = async () => (await someone()).link.path.split('#')[1];
  const signedIn = async (shown: object): Promise<string> => {
    const answer = await hub.send('POST', '/api/v1/session', shown);
    return answer.headers.get('set-cookie')!.split(';', 1)[0]!;
  };
  const newest = async (table: string): Promise<string> =>
    (await sql(`SELECT id FROM ${table} ORDER BY id DESC LIMIT 1`))[0]!.id;
  const discrepancy = async (): Promise<string> =>
    (
      await keeping.open(
        aDifference({ repairs: [{ kind: 'cancel', accountId: tillAccount.id, legId: newId() }] }),
      )
    ).id;
  const command = async (state: string, code: string | null = null): Promise<string> => {
    const id = newId();
    await sql(
      `INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
       VALUES ($1, 'paid', 'paid', 'created', 'none', now(), now())`,
      [id],
    );
    await sql(
      `INSERT INTO legs (id, order_id, account_id, connector, vendor_no, own_store_ids, opened_by, state, confirmed_at,
         order_at, created_at, updated_at)
       SELECT $1::uuid, $1::uuid, account_id, connector, $1::uuid::text, true, 'live', state, now(), now(), now(), now()
       FROM legs WHERE order_id = $2`,
      [id, one],
    );
    await sql(
      `INSERT INTO dispatches (id, account_id, kind, leg_id, cause, state, error_code, vendor_no, resolved_by, due_at,
         created_at, updated_at)
       VALUES ($1, $2, 'place', $1, 'rule', $3, $4, CASE WHEN $3 = 'done' THEN 'T-77' END, CASE WHEN $3 = 'done' THEN 'Li' END,
         now() + INTERVAL '1 hour', now(), now())`,
      [id, tillAccount.id, state, code],
    );
    return id;
  };
  const suggestion = async (): Promise<string> => {
    const id = newId();
    await sql(
      `INSERT INTO link_suggestions (id, leg_id, other_leg_id, score, reasons, contradicts, is_alike, state, created_at)
       VALUES ($1, $2, $3, 50, '{phone,time}', '{}', true, 'open', now())
       ON CONFLICT (leg_id, other_leg_id) DO UPDATE SET state = 'open', reason = NULL`,
      [id, orders[3]!.legs[0]!.id, orders[2]!.legs[0]!.id],
    );
    return (await sql(`SELECT id FROM link_suggestions WHERE leg_id = $1`, [orders[3]!.legs[0]!.id]))[0]!.id;
  };
  const run = () =>
    call('POST', 'reconciliation/runs', { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' });
  const alarm = async (): Promise<string> => {
    const id = newId();
    await sql(
      `INSERT INTO alarms (id, kind, subject, state, params, count, since, opened_at, last_at)
       VALUES ($1, 'work_overdue', 'work:seals', 'open', '{}', 1, now(), now(), now())
       ON CONFLICT DO NOTHING`,
      [id],
    );
    return newest('alarms');
  };
  const address = () =>
    call('POST', 'alarms/addresses', { kind: 'webhook', name: 'a', url: 'http://127.0.0.1:9/hook' });
  const linkOf = async (orderId: string): Promise<string> =>
    (
      await sql(
        `SELECT id FROM order_links WHERE order_id = $1 AND evidence = 'person' ORDER BY id DESC LIMIT 1`,
        [orderId],
      )
    )[0]!.id;
  const bulk = () => call('POST', 'bulks', { act: 'replay', filter: { state: 'done' } });
  const item = { itemName: '拿铁', productUid: '880123456789012345' };
  const account = { connector: 'storefront', name: 'new', config: { secrets: [newSecret()] } };
  const covered = async () => {
    await call('POST', 'submissions', { storeId: store.id, ...HOUR });
    await sql(`UPDATE submissions SET cover = true, state = 'accepted', settled_at = now()`);
  };
  return {
    'POST /api/v1/accounts': async () => ['accounts', account],
    'PATCH /api/v1/accounts/:id': async () => [
      `accounts/${shop.id}`,
      { name: 'renamed', config: { secrets: [newSecret()] } },
    ],
    'POST /api/v1/accounts/:accountId/webhook-address': async () => [
      `accounts/${(await call('POST', 'accounts', account)).id}/webhook-address`,
      { oldUntil: new Date(Date.now() + 3_600_000).toISOString() },
    ],
    'DELETE /api/v1/accounts/:accountId/webhook-address/old': async () => {
      const { id } = await call('POST', 'accounts', account);
      const oldUntil = new Date(Date.now() + 3_600_000).toISOString();
      await call('POST', `accounts/${id}/webhook-address`, { oldUntil });
      return [`accounts/${id}/webhook-address/old`];
    },
    'POST /api/v1/accounts/:accountId/bindings': async () => [
      `accounts/${zhimai.id}/bindings`,
      { storeId: store.id, vendorStoreId: '12' },
    ],
    'DELETE /api/v1/accounts/:accountId/bindings/:id': async () => [
      `accounts/${zhimai.id}/bindings/${(await sql(`SELECT id FROM store_bindings WHERE account_id = $1`, [zhimai.id]))[0]!.id}`,
    ],
    'PUT /api/v1/accounts/:accountId/products': async () => [
      `accounts/${tillAccount.id}/products`,
      { items: [item] },
    ],
    'PUT /api/v1/accounts/:accountId/products.csv': async () => [
      `accounts/${tillAccount.id}/products.csv`,
      'itemName,itemSpec,productUid\r\n美式,,880123456789012346\r\n',
      { 'content-type': 'text/csv; charset=utf-8' },
    ],
    'DELETE /api/v1/accounts/:accountId/products': async () => [
      `accounts/${tillAccount.id}/products`,
      { items: [{ itemName: item.itemName }] },
    ],
    'PUT /api/v1/accounts/:accountId/push': async () => [`accounts/${tillAccount.id}/push`, {}],
    'POST /api/v1/accounts/:accountId/unmapped-values/map': async () => [
      `accounts/${zhimai.id}/unmapped-values/map`,
      { field: 'status', value: '77', state: 'completed' },
    ],
    'POST /api/v1/accounts/:accountId/confirm-cover': async () => {
      await covered();
      return [`accounts/${screen.id}/confirm-cover`];
    },
    'POST /api/v1/stores': async () => [
      'stores',
      { code: newId().slice(-8), name: 'new', timeZone: 'Asia/Shanghai' },
    ],
    'PATCH /api/v1/stores/:id': async () => [`stores/${store.id}`, { name: 'renamed' }],
    'POST /api/v1/stores/:storeId/rule-sets': async () => [
      `stores/${store.id}/rule-sets`,
      {
        ...{ inForceFrom: '2026-12-01T00:00:00Z', countedBy: 'placed', refunds: 'ignore', leftOut: [] },
        ...{ excludedSources: [], negativeHours: 'hold', reason },
      },
    ],
    'POST /api/v1/orders/:orderId/reveal': async () => [`orders/${one!}/reveal`, { reason }],
    'POST /api/v1/orders/:id/attention/dismiss': async () => {
      await sql(
        `INSERT INTO order_flags (order_id, source, code, since) VALUES ($1, 'ledger', 'no_store', now())`,
        [one],
      );
      return [`orders/${one!}/attention/dismiss`, { code: 'no_store' }];
    },
    'POST /api/v1/orders/:orderId/corrections': async () => [
      `orders/${one!}/corrections`,
      { saleFen: 2400, reason },
    ],
    'POST /api/v1/orders/:orderId/corrections/:id/withdraw': async () => [
      `orders/${one!}/corrections/${await newest('corrections')}/withdraw`,
      { reason },
    ],
    'POST /api/v1/orders/:orderId/links': async () => [`orders/${one!}/links`, { orderId: two, reason }],
    'POST /api/v1/links/:id/undo': async () => [`links/${await linkOf(one!)}/undo`, { reason }],
    'DELETE /api/v1/links/acts/:id/reason': async () => [`links/acts/${await newest('link_acts')}/reason`],
    'POST /api/v1/links/suggestions/:id/dismiss': async () => [
      `links/suggestions/${await suggestion()}/dismiss`,
      { reason },
    ],
    'DELETE /api/v1/links/suggestions/:id/reason': async () => [
      `links/suggestions/${await newest('link_suggestions')}/reason`,
    ],
    'POST /api/v1/links/suggestions/:id/accept': async () => [
      `links/suggestions/${await suggestion()}/accept`,
      { reason },
    ],
    'POST /api/v1/deliveries/:id/dismiss': async () => {
      const id = newId();
      await sql(
        `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state, due_at)
         VALUES ($1::uuid, 'epoch'::timestamptz + ('x' || left(replace($1::uuid::text, '-', ''), 12))::bit(48)::bigint * INTERVAL '1 ms',
           $2, 'storefront', '', 0, '[]', 'refused', now() + INTERVAL '1 day')`,
        [id, shop.id],
      );
      return [`deliveries/${id}/dismiss`];
    },
    'POST /api/v1/deliveries/:id/replay': async () => [`deliveries/${world.delivered}/replay`],
    'POST /api/v1/deliveries/:id/resolve': async () => [
      `deliveries/${world.contradicting}/resolve`,
      { as: 'discard' },
    ],
    'POST /api/v1/dispatches': async () => [
      'dispatches',
      { orderId: three, accountId: tillAccount.id, reason },
    ],
    'POST /api/v1/dispatches/:id/release': async () => [`dispatches/${await command('held')}/release`],
    'POST /api/v1/dispatches/:id/resolve': async () => [
      `dispatches/${await command('held')}/resolve`,
      { outcome: 'withdrawn' },
    ],
    'POST /api/v1/dispatches/:id/undo': async () => [`dispatches/${await command('done')}/undo`],
    'POST /api/v1/discrepancies/decide': async () => [
      'discrepancies/decide',
      { ids: [await discrepancy()], decision: 'accept', reason },
    ],
    'POST /api/v1/discrepancies/approve': async () => [
      'discrepancies/approve',
      { ids: [await discrepancy()], repair: 'cancel', reason },
    ],
    'POST /api/v1/discrepancies/:id/dismiss': async () => [
      `discrepancies/${await discrepancy()}/dismiss`,
      { reason },
    ],
    'POST /api/v1/discrepancies/:id/reopen': async () => {
      const id = await discrepancy();
      await call('POST', `discrepancies/${id}/accept`, { reason });
      return [`discrepancies/${id}/reopen`, { reason }];
    },
    'POST /api/v1/discrepancies/:id/accept': async () => [
      `discrepancies/${await discrepancy()}/accept`,
      { reason },
    ],
    'POST /api/v1/discrepancies/:id/assign': async () => [
      `discrepancies/${await discrepancy()}/assign`,
      { assignee: 'Li' },
    ],
    'POST /api/v1/discrepancies/:id/comment': async () => [
      `discrepancies/${await discrepancy()}/comment`,
      { text: 'hm' },
    ],
    'POST /api/v1/discrepancies/:id/approve': async () => [
      `discrepancies/${await discrepancy()}/approve`,
      { repair: 'cancel', reason },
    ],
    'POST /api/v1/discrepancies/:id/plan': async () => [`discrepancies/${await discrepancy()}/plan`, {}],
    'DELETE /api/v1/discrepancies/texts/:id': async () => [
      `discrepancies/texts/${await newest('discrepancy_texts')}`,
    ],
    'POST /api/v1/repairs/:id/dismiss': async () => {
      const repair = await call('POST', `discrepancies/${await discrepancy()}/approve`, {
        repair: 'cancel',
        reason,
      });
      return [`repairs/${repair.id}/dismiss`, { reason }];
    },
    'POST /api/v1/brakes/:scope/stop': async () => ['brakes/all/stop', { reason }],
    'POST /api/v1/brakes/:scope/start': async () => ['brakes/all/start', { reason }],
    'POST /api/v1/reconciliation/runs': async () => [
      'reconciliation/runs',
      { from: '2026-03-01T00:00:00Z', to: '2026-03-02T00:00:00Z' },
    ],
    'POST /api/v1/windows/unread/:id/dismiss': async () => {
      const id = newId();
      await sql(
        `INSERT INTO unread_rows (id, account_id, window_id, key, message, state, by_live, first_at, last_at)
         VALUES ($1, $2, $1, $1::uuid::text, 'm', 'open', true, now(), now())`,
        [id, tillAccount.id],
      );
      return [`windows/unread/${id}/dismiss`];
    },
    'POST /api/v1/backfills': async () => [
      'backfills',
      { accountId: tillAccount.id, from: '2026-11-01T00:00:00Z', to: '2026-11-02T00:00:00Z' },
    ],
    'POST /api/v1/jobs/:id/pause': async () => [`jobs/${(await run()).id}/pause`],
    'POST /api/v1/jobs/:id/resume': async () => [`jobs/${(await run()).id}/resume`],
    'POST /api/v1/jobs/:id/cancel': async () => [`jobs/${(await run()).id}/cancel`],
    'POST /api/v1/bulks': async () => ['bulks', { act: 'replay', filter: { state: 'done' } }],
    'POST /api/v1/bulks/:id/start': async () => [`bulks/${(await bulk()).id}/start`, { reason }],
    'POST /api/v1/bulks/:id/cancel': async () => [`bulks/${(await bulk()).id}/cancel`],
    'POST /api/v1/submissions': async () => ['submissions', { storeId: store.id, ...HOUR }],
    'POST /api/v1/alarms/:id/acknowledge': async () => [
      `alarms/${await alarm()}/acknowledge`,
      { note: 'I see to it' },
    ],
    'DELETE /api/v1/alarms/texts/:id': async () => [`alarms/texts/${await newest('alarm_texts')}`],
    'POST /api/v1/alarms/addresses': async () => [
      'alarms/addresses',
      { kind: 'webhook', name: 'a', url: 'http://127.0.0.1:9/hook' },
    ],
    'PATCH /api/v1/alarms/addresses/:id': async () => [
      `alarms/addresses/${(await address()).id}`,
      { name: 'b' },
    ],
    'DELETE /api/v1/alarms/addresses/:id': async () => [`alarms/addresses/${(await address()).id}`],
    'POST /api/v1/alarms/addresses/:id/test': async () => [`alarms/addresses/${(await address()).id}/test`],
    'POST /api/v1/api-keys': async () => ['api-keys', { name: 'another' }],
    'DELETE /api/v1/api-keys/:id': async () => [
      `api-keys/${(await call('POST', 'api-keys', { name: 'gone' })).id}`,
    ],
    'POST /api/v1/users': async () => ['users', { name: unlike('user') }],
    'PATCH /api/v1/users/:id': async () => [`users/${(await someone()).id}`, { role: 'operator' }],
    'POST /api/v1/users/:id/link': async () => [`users/${(await someone()).id}/link`],
    'POST /api/v1/passwords': async () => ['passwords', { token: await tokenOf(), password: PASSWORD }],
    'PUT /api/v1/me/password': async () => {
      const { name, link } = await someone();
      const token = link.path.split('#')[1];
      await hub.send('POST', '/api/v1/passwords', { token, password: PASSWORD });
      const cookie = await signedIn({ name, password: PASSWORD });
      const body = { oldPassword: PASSWORD, password: `${PASSWORD} two` };
      return ['me/password', body, { cookie, 'sec-fetch-site': 'same-origin' }];
    },
    'POST /api/v1/privacy/erasures': async () => ['privacy/erasures', { orderId: one }],
    'POST /api/v1/privacy/erasures/:id/start': async () => {
      const { id } = await call('POST', 'privacy/erasures', { orderId: one });
      return [`privacy/erasures/${id}/start`, { reason }];
    },
    'POST /api/v1/privacy/exports': async () => ['privacy/exports', { orderId: one, reason }],
    'PATCH /api/v1/retention': async () => ['retention', { raw: 91 + made++ }],
    'POST /api/v1/session': async () => ['session', { key: ADMIN_KEY }],
    'DELETE /api/v1/session': async () => {
      const cookie = await signedIn({ key: ADMIN_KEY });
      return ['session', undefined, { cookie, 'sec-fetch-site': 'same-origin' }];
    },
    'DELETE /api/v1/sessions/:id': async () => {
      await hub.send('POST', '/api/v1/session', { key: ADMIN_KEY });
      return [`sessions/${await newest('sessions')}`];
    },
    'DELETE /api/v1/audit/:id/reason': async () => [
      `audit/${(await sql(`SELECT entry_id AS id FROM audit_reasons ORDER BY entry_id DESC LIMIT 1`))[0]!.id}/reason`,
    ],
  };
}
