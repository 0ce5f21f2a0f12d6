import { accounts, stores } from './chain.mjs';

/**
 * Makes what is missing of stores, accounts and bindings.
 *
 * @returns what there is now: stores by their codes, accounts by their names
 */
export async function openChain(hub, sandboxUrl) {
  const opened = { stores: {}, accounts: {} };
  for (const store of stores) opened.stores[store.code] = await hub.ensure('stores', 'code', store);
  for (const { bindings = [], products, ...account } of accounts) {
    const made = await openAccount(hub, account, { sandboxUrl, opened: opened.accounts });
    for (const { code, vendorStoreId } of bindings) {
      const binding = { storeId: opened.stores[code].id, vendorStoreId };
      await hub.ensure(`accounts/${made.id}/bindings`, 'vendorStoreId', binding);
    }
    if (products) await hub.put(`accounts/${made.id}/products`, { items: products });
    opened.accounts[account.name] = made;
  }
  return opened;
}

async function openAccount(hub, { remote, formerly, config: described, ...account }, { sandboxUrl, opened }) {
  if (formerly !== undefined) await rename(hub, formerly, account.name);
  const config = typeof described === 'function' ? described((name) => opened[name].id) : described;
  const baseUrl = remote ? { baseUrl: sandboxUrl } : {};
  const made = await hub.ensure('accounts', 'name', { ...account, ...baseUrl, config });
  const change = {
    ...(remote && made.baseUrl !== sandboxUrl && baseUrl),
    ...(isOlder(made.config, config) && { config }),
  };
  if (Object.keys(change).length > 0) await hub.patch(`accounts/${made.id}`, change);
  return made;
}

/** Under its old name it would not be known again, and a second one made of the same merchant. */
async function rename(hub, formerly, name) {
  const { items } = await hub.get('accounts?limit=200');
  const there = items.find((account) => account.name === formerly);
  if (there !== undefined) await hub.patch(`accounts/${there.id}`, { name });
}

/**
 * Whether an account was made by a demo that knew less of it: then a setting is not there at all. What is there
 * may be a person's own choice, and stays.
 */
const isOlder = (there, wanted) =>
  Object.keys(wanted).some((name) => there[name] === undefined || there[name].set === false);
