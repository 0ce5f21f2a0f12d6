import { PERSONAL_COLUMNS } from '#domain/personal-columns.js';
import { readPayload } from '#ledger/payload.query.js';
import { readErasedLines } from '#privacy/erased-list.js';
import { documentOf, listBoth, needlesOf, NEIGHBOUR, PERSON, plant } from './planted-person.js';
import { BY, openPrivacyWorld, type PrivacyWorld } from './privacy-world.js';

let world: PrivacyWorld;
afterEach(() => world.close());

const tablesIn = (found: readonly string[]): string[] => [
  ...new Set(found.map((hit) => hit.replace(/^public\.(\w+): .*/, '$1'))),
];

describe('a person who is erased', () => {
  it.each([
    ['sealed', true],
    ['as they came', false],
  ])('is nowhere any more, where every declared table held something: bytes %s', async (_how, isSealed) => {
    world = await openPrivacyWorld(isSealed);
    const [shop, till] = [await world.shop(), await world.till()];
    await plant(world, shop, till);
    const before = await world.found(needlesOf(world));
    // Deliveries' own columns hold what a vendor's words repeat; bytes are in payloads. Nothing else may hold anybody.
    expect(tablesIn(before).sort()).toEqual(Object.keys(PERSONAL_COLUMNS).sort());
    const entries = await history(world);

    const id = await world.erasures.plan({ phone: '+86 138 9999 0001' }, BY);
    const { counts } = await world.erasures.count(id);
    expect(await world.found(needlesOf(world))).toEqual(before);
    await world.erasures.start(id, 'asked for by letter', BY);
    await world.work();

    expect(await world.found(needlesOf(world))).toEqual([]);
    // The neighbour on the same page is as before, and so is everything that was said of the orders.
    expect(tablesIn(await world.found(NEIGHBOUR))).toEqual(['contacts', 'payloads']);
    expect(await history(world)).toEqual(entries);
    expect(counts).toMatchObject({ contacts: 2, deliveries: 5, requests: 2, texts: 9 });
    expect(await doneCounts(world, id)).toEqual(counts);
    expect(await world.bulks.get(id)).toMatchObject({
      state: 'done',
      total: 3,
      done: 3,
      reason: 'asked for by letter',
    });
  });

  it('may be in columns that there are', async () => {
    world = await openPrivacyWorld();
    const rows = await world.database.rows<{ name: string }>({
      text: `SELECT table_name || '.' || column_name AS name FROM information_schema.columns WHERE table_schema = 'public'`,
    });
    const columns = new Set(rows.map(({ name }) => name));
    const declared = Object.entries(PERSONAL_COLUMNS).flatMap(([table, of]) =>
      of.columns.map((one) => `${table}.${one}`),
    );
    expect(declared.filter((name) => !columns.has(name))).toEqual([]);
  });

  it('is not stored again, whatever is pushed, listed or worked off later', async () => {
    world = await openPrivacyWorld();
    const [shop, till] = [await world.shop(), await world.till()];
    const { orderId } = await plant(world, shop, till);
    await world.erase({ phone: PERSON.phone });
    const entries = await history(world);
    await world.replayAll(shop);
    expect(await history(world)).toEqual(entries);

    await world.post(
      shop,
      documentOf('S-1', 9, { fulfilment: 'completed', completedAt: Date.now() }),
      'msg_late',
    );
    expect(await world.post(shop, documentOf('S-1', 9, { totalFen: -1 }))).toBe('invalid_document');
    expect(await world.post(shop, documentOf('S-1', 9, { paidFen: 1 }), 'msg_late')).toBe('conflict');
    await world.drain();
    await listBoth(world, till, 9, '4');
    expect(await world.found(needlesOf(world))).toEqual([]);
    expect(tablesIn(await world.found(NEIGHBOUR))).toEqual(['contacts', 'payloads']);
    // What is no person's is recorded as ever.
    const order = await world.orders.get(orderId);
    expect([order?.fulfilment, order?.legs[0]?.contact ?? null]).toEqual(['completed', null]);
    expect((await history(world)).length).toBeGreaterThan(entries.length);
  });

  it('of one order loses that order’s legs alone', async () => {
    world = await openPrivacyWorld();
    const [shop, till] = [await world.shop(), await world.till()];
    const { orderId } = await plant(world, shop, till);
    await world.erase({ orderId });
    const left = await world.database.rows<{ vendor_no: string }>({
      text: 'SELECT vendor_no FROM contacts c JOIN legs l ON l.id = c.leg_id ORDER BY 1',
    });
    expect(left.map((one) => one.vendor_no)).toEqual(['T-1', 'T-2']);
    expect(await world.orders.list({ q: PERSON.phone, limit: 9 })).toHaveLength(1);
  });

  it('is kept as an act without the person, which nobody can change', async () => {
    world = await openPrivacyWorld();
    const [shop, till] = [await world.shop(), await world.till()];
    await plant(world, shop, till);
    const id = await world.erase({ phone: PERSON.phone });
    const [act] = await world.database.rows<Record<string, unknown>>({ text: 'SELECT * FROM privacy_acts' });
    expect(act).toMatchObject({ id, kind: 'erasure', asked_by: 'phone', reason: 'asked for by letter' });
    expect([act!['leg_ids'], act!['delivery_ids']].map((ids) => (ids as string[]).length)).toEqual([2, 1]);
    for (const text of [
      'UPDATE privacy_acts SET reason = $$$$',
      'DELETE FROM erased_legs',
      'TRUNCATE privacy_acts',
    ])
      await expect(world.database.rows({ text })).rejects.toThrow('append-only');
    await expect(
      world.database.rows({ text: `UPDATE corrections SET stated_by = 'x', reason = '[erased]'` }),
    ).rejects.toThrow('append-only');
  });

  it('is not begun with a reason that says who it is', async () => {
    world = await openPrivacyWorld();
    const shop = await world.shop();
    await world.post(shop, documentOf('S-1', 1));
    await world.drain();
    const id = await world.erasures.plan({ phone: PERSON.phone }, BY);
    await expect(world.erasures.start(id, `for ${PERSON.phone}`, BY)).rejects.toMatchObject({
      said: { code: 'reason_shows_phone' },
    });
    await expect(world.erasures.plan({ phone: '12' }, BY)).rejects.toMatchObject({
      said: { code: 'not_whole_phone' },
    });
  });

  it('of a shop whose numbers repeat loses what is known to be of the order, and nothing of others', async () => {
    world = await openPrivacyWorld();
    const shop = await world.shop({ orderNumbers: 'per_store_day' });
    const told = documentOf('7', 1);
    const others = { ...told, customer: NEIGHBOUR, placedAt: told.placedAt - 86_400_000 * 3 };
    for (const [said, id] of [
      [told, 'a'],
      [told, 'b'],
      [others, 'c'],
      [others, 'd'],
    ] as const)
      await world.post(shop, said, `msg_${id}`).then(() => world.drain());
    await world.erase({ phone: PERSON.phone });
    expect(await world.found(needlesOf(world))).toEqual([]);
    const bodies = await Promise.all(
      (await world.deliveries.list({ accountId: shop.account.id, limit: 9 })).map(({ id }) =>
        readPayload(world.database, id, world.keeping.seal),
      ),
    );
    expect(bodies.filter((one) => one?.body.includes(NEIGHBOUR.phone))).toHaveLength(2);
    await world
      .post(shop, { ...others, updatedAt: told.updatedAt + 60_000 }, 'msg_e')
      .then(() => world.drain());
    await world
      .post(shop, { ...told, updatedAt: told.updatedAt + 60_000 }, 'msg_f')
      .then(() => world.drain());
    expect(await world.found(needlesOf(world))).toEqual([]);
  });

  it('goes on where a hub that died in the middle of it was', async () => {
    world = await openPrivacyWorld();
    const shop = await world.shop();
    for (const orderNo of ['S-1', 'S-2', 'S-3']) await world.post(shop, documentOf(orderNo, 1));
    await world.drain();
    const id = await world.erasures.plan({ phone: PERSON.phone }, BY);
    await world.erasures.start(id, 'asked for by letter', BY);
    // It dies while it is at the second: what that one's transaction did is taken back with it.
    await world.dieAt(2);
    expect(await world.bulks.get(id)).toMatchObject({ state: 'running', total: 3, done: 1 });
    expect(tablesIn(await world.found({ name: PERSON.name }))).toEqual(['contacts', 'payloads']);
    await world.work('another hub');
    expect(await world.bulks.get(id)).toMatchObject({ state: 'done', done: 3, failed: 0 });
    expect(await world.found(needlesOf(world))).toEqual([]);
    expect(await doneCounts(world, id)).toMatchObject({ contacts: 3, deliveries: 3, payloads_blanked: 3 });
  });

  it('is erased again in a database that was restored from before, by a list or a hub’s log', async () => {
    const erased = await openPrivacyWorld();
    const shop = await erased.shop();
    for (const orderNo of ['S-1', 'S-2']) await erased.post(shop, documentOf(orderNo, 1));
    await erased.drain();
    await erased.erase({ phone: PERSON.phone });
    const lines = [];
    for await (const line of erased.list.lines()) lines.push(line);
    const log = erased.lines.map((line) => JSON.stringify(line)).join('\n');
    await erased.close();
    expect(
      readErasedLines(log)
        .map(({ vendorNo }) => vendorNo)
        .sort(),
    ).toEqual(['S-1', 'S-2']);
    expect(lines.map(({ vendorNo }) => vendorNo)).toEqual(['S-1', 'S-2']);
    expect(() => readErasedLines('{"accountId":"x"}')).toThrow('line 1 is no line');

    // The backup is of before S-2 was placed: it comes again, under another id.
    world = await openPrivacyWorld();
    const restored = await world.shop({}, shop.account.id);
    await world.post(restored, documentOf('S-1', 1)).then(() => world.drain());
    const elsewhere = { accountId: BY.id, vendorNo: 'X', erasedAt: '' };
    expect(await world.list.reapply([...lines, ...lines, elsewhere])).toEqual({
      orders: 2,
      legs: 1,
      unknown: 1,
    });
    await world.work();
    await world.post(restored, documentOf('S-2', 1)).then(() => world.drain());
    expect(await world.found(needlesOf(world))).toEqual([]);
    expect(await world.database.rows({ text: 'SELECT asked_by, actor_kind FROM privacy_acts' })).toEqual([
      { asked_by: 'list', actor_kind: 'list' },
    ]);
    // Once more harms nobody.
    await world.list.reapply(lines);
    await world.work();
    expect((await world.orders.list({ limit: 9 })).length).toBe(2);
  });

  it('is handed out whole, which is kept, too', async () => {
    world = await openPrivacyWorld();
    const [shop, till] = [await world.shop(), await world.till()];
    await plant(world, shop, till);
    const { legs, unrecorded, texts, id } = await world.exports.export(
      { phone: PERSON.phone },
      'asked for by letter',
      BY,
    );
    expect(legs.map(({ vendorNo, contact }) => [vendorNo, contact?.name])).toEqual([
      ['S-1', PERSON.name],
      ['T-1', PERSON.name],
    ]);
    const said = legs.map(({ bytes }) => bytes.map(({ fields }) => fields?.map(({ value }) => value).sort()));
    const document = Object.values(PERSON).sort();
    expect(said[0]).toEqual([document, document, document, document]);
    expect(said[1]).toEqual(
      Array.from({ length: 2 }, () => [PERSON.name, PERSON.phone, PERSON.remark].sort()),
    );
    // Two more are handed out with the leg that they name.
    expect(unrecorded.map(({ fields }) => fields?.length)).toEqual([5]);
    expect(JSON.stringify(legs)).not.toContain(NEIGHBOUR.phone);
    expect(texts.map(({ table }) => table).sort()).toEqual([
      ...['alarm_texts', 'audit_reasons', 'bulks', 'correction_withdrawals', 'corrections'],
      'discrepancy_texts',
      ...['dispatch_attempts', 'dispatches', 'link_acts', 'link_suggestions', 'reveals'],
    ]);
    expect(texts.every(({ text }) => text.includes(PERSON.name))).toBe(true);
    expect((await world.found(needlesOf(world))).length).toBeGreaterThan(0);
    expect(await world.database.rows({ text: 'SELECT id, kind, asked_by FROM privacy_acts' })).toEqual([
      { id, kind: 'export', asked_by: 'phone' },
    ]);
    await expect(
      world.exports.export({ phone: PERSON.phone }, `it is ${PERSON.phone}`, BY),
    ).rejects.toMatchObject({
      said: { code: 'reason_shows_phone' },
    });
  });
});

/** Entries and their digests, as they were written. */
const history = (of: PrivacyWorld) =>
  of.database.rows({ text: 'SELECT id, digest, observation FROM ledger_entries ORDER BY id' });

async function doneCounts(of: PrivacyWorld, id: string) {
  const rows = await of.database.rows<{ what: string; count: number }>({
    text: 'SELECT what, count FROM erasure_counts WHERE act_id = $1',
    values: [id],
  });
  return Object.fromEntries(rows.map(({ what, count }) => [what, count]));
}
