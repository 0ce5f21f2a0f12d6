import { randomBytes } from 'node:crypto';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import { plainPosting } from '#domain/posting.js';
import type { Sale } from '#domain/sale.js';
import type { LogEvent } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { Leases } from '#jobs/lease.js';
import { type PostedBefore, postChanges } from '#ledger/posting-changes.js';
import { noteChanges } from '#ledger/orders.store.js';
import { Claiming } from '#reporting/submit/claiming.js';
import { Confirming } from '#reporting/submit/confirming.js';
import { Deciding } from '#reporting/derive/deciding.js';
import { Deriving } from '#reporting/derive/deriving.js';
import { Holding } from '#reporting/derive/holding.js';
import type { SourceCoverage, UncoveredHour } from '#reporting/derive/source-coverage.js';
import type { StoreHour } from '#reporting/figures/hours.store.js';
import { CoveredHours } from '#reporting/watch/covered-hours.js';
import { Restating } from '#reporting/derive/restating.js';
import { DueHours } from '#reporting/derive/due-hours.js';
import { HoleFilling } from '#reporting/watch/hole-filling.js';
import { HoursSweep } from '#reporting/watch/hours-sweep.js';
import { LateChanges } from '#reporting/watch/late-changes.js';
import { DEFAULT_REPORTING_SETTINGS, type ReportingSettings } from '#reporting/reporting-settings.js';
import { REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { GapDaysQuery } from '#reporting/operator/gap-days.query.js';
import { GapsQuery } from '#reporting/operator/gaps.query.js';
import { SalesHourQuery } from '#reporting/operator/sales-hour.query.js';
import { SubmissionSending } from '#reporting/submit/submission-sending.js';
import { SubmissionJobRun } from '#reporting/operator/submission-job-run.js';
import { SubmissionRequestService } from '#reporting/operator/submission-request.service.js';
import { SubmissionQuery } from '#reporting/operator/submission.query.js';
import { Submitting } from '#reporting/submit/submitting.js';
import { expectHoursAgree } from '../../support/agreeing-hours.js';
import { createTestDatabase } from '../../support/database.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { ToySink } from './toy-sink.js';

export const at = (text: string): Date => new Date(`${text}Z`);
const MINUTE_MS = 60_000;

export class TestClock implements Clock {
  constructor(private instant: Date) {}

  /** What the later of the host's clocks is ahead, ms: the machine was suspended. */
  aheadMs = 0;

  now(): Date {
    return this.instant;
  }

  latest(): Date {
    return new Date(this.instant.getTime() + this.aheadMs);
  }

  set(text: string): void {
    this.instant = at(text);
  }

  pass(minutes: number): void {
    this.instant = new Date(this.instant.getTime() + minutes * MINUTE_MS);
  }
}

/** Sources that lack orders of the hours that a test says; without a word they list nothing. */
export class ToyCoverage implements SourceCoverage {
  lacks: (hour: StoreHour) => boolean = () => false;

  uncovered(_sql: Sql, hours: readonly StoreHour[]): Promise<UncoveredHour[]> {
    const lacking = hours.filter((hour) => this.lacks(hour));
    return Promise.resolve(lacking.map((hour) => ({ ...hour, accountId: hour.storeId, stream: 'orders' })));
  }
}

/**
 * For a hub that stands still in the middle of a report: no second lane of it is left to claim that report anew, when the
 * clock has gone past its lease.
 */
export const ONE_AT_A_TIME: Partial<ReportingSettings> = { submissionsAtOnce: 1 };

/** What one hub runs of reporting. */
export class Hub {
  readonly instance: Instance;
  readonly deriving: Deriving;
  readonly dueHours: DueHours;
  readonly coveredHours: CoveredHours;
  readonly jobRun: SubmissionJobRun;
  readonly restating: Restating;
  readonly holeFilling: HoleFilling;
  readonly hoursSweep: HoursSweep;
  readonly lateChanges: LateChanges;
  readonly claiming: Claiming;
  readonly sending: SubmissionSending;
  readonly submitting: Submitting;
  readonly confirming: Confirming;
  readonly requests: SubmissionRequestService;
  private readonly stopping = new AbortController();

  constructor(
    world: ReportingWorld,
    name: string,
    changed: Partial<ReportingSettings> = {},
    database = world.database,
  ) {
    const { clock } = world;
    const settings = { ...DEFAULT_REPORTING_SETTINGS, ...changed };
    const log = (event: LogEvent): void => {
      world.events.push(event);
      world.onEvent(event);
    };
    this.instance = new Instance(name);
    const deciding = new Deciding(clock, this.instance, settings.restate);
    this.deriving = new Deriving(clock, this.instance, deciding);
    this.restating = new Restating(database, clock, deciding, settings, log);
    const holding = new Holding(world.coverage, clock, settings);
    this.dueHours = new DueHours({ database, clock, deriving: this.deriving, holding, settings, log });
    this.holeFilling = new HoleFilling({ database, clock, deriving: this.deriving, holding, settings, log });
    this.jobRun = new SubmissionJobRun({ database, clock, deriving: this.deriving, holding, log });
    this.coveredHours = new CoveredHours(database, world.coverage, log);
    this.hoursSweep = new HoursSweep(database, clock, log);
    this.lateChanges = new LateChanges(database, this.deriving, settings, log);
    const leases = new Leases(clock, this.instance, settings.leaseMs);
    const parts = { database, accounts: world, clock, leases, settings, log, random: () => 0.5 };
    this.claiming = new Claiming(parts);
    this.sending = new SubmissionSending(parts);
    this.submitting = new Submitting(parts, this.claiming, this.sending);
    this.confirming = new Confirming(parts, this.instance);
    this.requests = new SubmissionRequestService(database, clock, this.deriving, holding, settings);
  }

  derive = (): Promise<void> => this.dueHours.run(this.stopping.signal);
  fill = (): Promise<void> => this.holeFilling.run(this.stopping.signal);
  workJobs = (): Promise<void> => this.jobRun.run(this.stopping.signal);
  lookForCovered = (): Promise<void> => this.coveredHours.run(this.stopping.signal);
  takeChanges = (): Promise<void> => this.lateChanges.run(this.stopping.signal);
  restate = (): Promise<void> => this.restating.run(this.stopping.signal);
  sweep = (): Promise<void> => this.hoursSweep.run(this.stopping.signal);
  confirm = (): Promise<void> => this.confirming.run(this.stopping.signal);
  submit = (): Promise<void> => this.submitting.run(this.stopping.signal);
  request = (storeId: string, from: string, to: string) =>
    this.requests.requestSubmissions({ storeId, from: at(from), to: at(to) });
}

export interface NewSale {
  readonly fen: bigint;
  readonly at: string;
  readonly items?: number;
  /** 1 unless said otherwise. */
  readonly lines?: number;
}

/** A database with stores whose hours are reported to a toy vendor, at a time of the test's choosing. */
export class ReportingWorld {
  readonly clock = new TestClock(at('2026-03-05T00:20'));
  readonly sink = new ToySink();
  readonly coverage = new ToyCoverage();
  readonly events: LogEvent[] = [];
  onEvent: (event: LogEvent) => void = () => undefined;
  readonly hours: SalesHourQuery;
  readonly gaps: GapsQuery;
  readonly gapDays: GapDaysQuery;
  readonly submissions: SubmissionQuery;
  private shops = 0;

  private constructor(
    readonly database: Database,
    private readonly drop: () => Promise<void>,
  ) {
    this.hours = new SalesHourQuery(database);
    const parts = { coverage: this.coverage, clock: this.clock, settings: DEFAULT_REPORTING_SETTINGS };
    this.gaps = new GapsQuery(database, parts);
    this.gapDays = new GapDaysQuery(database, parts);
    this.submissions = new SubmissionQuery(database);
  }

  static async open(): Promise<ReportingWorld> {
    const { url, drop } = await createTestDatabase();
    const database = new Database({ url, max: 20, name: 'suanpan-test' }, () => undefined);
    await database.rows({ text: `SELECT ensure_partitions('2026-02-01', 3)` });
    return new ReportingWorld(database, drop);
  }

  async close(): Promise<void> {
    try {
      await expectHoursAgree(this.database);
    } finally {
      await this.database.close();
      await this.drop();
    }
  }

  hub = (name = 'hub', settings?: Partial<ReportingSettings>, database?: Database): Hub =>
    new Hub(this, name, settings, database);

  newId = (): string => uuidV7(this.clock.now(), randomBytes(10));

  async addAccount(): Promise<string> {
    const id = this.newId();
    const row = { id, connector: 'toy-sink', name: id, baseUrl: '', config: {}, secrets: Buffer.alloc(0) };
    await this.database.prisma.account.create({
      data: { ...row, createdAt: this.clock.now(), updatedAt: this.clock.now() },
    });
    return id;
  }

  async pause(accountId: string, paused: boolean): Promise<void> {
    await this.database.prisma.account.update({ where: { id: accountId }, data: { paused } });
  }

  /** What a person sets of changed hours; null: nothing. */
  async setRestate(accountId: string, restate: 'ask' | 'auto' | null): Promise<void> {
    const config = restate === null ? {} : { restate };
    await this.database.prisma.account.update({ where: { id: accountId }, data: { config } });
  }

  async confirmCover(accountId: string): Promise<void> {
    const data = { coverConfirmedAt: this.clock.now(), coverConfirmedBy: 'a person' };
    await this.database.prisma.account.update({ where: { id: accountId }, data });
  }

  /** Every account of this world is the toy vendor's. */
  async byId(id: string): Promise<ActiveAccount> {
    const account = { id, connector: 'toy-sink', name: id, baseUrl: '', config: {} };
    return { account, connector: this.sink.connector, paused: false, flagsSince: {} };
  }

  async addStore(timeZone = 'Asia/Shanghai', businessDayStart = '00:00'): Promise<string> {
    const id = this.newId();
    const row = { id, code: id, name: id, timeZone, businessDayStart };
    await this.database.prisma.store.create({
      data: { ...row, createdAt: this.clock.now(), updatedAt: this.clock.now() },
    });
    return id;
  }

  /** Binds the store now. */
  async bind(storeId: string, accountId: string, vendorStoreId = `shop-${++this.shops}`): Promise<string> {
    const [id, now] = [this.newId(), this.clock.now()];
    const { storeBinding, salesSink } = this.database.prisma;
    await storeBinding.create({ data: { id, accountId, storeId, vendorStoreId, createdAt: now } });
    await salesSink.create({
      data: {
        storeId,
        bindingId: id,
        accountId,
        startsAt: now,
        reportedThrough: new Date(now.getTime() + 1),
      },
    });
    return vendorStoreId;
  }

  /** A new store that is reported to an account of its own from now on. */
  async addShop(timeZone?: string): Promise<{ storeId: string; accountId: string; shopId: string }> {
    const [accountId, storeId] = [await this.addAccount(), await this.addStore(timeZone)];
    return { storeId, accountId, shopId: await this.bind(storeId, accountId) };
  }

  /** What the ledger does when it records an order that sells: the order, and word of it to reporting. */
  async sell(storeId: string | null, sale: NewSale, sql?: Sql): Promise<string> {
    const id = this.newId();
    await (sql ?? this.database).rows({
      text: `INSERT INTO orders (id, status, payment, fulfilment, after_sale, created_at, updated_at)
             VALUES ($1, 'unpaid', 'unpaid', 'created', 'none', $2, $2)`,
      values: [id, this.clock.now()],
    });
    await this.resell(id, storeId, sale, sql);
    return id;
  }

  /** The order now sells something else, elsewhere or at another time; null: nothing. */
  async resell(id: string, storeId: string | null, sale: NewSale | null, on?: Sql): Promise<void> {
    if (on === undefined) return this.database.transaction((sql) => this.resell(id, storeId, sale, sql));
    const before = await this.moveUntold(id, storeId, sale, on);
    const change = { consumer: REPORTING_CONSUMER, id, since_posting: before.postings };
    await noteChanges(on, [change], this.clock.now());
  }

  /** The same, and reporting is not told. @returns what it was before */
  async moveUntold(id: string, storeId: string | null, sale: NewSale | null, on: Sql): Promise<PostedBefore> {
    const before = await soldBefore(on, id);
    const now: Sale | null =
      sale === null
        ? null
        : { saleAt: at(sale.at), saleFen: sale.fen, items: sale.items ?? 1, lines: sale.lines ?? 1 };
    const wanted = storeId === null || now === null ? [] : [plainPosting(storeId, now)];
    const [posted] = await postChanges(on, [{ id, before, wanted, cause: 'record' }]);
    await on.rows({
      text: `UPDATE orders SET store_id = $2, sale_at = $3::timestamptz, sale_fen = $4, sale_items = $5,
               sale_lines = $6, status = 'paid', postings = $7, posting_key = $8 WHERE id = $1`,
      values: [
        ...[id, storeId, now?.saleAt ?? null, now?.saleFen.toString() ?? null, now?.items ?? null],
        ...[now?.lines ?? null, posted?.postings, posted?.postingKey],
      ],
    });
    return before;
  }

  waitingChanges = (): Promise<number> => this.database.prisma.orderChange.count();

  /** Hours in the order of time: `[start, fen, orders, revision]`. */
  async hoursOf(storeId: string): Promise<[string, bigint, number, number][]> {
    const hours = await this.hours.list({ storeId, limit: 200 });
    return hours
      .toReversed()
      .map((hour) => [short(hour.hourStart), hour.totalFen, hour.orders, hour.revision]);
  }

  /** Submissions in the order of hours and making: `[start, fen, cover, state, error code]`. */
  async submissionsOf(storeId: string): Promise<[string, bigint, boolean, string, string | null][]> {
    const rows = await this.submissions.list({ storeId, limit: 200 });
    return rows
      .toSorted(
        (a, b) =>
          a.hourStart.getTime() - b.hourStart.getTime() ||
          a.createdAt.getTime() - b.createdAt.getTime() ||
          a.revision - b.revision,
      )
      .map((row) => [short(row.hourStart), row.totalFen, row.cover, row.state, row.errorCode]);
  }

  untilSomebodyWaits = (): Promise<void> => untilSomebodyWaits(this.database);
}

/** `2026-03-05T01:00` of an instant, in UTC. */
export const short = (instant: Date): string => instant.toISOString().slice(0, 16);

/** What an order has sold and posted until now, under its lock. */
async function soldBefore(sql: Sql, id: string): Promise<PostedBefore> {
  const [row] = await sql.rows<{
    readonly store_id: string | null;
    readonly sale_at: Date | null;
    readonly sale_fen: string;
    readonly sale_items: number;
    readonly sale_lines: number;
    readonly postings: number;
    readonly posting_key: string | null;
  }>({
    text: `SELECT store_id, sale_at, sale_fen, sale_items, sale_lines, postings, posting_key FROM orders
           WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  if (row === undefined) throw new Error(`there is no order ${id}`);
  const counts = { items: row.sale_items, lines: row.sale_lines };
  const sale =
    row.sale_at === null ? null : { saleAt: row.sale_at, saleFen: BigInt(row.sale_fen), ...counts };
  return { storeId: row.store_id, sale, postings: row.postings, postingKey: row.posting_key };
}
