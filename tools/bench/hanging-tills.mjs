import http from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { startHub } from './hub.mjs';
import { orderDocument, signed } from './signed-order.mjs';
import { until } from './watching.mjs';

const HANGING = 40;
/** Enough for each hanging till to have more orders than it may have calls at once. */
const ORDERS_EACH = 20;
const MEASURED = 30;
const EVERY_MS = 1_000;

/**
 * How long the orders of one till that answers wait for it, beside tills of the same host that never answer.
 *
 * @param {import('./world.mjs').World} world
 * @returns {Promise<{ medianMs: number, longestMs: number }>} from the command's making until it is done
 */
export async function waitBesideHanging({ url, dataDir, sandbox, client }) {
  const host = await startHost(sandbox.url);
  const hub = await startHub({
    ...{ url, dataDir, roles: 'api,worker' },
    more: { HUB_OUTBOUND_ALLOW: '127.0.0.0/8' },
  });
  try {
    const healthy = await openTill(hub, host, 'healthy');
    await sandbox.control('pospal/tills', { ...keys('healthy'), looseTypes: false, gzip: false });
    for (let n = 0; n < HANGING; n += 1) await openTill(hub, host, `hanging-${n}`);
    for (let n = 0; n < HANGING; n += 1)
      for (let order = 0; order < ORDERS_EACH; order += 1) await deliver(hub, `hanging-${n}`, order);
    await until(client, SENT_TO_HANGING, ({ n }) => n >= HANGING / 2);
    for (let order = 0; order < MEASURED; order += 1) {
      await deliver(hub, 'healthy', order);
      await sleep(EVERY_MS);
    }
    await until(client, { text: OPEN, values: [healthy] }, ({ n }) => n === 0);
    const { rows } = await client.query(WAITS, [healthy]);
    return rows[0];
  } finally {
    await hub.stop();
    host.close();
  }
}

const SENT_TO_HANGING = `SELECT count(*)::int AS n FROM dispatches WHERE state = 'unknown'`;
const OPEN = `SELECT count(*)::int AS n FROM dispatches WHERE account_id = $1 AND settled_at IS NULL`;
const WAITS = `SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY ms) AS "medianMs", max(ms) AS "longestMs" FROM (
  SELECT extract(epoch FROM settled_at - created_at)::float8 * 1000 AS ms FROM dispatches
  WHERE account_id = $1 AND state = 'done') AS waits`;

const keys = (name) => ({ appId: name, appKey: 'bench-till-key' });

/** One host of many tills: those that hang get no answer, the others the sandbox's. */
async function startHost(sandboxUrl) {
  const server = http.createServer((request, response) => {
    const parts = [];
    request
      .on('data', (part) => parts.push(part))
      .on('end', () => {
        const body = Buffer.concat(parts);
        if (body.includes('"hanging-')) return;
        passOn(sandboxUrl, request, body).then(
          ({ status, answer }) => response.writeHead(status).end(answer),
          () => response.destroy(),
        );
      });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function passOn(sandboxUrl, { method, url, headers }, body) {
  const own = Object.entries(headers).filter(
    ([name]) => !['host', 'connection', 'content-length', 'accept-encoding'].includes(name),
  );
  const answer = await fetch(`${sandboxUrl}${url}`, { method, headers: Object.fromEntries(own), body });
  return { status: answer.status, answer: Buffer.from(await answer.arrayBuffer()) };
}

/** @returns {Promise<string>} the till's account */
async function openTill(hub, host, name) {
  const store = await hub.call('POST', 'stores', { code: name, name, timeZone: 'Asia/Shanghai' });
  const config = { ...keys(name), dispatch: { place: true }, pollSeconds: 3_600 };
  const account = { connector: 'pospal', name, baseUrl: host.url, config };
  const { id } = await hub.call('POST', 'accounts', account);
  await hub.call('POST', `accounts/${id}/bindings`, { storeId: store.id, vendorStoreId: 'bench' });
  const items = orderDocument('any', name).items.map(({ itemName }) => ({ itemName, productUid: '1001' }));
  await hub.call('PUT', `accounts/${id}/products`, { items });
  return id;
}

async function deliver(hub, storeCode, order) {
  const orderNo = `${storeCode}-${order}`;
  const { body, headers } = signed(`msg-${orderNo}`, orderDocument(orderNo, storeCode));
  const answer = await fetch(`${hub.base}${hub.webhookPath}`, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`delivery of ${orderNo}: ${answer.status} ${await answer.text()}`);
}
