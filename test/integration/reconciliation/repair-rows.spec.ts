import { LIVE_STATES, REPAIR_STATES } from '#reconciliation/mend/repair.js';
import { insertRepairs, lockLiveRepairs, type NewRepair } from '#reconciliation/mend/repairs.store.js';
import { isAutoRepair, REPAIR_KINDS } from '#domain/repair.js';
import { newId, type OpenLedger, openLedger } from '../../support/open-ledger.js';
import { aDifference, keepingWorld } from './keeping-world.js';

const NOW = new Date('2026-03-05T02:00:00.000Z');

describe('the rows of repairs', () => {
  let ledger: OpenLedger;
  beforeAll(async () => {
    ledger = await openLedger([]);
  });
  afterAll(() => ledger.close());

  async function aRepair(change: Partial<NewRepair> = {}): Promise<NewRepair> {
    const { id: discrepancyId, orderId } = await keepingWorld(ledger.database).open(aDifference());
    return {
      ...{ id: newId(), discrepancyId, rule: 'stuck', kind: 'fetch', accountId: newId(), legId: newId() },
      ...{
        orderId,
        storeId: null,
        hourStart: null,
        byPolicy: false,
        askedBy: null,
        approvedBy: null,
        textId: null,
      },
      fingerprint: 'f',
      ...change,
    };
  }
  const insert = async (repair: NewRepair): Promise<boolean> => {
    const made = await ledger.database.transaction((sql) => insertRepairs(sql, [repair], NOW));
    return made.has(repair.id);
  };
  const set = (id: string, values: string) =>
    ledger.database.rows({ text: `UPDATE repairs SET ${values} WHERE id = $1`, values: [id] });

  it('are one at a time of a discrepancy, whoever asks', async () => {
    const repair = await aRepair();
    const made = await Promise.all(
      [repair, { ...repair, id: newId() }, { ...repair, id: newId() }].map(insert),
    );
    expect(made.filter((one) => one)).toHaveLength(1);
    const live = await ledger.database.transaction((sql) => lockLiveRepairs(sql, [repair.discrepancyId]));
    const [one] = live.values();
    expect(one).toMatchObject({ state: 'fetching', kind: 'fetch', orderId: repair.orderId, failures: 0 });
    await set(one!.id, `state = 'not_done', ended_at = now()`);
    expect(await insert({ ...repair, id: newId() })).toBe(true);
  });

  it('refuse to be begun for nobody where it is no mere look', async () => {
    for (const kind of REPAIR_KINDS) {
      const byPolicy = insert(await aRepair({ kind, byPolicy: true }));
      await (isAutoRepair(kind)
        ? expect(byPolicy).resolves.toBe(true)
        : expect(byPolicy).rejects.toThrow('repairs_by_policy'));
      const repair = await aRepair({ kind });
      await insert(repair);
      const begun = `state = 'begun', begun_at = now(), ref = 'r'`;
      await expect(set(repair.id, begun)).rejects.toThrow('repairs_for_somebody');
      await set(repair.id, `${begun}, approved_at = now()`);
    }
  });

  it('have ended in every state that is not live', async () => {
    for (const state of REPAIR_STATES) {
      const repair = await aRepair();
      await insert(repair);
      const isLive = LIVE_STATES.some((one) => one === state);
      const begun = `state = '${state}', begun_at = now(), approved_at = now(), ref = 'r'`;
      const wrong = `${begun}, ended_at = ${isLive ? 'now()' : 'NULL'}`;
      await expect(set(repair.id, wrong)).rejects.toThrow('repairs_ended');
      await set(repair.id, `${begun}, ended_at = ${isLive ? 'NULL' : 'now()'}`);
    }
  });
});
