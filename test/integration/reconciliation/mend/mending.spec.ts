import { Instance } from '#jobs/instance.js';
import { UnwantedRepairs } from '#reconciliation/operator/unwanted-repairs.js';
import { RepairsService } from '#reconciliation/operator/repairs.service.js';
import { DecisionsService } from '#reconciliation/operator/decisions.service.js';
import type { LogEvent } from '#domain/log.js';
import type { FulfilmentState } from '#domain/order-status.js';
import { newId } from '../../../support/open-ledger.js';
import { KilledError, mortalDatabase } from '../mortal-database.js';
import { placedOrder } from '../placed-orders.js';
import { type MendingWorld, mendingWorld } from './mending-world.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const CANCEL = { meant: { kind: 'cancel' }, reason: '顾客已取消', by: 'key' } as const;

describe('a repair', () => {
  let world: MendingWorld;
  let service: RepairsService;
  beforeEach(async () => {
    world = await mendingWorld();
    const clock = { now: world.at, latest: world.at };
    service = new RepairsService(world.database, clock, new Instance('test'), log);
  });
  afterEach(() => world.close());
  const log = (event: LogEvent) => void world.events.push(event);
  const saidOf = (repairId: string) =>
    world.events.flatMap((event) =>
      event.event === 'repair' && event.repairId === repairId ? [[event.outcome, event.actorId ?? null]] : [],
    );

  /** The shop has cancelled what the till still has, and that is kept as a discrepancy. */
  async function aliveAfterCancel(no = 'A-1') {
    const order = await placedOrder(world, no);
    await order.shopSays('cancelled', 5);
    world.later(11 * MINUTE_MS);
    await world.compare();
    const [discrepancy] = await world.discrepancies(order.orderId);
    const [leg] = await world.database.rows<{ id: string }>({
      text: 'SELECT id FROM legs WHERE order_id = $1 AND account_id = $2',
      values: [order.orderId, world.till.id],
    });
    /** The till says so just now. */
    const tillNow = (state: FulfilmentState) =>
      world.tillSays(`T-${no}`, undefined, {
        asOf: world.at(),
        fulfilment: { state, raw: state, completedAt: null },
      });
    return { ...order, discrepancyId: discrepancy!.id, tillLegId: leg!.id, tillNow };
  }
  const stateOf = async (orderId: string) => (await world.repairs(orderId)).map(({ state }) => state);

  describe('that is suggested', () => {
    it('is planned once every vendor was asked anew, shown before and after, and begun for nobody', async () => {
      const { orderId, discrepancyId, tillLegId, tillNow } = await aliveAfterCancel();
      await world.mend();
      expect(await stateOf(orderId)).toEqual(['fetching']);
      await world.mendLater();
      expect(await world.repairs()).toMatchObject([
        { state: 'fetching', why: 'waits_for_answer', before: null },
      ]);
      await tillNow('accepted');
      await world.mendLater();
      const [repair, ...others] = await world.repairs();
      expect(others).toEqual([]);
      expect(repair).toMatchObject({ kind: 'cancel', state: 'planned', by_policy: false });
      const till = { legId: tillLegId, fulfilment: 'accepted', vendorNo: 'T-A-1', saleFen: '1800' };
      expect(repair!.before).toMatchObject({
        sides: expect.arrayContaining([expect.objectContaining(till)]),
      });
      const after = expect.objectContaining({ ...till, fulfilment: 'cancelled' });
      expect(repair!.after).toMatchObject({ sides: expect.arrayContaining([after]) });
      await world.mendLater(HOUR_MS);
      expect(await world.begun()).toEqual([]);
      expect(await world.history(discrepancyId)).toEqual(['opened', 'repair_planned']);
    });

    it('is planned however much of another account waits for its vendor', async () => {
      const { orderId } = await aliveAfterCancel();
      await world.database.rows({
        text: `INSERT INTO discrepancies (id, rule, subject, key, account_id, severity, state, evidence, fingerprint, repairs,
                 since, opened_at, updated_at)
               SELECT ('ffffffff-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'stuck', 'order:' || n, '', $1::uuid, 'warn',
                 'open', '{}', 'f', jsonb_build_array(jsonb_build_object('kind', 'fetch', 'accountId', $1::text, 'legId', NULL)),
                 $2, $2, $2 FROM generate_series(1, 220) AS n`,
        values: [newId(), world.at()],
      });
      await world.database.rows({
        text: `INSERT INTO repairs (id, discrepancy_id, rule, kind, account_id, state, by_policy, fingerprint, due_at, created_at)
               SELECT id, id, rule, 'fetch', account_id, 'fetching', false, 'f', $1::timestamptz + INTERVAL '1 day', $1
               FROM discrepancies WHERE rule = 'stuck' ORDER BY id LIMIT 20`,
        values: [world.at()],
      });
      await world.mend();
      expect(await stateOf(orderId)).toEqual(['fetching']);
    });

    it('is planned anew for a person, however long ago it was planned', async () => {
      const { orderId, discrepancyId, tillNow } = await aliveAfterCancel();
      await world.mend();
      world.later(MINUTE_MS);
      await tillNow('accepted');
      await world.mendLater();
      const [{ planned_at: before } = { planned_at: null }] = await world.repairs();
      expect(await stateOf(orderId)).toEqual(['planned']);
      world.later(25 * HOUR_MS);
      await service.plan(discrepancyId, { meant: undefined, by: 'key' });
      await world.mend();
      expect(await stateOf(orderId)).toEqual(['fetching']);
      world.later(MINUTE_MS);
      await tillNow('accepted');
      await world.mendLater();
      const [repair] = await world.repairs();
      expect([repair!.state, repair!.planned_at! > before!]).toEqual(['planned', true]);
    });

    it('is dismissed by a person, once, and not suggested again; what is begun is not', async () => {
      const { orderId, discrepancyId, tillNow } = await aliveAfterCancel();
      const unwanted = new UnwantedRepairs(world.database, { now: world.at, latest: world.at }, log);
      await world.mend();
      const [repair] = await world.repairs();
      for (let n = 0; n < 2; n += 1) await unwanted.dismiss(repair!.id, 'the till does it', 'key');
      expect(await world.repairs()).toMatchObject([{ state: 'dismissed', why: 'by_person' }]);
      await world.mendLater(2 * HOUR_MS);
      expect(await stateOf(orderId)).toEqual(['dismissed']);
      expect(await world.history(discrepancyId)).toEqual(['opened', 'repair_dismissed']);
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      world.later(MINUTE_MS);
      await tillNow('accepted');
      await world.mendLater();
      const begun = (await world.repairs()).find(({ state }) => state === 'begun');
      await expect(unwanted.dismiss(begun!.id, 'too late', 'key')).rejects.toThrow('not taken back');
    });

    it('is not, where the account says off, and one at a time where it is suggested', async () => {
      world.changed.set(world.till.id, { repairPolicy: new Map([['alive_after_cancel', 'off']]) });
      const { orderId } = await aliveAfterCancel();
      await world.mendLater();
      expect(await world.repairs()).toEqual([]);
      world.changed.clear();
      await Promise.all([world.mend(), world.mend(), world.mend()]);
      await world.mendLater();
      expect(await stateOf(orderId)).toEqual(['fetching']);
    });

    it('comes to nothing where it would not mend the same numbers any more', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await world.mend();
      await tillNow('accepted');
      await world.mendLater();
      expect(await stateOf(orderId)).toEqual(['planned']);
      await world.database.rows({
        text: `UPDATE discrepancies SET repairs = '[]' WHERE id = $1`,
        values: [discrepancyId],
      });
      await world.mend();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'not_done', why: 'not_offered' }]);
      const told = await world.database.rows({
        text: `SELECT detail->>'why' AS why FROM discrepancy_events WHERE kind = 'repair_not_done'`,
      });
      expect(told).toEqual([{ why: 'not_offered' }]);
    });

    it('goes with its discrepancy, dismissed or closed', async () => {
      const one = await aliveAfterCancel('A-1');
      const other = await aliveAfterCancel('A-2');
      await world.mend();
      const decisions = new DecisionsService(world.database, { now: world.at, latest: world.at });
      const said = { decision: 'dismiss', assignee: null, reason: '没事', by: 'key' } as const;
      await decisions.decide(one.discrepancyId, said);
      await other.tillNow('cancelled');
      await world.compare();
      expect(await world.repairs(one.orderId)).toMatchObject([{ state: 'dismissed', why: 'dismissed' }]);
      expect(await world.repairs(other.orderId)).toMatchObject([{ state: 'dismissed', why: 'closed' }]);
      expect(await world.history(other.discrepancyId)).toEqual(['opened', 'closed', 'repair_dismissed']);
      await world.mendLater();
      expect(await world.begun()).toEqual([]);
    });
  });

  describe('that a person approves', () => {
    it('ten times, by three hubs at once, is done once', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      const ids = await Promise.all(Array.from({ length: 10 }, () => service.approve(discrepancyId, CANCEL)));
      expect(new Set(ids).size).toBe(1);
      await world.mend();
      await tillNow('accepted');
      for (let time = 0; time < 10; time += 1) {
        world.later(MINUTE_MS);
        await Promise.all([world.mend(), world.mend(), world.mend(), service.approve(discrepancyId, CANCEL)]);
      }
      expect(await world.begun()).toEqual([{ ref: 'cancel-1', by_name: 'key' }]);
      expect(await stateOf(orderId)).toEqual(['begun']);
      const told = ['opened', 'repair_approved', 'repair_planned', 'repair_begun'];
      expect(await world.history(discrepancyId)).toEqual(told);
    });

    it('is told in the log once it is begun, and not how often it is looked at', async () => {
      const { discrepancyId, tillLegId, tillNow } = await aliveAfterCancel();
      const repairId = await service.approve(discrepancyId, CANCEL);
      await world.mend();
      await world.mendLater();
      await tillNow('accepted');
      await world.mendLater();
      await world.mendLater();
      const begun = { level: 'info', outcome: 'begun', repairId, kind: 'cancel', legId: tillLegId };
      const whose = { accountId: world.till.id, connector: world.till.connector };
      expect(world.events.filter(({ event }) => event === 'repair')).toMatchObject([
        { ...whose, level: 'info', outcome: 'approved', repairId, actorId: 'key' },
        { ...whose, ...begun, ref: 'cancel-1', approvedBy: 'key' },
      ]);
    });

    it('is told in the log by what people say of it, where that changes anything', async () => {
      const { discrepancyId } = await aliveAfterCancel();
      const repairId = await service.plan(discrepancyId, { meant: undefined, by: 'key' });
      await service.plan(discrepancyId, { meant: undefined, by: 'key' });
      const unwanted = new UnwantedRepairs(world.database, { now: world.at, latest: world.at }, log);
      for (let n = 0; n < 2; n += 1) await unwanted.dismiss(repairId, '不用', 'key');
      expect(saidOf(repairId)).toEqual([
        ['asked', 'key'],
        ['dismissed', 'key'],
      ]);
      const { approved } = await service.approveMany([discrepancyId], CANCEL);
      await service.approveMany([discrepancyId], CANCEL);
      await service.approve(discrepancyId, CANCEL);
      expect(saidOf(approved[0]!.repairId)).toEqual([['approved', 'key']]);
    });

    it('is not done where the facts have changed since, and says so', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      await tillNow('completed');
      await world.mendLater();
      const [repair] = await world.repairs(orderId);
      expect(repair).toMatchObject({ state: 'not_done', why: 'facts_changed' });
      expect(repair!.detail).toMatchObject({ found: { evidence: { fulfilment: 'completed' } } });
      expect(await world.begun()).toEqual([]);
    });

    it('is not done where the stories agree by now', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      await tillNow('cancelled');
      await world.mendLater();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'not_done', why: 'agrees' }]);
    });

    it.each([
      ['nothing', { is: 'failed', code: 'not_found', message: 'no such order' }],
      ['what nobody can read', { is: 'failed', code: 'invalid_response', message: 'half an answer' }],
    ] as const)('is not done where a vendor answers %s', async (_what, answer) => {
      const { discrepancyId, orderId, tillLegId } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      world.answers.set(tillLegId, answer);
      await world.mendLater();
      const [repair] = await world.repairs(orderId);
      expect(repair).toMatchObject({
        state: 'not_done',
        why: 'not_fetched',
        error_message: answer.message,
      });
      expect(await world.begun()).toEqual([]);
    });

    it('waits while a side cannot be judged, a day at most', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      await tillNow('accepted');
      world.standings.set(world.shop, 'unwell');
      await world.mendLater();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'fetching', why: 'account_unwell' }]);
      await world.mendLater(24 * HOUR_MS);
      const [repair] = await world.repairs(orderId);
      expect(repair).toMatchObject({
        state: 'not_done',
        why: 'waited_too_long',
        detail: { for: 'account_unwell' },
      });
    });

    it('is not done where whoever does it refuses, and nothing of it stays', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      await tillNow('accepted');
      world.refuse('the till has settled it');
      await world.mendLater();
      const [repair] = await world.repairs(orderId);
      expect(repair).toMatchObject({
        state: 'not_done',
        why: 'refused',
        error_message: 'the till has settled it',
      });
      expect(await world.begun()).toEqual([]);
    });

    it('long after it was planned has every vendor asked once more', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await world.mend();
      await tillNow('accepted');
      await world.mendLater();
      expect(await stateOf(orderId)).toEqual(['planned']);
      world.later(6 * MINUTE_MS);
      await service.approve(discrepancyId, CANCEL);
      await world.mend();
      expect([await stateOf(orderId), await world.begun()]).toEqual([['fetching'], []]);
      await tillNow('preparing');
      await world.mendLater();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'not_done', why: 'facts_changed' }]);
    });

    it('goes on in other hands wherever its hub is killed, and is begun once', async () => {
      const { discrepancyId, orderId, tillNow } = await aliveAfterCancel();
      await service.approve(discrepancyId, CANCEL);
      world.ends.set('cancel', { is: 'done' });
      for (let diesAt = 1; diesAt <= 60; diesAt += 1) {
        await world.mend(mortalDatabase(world.database, diesAt)).catch((error: unknown) => {
          if (!(error instanceof KilledError)) throw error;
        });
        world.later(90_000);
        if (diesAt === 14) await tillNow('accepted');
      }
      await tillNow('cancelled');
      await world.compare();
      await world.mendLater(2 * HOUR_MS);
      expect(await world.begun()).toHaveLength(1);
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'done', verified: 'mended' }]);
      const told = [
        'repair_approved',
        'repair_planned',
        'repair_begun',
        'repair_done',
        'closed',
        'repair_verified',
      ];
      expect(await world.history(discrepancyId)).toEqual(['opened', ...told]);
    });

    it.each([
      ['is not there', newId(), CANCEL, /there is no discrepancy/],
      [
        'offers something else',
        null,
        { ...CANCEL, meant: { kind: 'ship' } },
        /is not offered; offered are: cancel/,
      ],
    ] as const)('is refused of a discrepancy that %s', async (_what, id, approving, message) => {
      const { discrepancyId } = await aliveAfterCancel();
      await expect(service.approve(id ?? discrepancyId, approving)).rejects.toThrow(message);
      expect(await world.repairs()).toEqual([]);
    });
  });

  describe('that is begun', () => {
    async function begun() {
      const order = await aliveAfterCancel();
      await service.approve(order.discrepancyId, CANCEL);
      await world.mend();
      await order.tillNow('accepted');
      await world.mendLater();
      return order;
    }

    it('and done has mended what is not found any more', async () => {
      const { orderId, tillNow } = await begun();
      world.ends.set('cancel', { is: 'done' });
      await world.mendLater();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'done', verified: null }]);
      await tillNow('cancelled');
      await world.mendLater();
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'done', verified: 'mended' }]);
    });

    it('and done has mended nothing where every vendor says the same after the patience', async () => {
      const { orderId, tillNow, tillLegId } = await begun();
      world.ends.set('cancel', { is: 'done' });
      await world.mendLater();
      await world.mendLater(11 * MINUTE_MS);
      expect(await world.repairs(orderId)).toMatchObject([{ verified: null }]);
      expect(world.asked.filter((id) => id === tillLegId)).toHaveLength(2);
      await tillNow('accepted');
      await world.mendLater(HOUR_MS);
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'done', verified: 'not_mended' }]);
      await world.mendLater(2 * HOUR_MS);
      expect(await world.repairs(orderId)).toHaveLength(1);
    });

    it('and done is not asked about for ever where its vendor does not find the order any more', async () => {
      const { orderId, tillLegId } = await begun();
      world.ends.set('cancel', { is: 'done' });
      await world.mendLater();
      world.answers.set(tillLegId, { is: 'failed', code: 'not_found', message: 'no such order' });
      for (let day = 0; day < 8; day += 1) await world.mendLater(24 * HOUR_MS);
      const asked = world.asked.length;
      for (let day = 0; day < 3; day += 1) await world.mendLater(24 * HOUR_MS);
      expect(world.asked).toHaveLength(asked);
      expect(await world.repairs(orderId)).toMatchObject([{ state: 'done', verified: null }]);
    });

    it('and done is not judged for ever where its rule stays silent', async () => {
      const { orderId } = await begun();
      world.ends.set('cancel', { is: 'done' });
      await world.mendLater();
      world.changed.set(world.till.id, { standing: 'paused' });
      const [ended] = await world.repairs(orderId);
      for (let day = 0; day < 9; day += 1) await world.mendLater(24 * HOUR_MS);
      const [left] = await world.repairs(orderId);
      expect([ended!.verify_at === null, left!.verify_at]).toEqual([false, null]);
      expect(left).toMatchObject({ state: 'done', verified: null });
    });

    it('has failed in the words of whoever does it, or where that knows nothing of it', async () => {
      const { orderId } = await begun();
      world.ends.set('cancel', { is: 'failed', code: 'rejected', message: 'the till is closed' });
      await world.mendLater();
      const [repair] = await world.repairs(orderId);
      expect(repair).toMatchObject({ state: 'failed', why: 'failed', error_message: 'the till is closed' });
      await world.mendLater(2 * HOUR_MS);
      expect(await stateOf(orderId)).toEqual(['failed']);
    });
  });
});
