import fc from 'fast-check';
import { Database } from '#database/database.js';
import type { Statement } from '#database/sql.js';
import { DISPATCH_KINDS, DISPATCH_STATES } from '#dispatch/dispatch-words.js';
import { chosenDispatches } from '#dispatch/operator/chosen-dispatches.query.js';
import { DispatchQuery } from '#dispatch/operator/dispatch.query.js';
import { uuidV7 } from '#domain/ids.js';
import { chosenDeliveries } from '#intake/chosen-deliveries.query.js';
import { DELIVERY_STATES, DeliveryQuery } from '#intake/delivery.query.js';
import { chosenDiscrepancies } from '#reconciliation/operator/chosen-discrepancies.query.js';
import { DiscrepancyQuery } from '#reconciliation/operator/discrepancy.query.js';
import { createTestDatabase } from '../../support/database.js';
import { addAccount, addStore } from '../../support/open-ledger.js';

const DISCREPANCY_STATES = ['open', 'dismissed', 'accepted', 'closed'] as const;
const RULES = ['stuck', 'unconfirmed'] as const;
const CODES = ['unavailable', null, 'invalid_response'] as const;
const SEVERITIES = ['info', 'warn', 'error'] as const;
const COUNT = 60;
const FIRST = Date.parse('2026-11-02T00:00:00Z');
const timeOf = (n: number): Date => new Date(FIRST + n * 60_000);
const idOf = (n: number): string => uuidV7(timeOf(n), Buffer.alloc(10, n));
const ALL = Array.from({ length: COUNT }, (_, n) => n);
const of = <T>(all: readonly T[], n: number): T => all[(n * 7 + (n >> 3)) % all.length]!;

const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: undefined });
const aCode = fc.option(fc.constantFrom('unavailable', 'invalid_response'), { nil: undefined });
const someOf = <T>(words: readonly T[]) => maybe(fc.constantFrom(...words));
const aTime = maybe(fc.integer({ min: -2, max: COUNT + 2 }).map(timeOf));

describe('what a bulk act selects', () => {
  let database: Database;
  let drop: () => Promise<void>;
  let accounts: string[];
  let stores: string[];
  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = () => created.drop();
    database = new Database({ url: created.url, max: 4, name: 'suanpan-test' }, () => undefined);
    accounts = [await addAccount(database), await addAccount(database)];
    stores = [await addStore(database, 'S1'), await addStore(database, 'S2')];
    for (const n of ALL) await addRows(n);
  });
  afterAll(async () => {
    await database.close();
    await drop();
  });

  async function addRows(n: number): Promise<void> {
    const [id, at, accountId, storeId] = [idOf(n), timeOf(n), of(accounts, n), of(stores, n)];
    const insert = (text: string, values: unknown[]) => database.rows({ text, values: [id, at, ...values] });
    await insert(
      `INSERT INTO deliveries (id, received_at, account_id, connector, body_hash, body_size, order_references, state, error_code, due_at)
       VALUES ($1, $2, $3, 'storefront', sha256(''), 0, '[]', $4, $5, $2)`,
      [accountId, of(DELIVERY_STATES, n), of(CODES, n)],
    );
    await insert(
      `INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
       VALUES ($1, 'paid', 'paid', 'created', 'none', $2, $2)`,
      [],
    );
    await insert(
      `INSERT INTO legs (id, order_id, account_id, connector, vendor_no, own_store_ids, opened_by, state, confirmed_at,
         order_at, created_at, updated_at)
       VALUES ($1::uuid, $1::uuid, $3, 'storefront', $1::uuid::text, true, 'live', '{}', $2, $2, $2, $2)`,
      [accountId],
    );
    await insert(
      `INSERT INTO dispatches (id, account_id, store_id, kind, leg_id, cause, state, error_code, due_at, created_at, updated_at)
       VALUES ($1, $3, $4, $5, $1, 'rule', $6, $7, $2, $2, $2)`,
      [accountId, storeId, of(DISPATCH_KINDS, n), of(DISPATCH_STATES, n), of(CODES, n)],
    );
    await insert(
      `INSERT INTO discrepancies (id, rule, subject, key, severity, state, evidence, fingerprint, repairs, since, opened_at,
         updated_at, closed_at, closed_by, account_id, store_id, order_id, assignee)
       VALUES ($1::uuid, $3, $1::uuid::text, '', $4, $5::text, '{}', 'f', '[]', $2, $2, $2,
         CASE $5 WHEN 'closed' THEN $2::timestamptz END, CASE $5 WHEN 'closed' THEN 'agrees' END, $6, $7, $1, $8)`,
      [
        ...[of(RULES, n), of(SEVERITIES, n), of(DISCREPANCY_STATES, n)],
        ...[accountId, storeId, n % 3 === 0 ? 'Li' : null],
      ],
    );
  }

  const selected = async (selection: Statement): Promise<string[]> =>
    (await database.rows<{ target: string }>(selection)).map(({ target }) => target);
  /** The list has the newest first. */
  const listed = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).reverse();
  const states = <State>(state: State | undefined) => state && [state];

  it.each(['deliveries', 'dispatches', 'discrepancies'] as const)(
    'is what the list of %s shows',
    async (list) => {
      const account = () => maybe(fc.constantFrom(...accounts));
      const store = () => maybe(fc.constantFrom(...stores));
      if (list === 'deliveries') {
        const filter = fc.record({
          accountId: account(),
          state: someOf(DELIVERY_STATES),
          errorCode: aCode,
          from: aTime,
          to: aTime,
        });
        await held(filter, async (given) => [
          await selected(chosenDeliveries({ ...given, state: states(given.state) })),
          listed(await new DeliveryQuery(database).list({ ...given, limit: COUNT })),
        ]);
      } else if (list === 'dispatches') {
        const filter = fc.record({
          ...{
            accountId: account(),
            storeId: store(),
            state: someOf(DISPATCH_STATES),
            from: aTime,
            to: aTime,
          },
          ...{ kind: someOf(DISPATCH_KINDS), errorCode: aCode, orderId: someOf(ALL.map(idOf)) },
        });
        const query = new DispatchQuery(database, { now: () => timeOf(COUNT) });
        await held(filter, async (given) => [
          await selected(chosenDispatches({ ...given, state: states(given.state) })),
          listed(await query.list({ ...given, limit: COUNT })),
        ]);
      } else {
        const filter = fc.record({
          ...{
            accountId: account(),
            storeId: store(),
            state: someOf(DISCREPANCY_STATES),
            rule: someOf(RULES),
          },
          ...{ severity: someOf(SEVERITIES), openedAfter: aTime, openedBefore: aTime },
          ...{ assignee: someOf(['Li', null]), incidentId: someOf([null]), orderId: someOf(ALL.map(idOf)) },
        });
        await held(filter, async (given) => [
          await selected(chosenDiscrepancies({ ...given, state: states(given.state) })),
          listed(await new DiscrepancyQuery(database).list({ ...given, limit: COUNT })),
        ]);
      }
    },
  );

  it('is what is named, whatever its state', async () => {
    const ids = [3, 5, 8].map(idOf);
    for (const choose of [chosenDeliveries, chosenDispatches, chosenDiscrepancies])
      expect(await selected(choose({ ids }))).toEqual(ids);
  });

  const held = <Filter>(
    filter: fc.Arbitrary<Filter>,
    both: (given: Filter) => Promise<[string[], string[]]>,
  ): Promise<void> =>
    fc.assert(
      fc.asyncProperty(filter, async (given) => {
        const [bulk, list] = await both(given);
        expect(bulk).toEqual(list);
      }),
      { numRuns: 60 },
    );
});
