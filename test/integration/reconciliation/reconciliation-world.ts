import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import type { LogEvent } from '#domain/log.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import type { RecordingAccount } from '#ledger/recording.js';
import { ComparisonTally } from '#reconciliation/brake/comparison-tally.js';
import type { AccountFacts } from '#reconciliation/compare/account-facts.js';
import type { AccountsFactsReader } from '#reconciliation/read/accounts-facts.js';
import { Keeping } from '#reconciliation/keep/keeping.js';
import {
  DEFAULT_RECONCILIATION_SETTINGS,
  DEFAULT_RUN_SETTINGS,
} from '#reconciliation/reconciliation-settings.js';
import { RECONCILIATION_COMPARE, RECONCILIATION_CONSUMER } from '#reconciliation/reconciliation.tasks.js';
import { Comparing } from '#reconciliation/watch/comparing.js';
import { RunsQuery } from '#reconciliation/operator/runs.query.js';
import { RunsService } from '#reconciliation/operator/runs.service.js';
import { RunPlanning } from '#reconciliation/runs/run-planning.js';
import { Running, type RunningParts } from '#reconciliation/runs/running.js';
import { SliceKeeping } from '#reconciliation/runs/slice-keeping.js';
import { SliceLooking } from '#reconciliation/runs/slice-looking.js';
import { Watching } from '#reconciliation/watch/watching.js';
import { aRecording, PAID_AT, PLACED_AT, someAmounts } from '../../factories/observations.js';
import { someAccountFacts } from '../../factories/compared-orders.js';
import { addAccount, newId, openLedger } from '../../support/open-ledger.js';

const SUNING = { connector: 'suning', sells: 'never', storeIds: 'vendor' } as const;
const TILL = { connector: 'till', sells: 'else', storeIds: 'vendor' } as const;

/** How long a hub holds a run. */
export const LEASE_MS = 60_000;

/** What a hub asks of its database. */
export type HubDatabase = Pick<Database, 'rows' | 'transaction'>;

/** A discrepancy as its row says. */
interface DiscrepancyRow {
  readonly id: string;
  readonly rule: string;
  readonly state: string;
  readonly evidence: Readonly<Record<string, unknown>>;
  readonly times_opened: number;
}

/** What whoever reads the accounts of a world knows of it. */
export interface WorldAccounts {
  readonly database: Database;
  readonly clock: Clock;
  readonly shop: string;
  readonly till: string;
  readonly suning: string;
  /** Of who is not well. */
  readonly standings: ReadonlyMap<string, AccountFacts['standing']>;
}

type ReadAccounts = (known: WorldAccounts) => Promise<Pick<AccountsFactsReader, 'read'>>;

/** They are what rules take for granted where nothing is said; the till takes commands. */
const plainAccounts: ReadAccounts = ({ shop, till, suning, standings }) =>
  Promise.resolve({
    read: () =>
      Promise.resolve(
        new Map(
          [shop, till, suning].map((id) => {
            const standing = standings.get(id) ?? 'well';
            return [id, someAccountFacts({ id, standing, takesCommands: id === till })];
          }),
        ),
      ),
  });

/** A ledger with a storefront, a till and who compares them, at a time of the test's choosing. */
export async function reconciliationWorld(readAccounts: ReadAccounts = plainAccounts) {
  const open = await openLedger([{ name: RECONCILIATION_CONSUMER, task: RECONCILIATION_COMPARE }]);
  const { database } = open;
  const shop = await addAccount(database);
  const till: RecordingAccount = { id: await addAccount(database, 'till'), ...TILL };
  const suning: RecordingAccount = { id: await addAccount(database, 'suning'), ...SUNING };
  const standings = new Map<string, AccountFacts['standing']>();
  let aheadMs = 0;
  const clock: Clock = {
    now: () => new Date(open.clock.now().getTime() + aheadMs),
    latest: () => new Date(open.clock.latest().getTime() + aheadMs),
  };
  const events: LogEvent[] = [];
  const known = { database, clock, shop, till: till.id, suning: suning.id, standings };
  const accounts = await readAccounts(known);
  const tally = new ComparisonTally();
  const comparing = new Comparing(new Keeping(clock), clock, tally);
  const watching = (through: HubDatabase = database): Watching =>
    new Watching({
      database: through,
      clock,
      accounts,
      comparing,
      settings: DEFAULT_RECONCILIATION_SETTINGS,
      log: (event) => void events.push(event),
    });
  /** A hub of its own that works off runs. @param change what of it is otherwise */
  const running = (change: Partial<RunningParts> = {}, through: HubDatabase = database): Running => {
    const leases = new Leases(clock, new Instance(newId()), LEASE_MS);
    return new Running({
      ...{ database: through, clock, leases, ordersPerSlice: 5, log: (event) => void events.push(event) },
      looking: new SliceLooking({ database: through, clock, accounts }),
      keeping: new SliceKeeping({ database: through, clock, leases, comparing, tally }),
      ...change,
    });
  };
  return {
    ...open,
    shop,
    accounts,
    running,
    at: () => clock.now(),
    /** How a hub keeps what a slice has shown. */
    sliceKeeping: (leases = new Leases(clock, new Instance(newId()), LEASE_MS)) =>
      new SliceKeeping({ database, clock, leases, comparing, tally }),
    sliceLooking: () => new SliceLooking({ database, clock, accounts }),
    runs: new RunsService(database, clock, new Instance('test'), (event) => void events.push(event)),
    /** Waits until a hub has the run in hand. */
    somebodyHolds: async (id: string): Promise<void> => {
      const text = 'SELECT FROM reconciliation_runs WHERE id = $1 AND lease_holder IS NOT NULL';
      while ((await database.rows({ text, values: [id] })).length === 0);
    },
    shownRuns: new RunsQuery(database),
    planning: (at: readonly string[]) =>
      new RunPlanning({ database, clock, accounts, settings: { ...DEFAULT_RUN_SETTINGS, at } }),
    till,
    suning,
    standings,
    events,
    watching,
    /** From here on it is so much later. */
    later: (ms: number): void => void (aheadMs += ms),
    compare: () => watching().run(new AbortController().signal),
    /** What the shop says of one of its orders. */
    shopSays: (vendorNo: string, change: Partial<OrderObservation> = {}) =>
      open.ledger.record([aRecording(shop, { vendorNo, ...change })]).then(([recorded]) => recorded!),
    /** What the till says of an order of that marker. */
    tillSays: (vendorNo: string, marker: string | undefined, change: Partial<OrderObservation> = {}) =>
      open.ledger
        .record([aRecording(till.id, { ...tillOrder(vendorNo, marker), ...change }, TILL)])
        .then(([recorded]) => recorded!),
    discrepancies: (orderId: string): Promise<DiscrepancyRow[]> =>
      database.rows({
        text: `SELECT id, rule, state, evidence, times_opened FROM discrepancies WHERE order_id = $1 ORDER BY id`,
        values: [orderId],
      }),
    /** What happened to a discrepancy, in order. */
    history: async (id: string): Promise<string[]> => {
      const rows = await database.rows<{ kind: string }>({
        text: 'SELECT kind FROM discrepancy_events WHERE discrepancy_id = $1 ORDER BY id',
        values: [id],
      });
      return rows.map(({ kind }) => kind);
    },
  };
}

export type ReconciliationWorld = Awaited<ReturnType<typeof reconciliationWorld>>;

const tillOrder = (vendorNo: string, marker: string | undefined) => ({
  vendorNo,
  placement: { vendorStoreId: null, placedAt: PLACED_AT, numbers: [], origin: {} },
  amounts: someAmounts(1_800n),
  asOf: new Date(PAID_AT.getTime() + 60_000),
  ...(marker === undefined ? {} : { marker }),
});
