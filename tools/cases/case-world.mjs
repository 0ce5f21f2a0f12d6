import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import { callJson } from '../demo/rest.mjs';

const timeZone = 'Asia/Shanghai';
const PLACING = { dispatch: { place: true, ship: true, complete: true, cancel: true } };

/**
 * Makes the stores that the cases name, each with a till at the sandbox that knows every item of theirs.
 *
 * @param {{ hub: import('../demo/rest.mjs').hubRest, sandboxUrl: string | undefined }} where
 * @param {{ storeCodes: string[], itemNames: string[] }} needs
 */
export async function openStores({ hub, sandboxUrl }, { storeCodes, itemNames }) {
  for (const code of storeCodes) {
    const store = await hub.ensure('stores', 'code', { code, name: `Cases ${code}`, timeZone });
    if (sandboxUrl !== undefined) await openTill(hub, sandboxUrl, store, itemNames);
  }
}

async function openTill(hub, sandboxUrl, { id: storeId, code }, itemNames) {
  const login = { appId: `cases-${code}`, appKey: `cases-key-${code}` };
  await callJson('POST', `${sandboxUrl}/control/pospal/tills`, { body: login });
  const till = { connector: 'pospal', name: `Cases till ${code}`, baseUrl: sandboxUrl };
  const { id } = await hub.ensure('accounts', 'name', { ...till, config: { ...login, ...PLACING } });
  await hub.patch(`accounts/${id}`, { baseUrl: sandboxUrl });
  await hub.ensure(`accounts/${id}/bindings`, 'vendorStoreId', { storeId, vendorStoreId: code });
  const items = itemNames.map((itemName, at) => ({ itemName, productUid: String(880_000_000_001 + at) }));
  await hub.put(`accounts/${id}/products`, { items });
}

/** A shop of its own for every case: the numbers of one mean nothing to another. */
export async function openShop(hub, name) {
  const key = randomBytes(32);
  const config = { secrets: [`whsec_${key.toString('base64')}`] };
  const wanted = { connector: 'storefront', name: `Case ${name} ${new Date().toISOString()}`, config };
  const { id, webhookUrl } = await hub.post('accounts', wanted);
  return { id, send: (body) => send(webhookUrl, key, body) };
}

async function send(url, key, body) {
  const [id, seconds] = [randomUUID(), String(Math.floor(Date.now() / 1000))];
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
  const answer = await fetch(url, { method: 'POST', headers, body });
  return { status: answer.status, text: await answer.text() };
}
