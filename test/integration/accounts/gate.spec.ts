import { AccountGate } from '#accounts/gate/account-gate.js';
import { withinCall } from '#connectors-core/call-context.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { type Hub, openHub } from './accounts-fixture.js';

let created: TestDatabase;
let hub: Hub;
let other: Hub;

beforeAll(async () => {
  created = await createTestDatabase();
  hub = await openHub(created.url);
  other = await openHub(created.url);
});
afterAll(async () => {
  await hub.close();
  await other.close();
  await created.drop();
});

async function till() {
  const { id } = await hub.accounts.create({ connector: 'till', name: 'Till', config: { appId: 'app' } });
  const { account } = await hub.directory.known(id);
  const gate = new AccountGate(hub.directory, hub.quotas, hub.clock, hub.database);
  const admit = (effect: 'read' | 'write') => gate.admit(account, { operation: 'orders.add', effect });
  return { id, admit };
}

const PAUSED = { code: 'unavailable', notSent: 'paused' };

describe('the gate of an account', () => {
  it('lets nothing pass while it is paused', async () => {
    const { id, admit } = await till();
    for (const effect of ['read', 'write'] as const) await expect(admit(effect)).resolves.toBeDefined();
    await hub.accounts.change(id, { paused: true });
    for (const effect of ['read', 'write'] as const)
      await expect(admit(effect)).rejects.toMatchObject(PAUSED);
    await hub.accounts.change(id, { paused: false });
    for (const effect of ['read', 'write'] as const) await expect(admit(effect)).resolves.toBeDefined();
  });

  it('lets no write pass that another hub has paused it for, though this one has not heard of it', async () => {
    const { id, admit } = await till();
    await other.accounts.change(id, { paused: true });
    expect((await hub.directory.known(id)).paused).toBe(false);
    await expect(admit('write')).rejects.toMatchObject(PAUSED);
  });

  it('asks whether a write is wanted still, and sees a pause that comes while that is found out', async () => {
    const { id, admit } = await till();
    const mayWrite = (why?: string) => () => Promise.resolve(why);
    const place = (asked: () => Promise<string | undefined>) =>
      withinCall({ purpose: 'place', mayWrite: asked }, () => admit('write'));
    await expect(place(mayWrite())).resolves.toBeDefined();
    await expect(place(mayWrite('it was cancelled'))).rejects.toMatchObject({
      notSent: 'not_wanted',
      message: 'not sent: it was cancelled',
    });
    const pausing = async () => {
      await other.accounts.change(id, { paused: true });
      return undefined;
    };
    await expect(place(pausing)).rejects.toMatchObject(PAUSED);
  });
});

it('an account that is changed or resumed, here or elsewhere, is told of once', async () => {
  const { id } = await till();
  const told = async (change: Parameters<Hub['accounts']['change']>[1]) => {
    hub.changed.length = 0;
    await other.accounts.change(id, change);
    await hub.directory.refresh();
    await hub.directory.refresh();
    return hub.changed;
  };
  expect(await told({ name: 'Another name' })).toEqual([]);
  expect(await told({ config: { appId: 'another' } })).toEqual([id]);
  expect(await told({ paused: true })).toEqual([]);
  expect(await told({ paused: false })).toEqual([id]);
});
