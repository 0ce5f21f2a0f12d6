import { Database } from '#database/database.js';
import { createTestDatabase, type TestDatabase } from '../../support/database.js';
import { newId } from '../../support/open-ledger.js';
import { aDifference, keepingWorld } from '../reconciliation/keeping-world.js';
import { startTestHub, type TestHub } from './hub-fixture.js';

let created: TestDatabase;
let test: TestHub;
let database: Database;
let world: ReturnType<typeof keepingWorld>;
beforeAll(async () => {
  created = await createTestDatabase();
  database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
  world = keepingWorld(database, new Date());
  test = await startTestHub(created.url);
});
afterAll(async () => {
  await test.stop();
  await database.close();
  await created.drop();
});

const get = (path: string) => test.send('GET', `/api/v1/${path}`);
const post = (path: string, body: unknown) => test.send('POST', `/api/v1/${path}`, body);
const [TILL, ONE, OTHER] = [newId(), newId(), newId()];
const cancelOf = (legId: string) => ({ kind: 'cancel', accountId: TILL, legId }) as const;
/** @returns a discrepancy that offers these */
const offering = async (...legIds: string[]): Promise<string> =>
  (await world.open(aDifference({ repairs: legIds.map(cancelOf) }))).id;
const approval = (repair: unknown) => ({ repair, reason: '顾客要求取消' });

it('a repair is approved once by all who approve it, shown, and in the history', async () => {
  const id = await offering(ONE);
  const [first, ...others] = await Promise.all(
    [1, 2, 3].map(() => post(`discrepancies/${id}/approve`, approval('cancel'))),
  );
  expect(first).toMatchObject({
    status: 202,
    json: { discrepancyId: id, kind: 'cancel', legId: ONE, byPolicy: false },
  });
  expect(others.map(({ status, json }) => [status, json.id])).toEqual(
    others.map(() => [202, first!.json.id]),
  );
  const repairId = String(first!.json.id);
  expect((await get(`repairs/${repairId}`)).json).toMatchObject({ id: repairId, reason: '顾客要求取消' });
  const { history } = (await get(`discrepancies/${id}`)).json;
  const approved = history.filter(({ kind }: { kind: string }) => kind === 'repair_approved');
  expect(approved).toMatchObject([{ text: '顾客要求取消', detail: { repairId } }]);
});

it('one that is not offered, or of which there are several, is refused by its field', async () => {
  const id = await offering(ONE, OTHER);
  const refused = (body: unknown) => post(`discrepancies/${id}/approve`, body);
  for (const repair of ['ship', 'cancel', { kind: 'cancel', accountId: TILL }])
    expect(await refused(approval(repair))).toMatchObject({
      status: 422,
      json: { errors: [{ field: 'repair' }] },
    });
  expect(await refused({ repair: 'cancel' })).toMatchObject({ status: 422 });
  expect((await get(`repairs?discrepancyId=${id}`)).json.items).toEqual([]);
  const made = await refused(approval(cancelOf(OTHER)));
  expect(made).toMatchObject({ status: 202, json: { legId: OTHER } });
  expect((await post(`discrepancies/${newId()}/approve`, approval('cancel'))).status).toBe(404);
});

it('what is closed or dismissed is not mended', async () => {
  const id = await offering(ONE);
  await post(`discrepancies/${id}/dismiss`, { reason: 'none' });
  const refused = await post(`discrepancies/${id}/approve`, approval('cancel'));
  expect(refused).toMatchObject({ status: 409, json: { detail: expect.stringContaining('reopen') } });
});

it('many are approved at once, each by itself', async () => {
  const [one, other, wrong] = [await offering(ONE), await offering(OTHER), await offering(ONE, OTHER)];
  const ids = [one, other, wrong, newId()];
  const { status, json } = await post('discrepancies/approve', { ids, ...approval('cancel') });
  expect(status).toBe(202);
  expect(json.approved.map(({ id }: { id: string }) => id).sort()).toEqual([one, other].sort());
  expect(json.refused.map(({ id }: { id: string }) => id)).toEqual([wrong, ids[3]]);
});

it('is planned for a person to look at', async () => {
  const id = await offering(ONE);
  const planned = await post(`discrepancies/${id}/plan`, {});
  expect(planned).toMatchObject({ status: 202, json: { kind: 'cancel', approvedAt: null } });
  expect((await post(`repairs/${newId()}/dismiss`, { reason: 'the till does it' })).status).toBe(404);
});

it('what is meant is asked for in words that help', async () => {
  const id = await offering(ONE);
  for (const repair of [undefined, 'mend']) {
    const { status, json } = await post(`discrepancies/${id}/approve`, { repair, reason: 'x' });
    expect([status, json.errors[0].field]).toEqual([422, 'repair']);
    expect(json.errors[0].message).toContain('cancel');
  }
});

it('a dry run of no store or account is refused', async () => {
  const march = { rule: 'stuck', from: '2026-03-01T00:00:00Z', to: '2026-04-01T00:00:00Z' };
  for (const field of ['storeId', 'accountId'])
    expect(await post('reconciliation/dry-runs', { ...march, [field]: newId() })).toMatchObject({
      ...{ status: 422, json: { errors: [{ field }] } },
    });
});

it('is listed by what it is about; a strange filter is refused', async () => {
  const id = await offering(ONE);
  await post(`discrepancies/${id}/approve`, approval('cancel'));
  const { items } = (await get(`repairs?discrepancyId=${id}&kind=cancel&accountId=${TILL}`)).json;
  expect(items).toMatchObject([{ discrepancyId: id, rule: 'alive_after_cancel' }]);
  expect((await get('repairs?kind=cancel&limit=1')).json.nextCursor).not.toBeNull();
  expect(await get('repairs?state=gone')).toMatchObject({
    status: 422,
    json: { errors: [{ field: 'state' }] },
  });
});
