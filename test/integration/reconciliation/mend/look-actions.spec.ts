import { ConflictError } from '#accounts/account-errors.js';
import { DomainError } from '#domain/domain-error.js';
import { recordingAccount } from '#ledger/recording.js';
import type { RepairAction, RepairToDo } from '#reconciliation/mend/action.js';
import { fetchAction } from '#reconciliation/mend/fetch.action.js';
import { listAction } from '#reconciliation/mend/list.action.js';
import { anObservation } from '../../../factories/observations.js';
import { toyHints } from '../../../support/toy-connectors.js';
import { eachInItsWorld, worker, world } from '../../polling/each-world.js';
import { at, HOUR, MINUTE, onceEach } from '../../polling/polling-world.js';

describe('repairs that look once more', () => {
  eachInItsWorld();

  const placement = { ...anObservation().placement!, placedAt: at(-2 * HOUR) };

  async function known(id: string, vendorNo = 'A') {
    const [active] = world.accounts.all().filter(({ account }) => account.id === id);
    const observation = anObservation({ vendorNo, asOf: world.clock.now(), placement });
    const said = { account: recordingAccount(active!), observation, evidence: { body: Buffer.from('{}') } };
    const [recorded] = await world.ledgerOn(world.database).record([said]);
    world.clock.pass(MINUTE);
    const { orderId, legId } = recorded!;
    return { orderId, legId, accountId: id, storeId: null, hourStart: null };
  }
  const begin = (action: RepairAction, one: Omit<RepairToDo, 'kind'>) =>
    world.database.transaction(
      async (sql) => (await action.begin(sql, { ...one, kind: action.kind }, null)).ref,
    );
  const endOf = async (action: RepairAction, ref: string) =>
    (await action.ended(world.database, [ref])).get(ref);
  const fetch = () => worker.asked.drain(worker.stopping.signal);

  it('fetch asks for a leg, and is done once its vendor has said how it stands', async () => {
    const { id, vendor } = await world.addAccount();
    vendor.put('A', at(-2 * HOUR));
    const one = await known(id);
    const action = fetchAction(worker.refetch);
    const ref = await begin(action, one);
    expect(await endOf(action, ref)).toEqual({ is: 'open', code: null, message: null });
    world.clock.pass(1);
    const later = await begin(action, one);
    await fetch();
    expect(vendor.fetched).toHaveLength(1);
    const ends = await action.ended(world.database, [ref, later]);
    expect([...ends]).toEqual([
      [ref, { is: 'done' }],
      [later, { is: 'done' }],
    ]);
  });

  it('fetch of what its vendor does not know has failed', async () => {
    const { id } = await world.addAccount();
    const action = fetchAction(worker.refetch);
    const ref = await begin(action, await known(id));
    await fetch();
    expect(await endOf(action, ref)).toMatchObject({ is: 'failed', code: 'not_found' });
  });

  it('fetch of what cannot be asked for is refused', async () => {
    const { source: _source, ...connector } = toyHints(() => Promise.reject(new Error('nobody asks')));
    const one = await known(await world.addAccountOf({ connector }));
    await expect(begin(fetchAction(worker.refetch), one)).rejects.toBeInstanceOf(ConflictError);
    await expect(begin(fetchAction(worker.refetch), { ...one, legId: null })).rejects.toMatchObject({
      constructor: DomainError,
      field: 'legId',
    });
  });

  it('list reads the time around an order once more, or the stretch that is named', async () => {
    const { id, vendor } = await world.addAccount();
    const one = await known(id);
    vendor.put('lost', at(-2 * HOUR + 5 * MINUTE));
    vendor.put('elsewhere', at(-6 * HOUR));
    const action = listAction(worker.backfills);
    const ref = await begin(action, one);
    expect(await endOf(action, ref)).toMatchObject({ is: 'open' });
    await worker.read();
    expect(await endOf(action, ref)).toEqual({ is: 'done' });
    expect(await world.entriesOf(id)).toEqual(onceEach(['A', 'lost']));
    const named = await begin(action, { ...one, stretch: { from: at(-7 * HOUR), to: at(-5 * HOUR) } });
    await worker.read();
    expect(await endOf(action, named)).toEqual({ is: 'done' });
    expect(await world.entriesOf(id)).toEqual(onceEach(['A', 'elsewhere', 'lost']));
  });

  it('list of no order is refused', async () => {
    const { id } = await world.addAccount();
    const one = { ...(await known(id)), orderId: null };
    await expect(begin(listAction(worker.backfills), one)).rejects.toMatchObject({
      constructor: DomainError,
      field: 'orderId',
    });
  });
});
