import { proxyTo } from '../faults/tcp-proxy.mjs';
import { startKeptHub } from './kept-hub.mjs';
import { ITEM } from './order-document.mjs';

const SECRET = `whsec_${Buffer.from('a chaos secret, of no worth').toString('base64')}`;
const HOUR_MS = 3_600_000;

/**
 * Two hubs, each behind a proxy of its own, on an empty database: a storefront, a till that gets its orders, and
 * Ovopark, which gets its hours.
 */
export async function openWorld(room, name, undo) {
  const databaseUrl = await room.newDatabase(name);
  const proxies = [];
  const hubs = [];
  for (const letter of ['a', 'b']) {
    const proxy = await proxyTo(databaseUrl);
    undo.push(() => proxy.breakOff());
    proxies.push(proxy);
    const hub = await startKeptHub({
      databaseUrl: proxy.url,
      dataDir: room.dataDir,
      clockDir: room.safeDir,
      name: `${name}-${letter}`,
    });
    undo.push(() => hub.stop());
    hubs.push(hub);
  }
  const accounts = await openAccounts(hubs[0], room.sandbox, name);
  const to = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS);
  return {
    ...room,
    name,
    databaseUrl,
    proxies,
    hubs,
    ...accounts,
    from: new Date(to - HOUR_MS),
    to,
    secret: SECRET,
  };
}

async function openAccounts(hub, sandbox, name) {
  const { id: storeId } = await hub.call('POST', 'stores', {
    code: 'C-1',
    name: 'Chaos',
    timeZone: 'Asia/Shanghai',
  });
  const account = (connector, config) =>
    hub.call('POST', 'accounts', {
      connector,
      name: connector,
      config,
      ...(connector !== 'storefront' && { baseUrl: sandbox.url }),
    });
  const { webhookUrl } = await account('storefront', { secrets: [SECRET] });
  const tillKeys = { appId: `till-${name}`, appKey: 'chaos-till-key' };
  await sandbox.control('pospal/tills', { ...tillKeys, looseTypes: false });
  const till = await account('pospal', { ...tillKeys, ...UNHURRIED, dispatch: { place: true } });
  await hub.call('POST', `accounts/${till.id}/bindings`, { storeId, vendorStoreId: 'till' });
  await hub.call('PUT', `accounts/${till.id}/products`, { items: [ITEM] });
  const chain = { akey: `S107-${name}`, secret: 'chaos', enterpriseId: String(number(name)) };
  await sandbox.control('ovopark/enterprises', { ...chain, shops: [{ depId: '9801', shopId: `D-${name}` }] });
  const ovopark = await account('ovopark', chain);
  await hub.call('POST', `accounts/${ovopark.id}/bindings`, { storeId, vendorStoreId: `D-${name}` });
  return { storeId, appId: tillKeys.appId, shopId: `D-${name}`, webhookPath: new URL(webhookUrl).pathname };
}

/** Paid in the last whole hour, which may be two hours ago when a run ends. */
const UNHURRIED = {
  requestsPerSecond: 100,
  concurrency: 16,
  placeWithinMinutes: 600,
  negativeFindSeconds: 5,
};
const number = (name) => 100 + Number(name.replace(/\D/g, ''));
