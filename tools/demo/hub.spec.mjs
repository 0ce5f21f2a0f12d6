import { accounts, NAMES } from './chain.mjs';
import { openChain } from './hub.mjs';

/** A hub that keeps what it is told in memory. */
function hubOf(kept) {
  const of = (resource) => (kept[resource.split('?')[0]] ??= []);
  return {
    get: async (resource) => ({ items: [...of(resource)] }),
    put: async () => undefined,
    patch: async (resource, change) => {
      const [list, id] = resource.split('/');
      const found = of(list).find((one) => one.id === id);
      Object.assign(found, change, { config: { ...found.config, ...change.config } });
    },
    ensure: async (resource, field, wanted) => {
      const there = of(resource).find((one) => one[field] === wanted[field]);
      if (there !== undefined) return { ...there };
      of(resource).push({ ...wanted, id: `${resource}-${of(resource).length}` });
      return { ...of(resource).at(-1) };
    },
  };
}

const namesIn = (kept) => kept.accounts.map(({ name }) => name).sort();
const NAMED = accounts.map(({ name }) => name).sort();

it('makes each account once, however often it is started', async () => {
  const kept = {};
  await openChain(hubOf(kept), 'http://127.0.0.1:1');
  await openChain(hubOf(kept), 'http://127.0.0.1:1');
  expect(namesIn(kept)).toEqual(NAMED);
});

it('takes an account under the name that an earlier demo gave it for the same', async () => {
  const { connector, formerly } = accounts.find(({ name }) => name === NAMES.zhimai);
  const kept = { accounts: [{ id: 'before', connector, name: formerly, config: {} }] };
  const chain = await openChain(hubOf(kept), 'http://127.0.0.1:1');
  expect(chain.accounts[NAMES.zhimai].id).toBe('before');
  expect(namesIn(kept)).toEqual(NAMED);
});
