import { InvalidFieldsError } from '#accounts/account-errors.js';
import type { Clock } from '#domain/clock.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { forgetEverything, type Hub, openHub } from './accounts-fixture.js';

const at = (second: number): Date => new Date(Date.UTC(2026, 10, 21, 0, 0, second));

let now = at(0);
const clock: Clock = { now: () => now, latest: () => now };
let testDatabase: TestDatabase;
let hub: Hub;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  hub = await openHub(testDatabase.url, { clock });
});
afterAll(async () => {
  await hub.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await forgetEverything(hub);
  now = at(0);
});

const newTill = (dispatch?: object) =>
  hub.accounts.create({
    connector: 'till',
    name: 'Till',
    config: { appId: 'app', ...(dispatch && { dispatch }) },
  });

const change = (id: string, second: number, dispatch: unknown) => {
  now = at(second);
  return hub.accounts.change(id, { config: { dispatch } });
};

describe('the flags of an account', () => {
  it('are off unless they are given, and those that are on say since when', async () => {
    const { config, flagsSince } = await newTill();
    expect(config['dispatch']).toEqual({ place: false, ship: false, complete: false, cancel: false });
    expect(flagsSince).toEqual({});
    const made = await newTill({ place: true });
    expect(made.flagsSince).toEqual({ 'dispatch.place': at(0) });
    expect(await hub.accounts.get(made.id)).toEqual(made);
    expect(await hub.accounts.list({ limit: 9 })).toContainEqual(made);
    expect((await hub.directory.byId(made.id))?.flagsSince).toEqual({ 'dispatch.place': at(0) });
  });

  it('keep their values and their times when another one is changed', async () => {
    const { id } = await newTill({ place: true });
    const changed = await change(id, 1, { cancel: true });
    expect(changed.config['dispatch']).toEqual({ place: true, ship: false, complete: false, cancel: true });
    expect(changed.flagsSince).toEqual({ 'dispatch.place': at(0), 'dispatch.cancel': at(1) });
    now = at(2);
    await hub.accounts.change(id, { name: 'Another name', paused: true });
    await change(id, 3, { place: true, cancel: 'true' });
    expect((await hub.directory.byId(id))?.flagsSince).toEqual({
      'dispatch.place': at(0),
      'dispatch.cancel': at(1),
    });
  });

  it('begin anew after they were off', async () => {
    const { id } = await newTill({ place: true });
    expect((await change(id, 1, { place: false })).flagsSince).toEqual({});
    expect((await change(id, 2, { place: true })).flagsSince).toEqual({ 'dispatch.place': at(2) });
  });

  it('go back to their defaults all together', async () => {
    const { id } = await newTill({ place: true, ship: true });
    const changed = await change(id, 1, null);
    expect(changed.config['dispatch']).toEqual({ place: false, ship: false, complete: false, cancel: false });
    expect(changed.flagsSince).toEqual({});
  });

  it('have an unknown one named, and nothing is changed', async () => {
    const made = await newTill({ place: true });
    const error: unknown = await change(made.id, 1, { plaec: true, ship: 'maybe' }).catch(
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InvalidFieldsError);
    expect((error as InvalidFieldsError).faults.map(({ field }) => field)).toEqual([
      'config.dispatch.plaec',
      'config.dispatch.ship',
    ]);
    expect(await hub.accounts.get(made.id)).toEqual(made);
    await expect(newTill({ other: true })).rejects.toMatchObject({
      faults: [{ field: 'config.dispatch.other' }],
    });
  });
});
