// The demo chain: what a new hub shows when its sandbox is on. Everything goes through the hub's public REST
// and the sandbox's control API, as a person would do it; nothing is typed and nothing is faked.
import fs from 'node:fs';
import path from 'node:path';
import { accounts, NAMES, stores, TILLS } from './demo/chain.mjs';
import { connectSandbox, playHistory, startCustomers } from './demo/sandbox.mjs';
import { hubRest } from './demo/rest.mjs';
import { goOnAfterHistory } from './demo/after-history.mjs';

const DAY_MS = 86_400_000;

/**
 * Idempotent: a later start only tells both sides each other's addresses again.
 *
 * @param {{ hubUrl: string, adminKey: string, sandboxUrl: string, dataDir: string }} where
 * @returns {Promise<string[]>} what to tell the person
 */
export async function seedDemo({ hubUrl, adminKey, sandboxUrl, dataDir }) {
  const hub = hubRest(hubUrl, adminKey);
  const chain = await openChain(hub, sandboxUrl);
  await connectSandbox(sandboxUrl, chain);
  const mark = path.join(dataDir, 'demo.json');
  const isNew = !fs.existsSync(mark);
  if (isNew) {
    const to = new Date();
    const from = new Date(to.getTime() - DAY_MS);
    await playHistory(sandboxUrl, { from, to });
    await startCustomers(sandboxUrl);
    fs.writeFileSync(mark, JSON.stringify({ from, to }));
  }
  const tills = TILLS.map(({ code }) => chain.accounts[NAMES.till(code)]);
  void goOnAfterHistory(hub, { stores: chain.stores, tills }, mark);
  const sellers = `  Three invented stores sell through the sandbox's Zhimai and a web shop, and ring up at its Pospal`;
  return [
    ...(isNew
      ? [
          `${sellers}; their last day is being loaded`,
          `  and reported to the sandbox's Ovopark, and customers go on ordering. Look on:`,
        ]
      : [`${sellers}, and customers go on ordering. Look on:`]),
    `    curl -H "Authorization: Bearer <admin key>" ${hubUrl}/api/v1/orders?limit=3`,
    `    curl -H "Authorization: Bearer <admin key>" ${hubUrl}/api/v1/dispatches?limit=3`,
    `    curl -H "Authorization: Bearer <admin key>" ${hubUrl}/api/v1/submissions?limit=3`,
    `    curl ${sandboxUrl}/control/ovopark/reports`,
  ];
}

/** Makes what is missing of stores, accounts and bindings. */
async function openChain(hub, sandboxUrl) {
  const opened = { stores: {}, accounts: {} };
  for (const store of stores) opened.stores[store.code] = await hub.ensure('stores', 'code', store);
  for (const { bindings = [], products, remote, ...account } of accounts) {
    const baseUrl = remote ? { baseUrl: sandboxUrl } : {};
    const made = await hub.ensure('accounts', 'name', { ...account, ...baseUrl });
    if (remote && made.baseUrl !== sandboxUrl)
      await hub.patch(`accounts/${made.id}`, { baseUrl: sandboxUrl });
    for (const { code, vendorStoreId } of bindings) {
      const binding = { storeId: opened.stores[code].id, vendorStoreId };
      await hub.ensure(`accounts/${made.id}/bindings`, 'vendorStoreId', binding);
    }
    if (products) await hub.put(`accounts/${made.id}/products`, { items: products });
    opened.accounts[account.name] = made;
  }
  return opened;
}
