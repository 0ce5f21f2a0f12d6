import { randomBytes } from 'node:crypto';
import { NotFoundError } from '#accounts/account-errors.js';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { QuotaService, type Reservation, type SharedQuota } from '#accounts/quota/quota.service.js';
import type { Database } from '#database/database.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { LogEvent } from '#domain/log.js';
import { Instance } from '#jobs/instance.js';
import { ContactKey } from '#ledger/contact-key.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { BackfillQuery } from '#polling/plan/backfill.query.js';
import { BackfillService } from '#polling/plan/backfill.service.js';
import { BudgetForecast } from '#polling/calls/budget-forecast.js';
import { ClockAlarm } from '#polling/plan/clock-alarm.js';
import { CountedCalls } from '#polling/calls/counted-calls.js';
import { CoverageQuery } from '#polling/plan/coverage.query.js';
import { ListingNeeds } from '#polling/calls/listing-needs.js';
import { DisputedWindows } from '#polling/read/disputed-windows.js';
import { LegChanges } from '#polling/refresh/leg-changes.js';
import type { OpenDifferences } from '#polling/read/open-differences.js';
import { PageRecording } from '#polling/read/page-recording.js';
import { Planning } from '#polling/plan/planning.js';
import { DEFAULT_POLLING_SETTINGS, type PollingSettings } from '#polling/polling-settings.js';
import { POLLING_CHANGES, POLLING_CONSUMER } from '#polling/polling.tasks.js';
import { LookBack } from '#polling/read/look-back.js';
import { AskedDrain } from '#polling/refresh/asked-drain.js';
import { RefetchService } from '#polling/refresh/refetch.service.js';
import { LookDrain } from '#polling/refresh/look-drain.js';
import { RefreshDrain } from '#polling/refresh/refresh-drain.js';
import { UnreadFetching } from '#polling/read/unread-fetching.js';
import { WindowClaiming } from '#polling/read/window-claiming.js';
import { WindowDrain } from '#polling/read/window-drain.js';
import { WindowHalving } from '#polling/read/window-halving.js';
import { WindowReader } from '#polling/read/window-reader.js';
import { WindowQuery } from '#polling/windows/window.query.js';
import { createTestDatabase } from '../../support/database.js';
import { granted } from '../../support/shared-quotas.js';
import { toyAccount } from '../../support/toy-connectors.js';
import { untilSomebodyWaits } from '../../support/somebody-waits.js';
import { BreakableDatabase } from './breakable-database.js';
import { TOY_LIMITS, type ToyLimits, ToyVendor } from './toy-vendor.js';

const SECOND_MS = 1_000;
export const MINUTE = 60 * SECOND_MS;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const T0 = new Date('2026-03-05T00:00:00Z');
export const at = (ms: number): Date => new Date(T0.getTime() + ms);

export class TestClock implements Clock {
  private instant = T0.getTime();

  now(): Date {
    return new Date(this.instant);
  }

  latest(): Date {
    return this.now();
  }

  pass(ms: number): void {
    this.instant += ms;
  }
}

/** The accounts as the hub knows them. */
export class TestAccounts {
  private readonly accounts = new Map<string, ActiveAccount>();

  set(active: ActiveAccount): void {
    this.accounts.set(active.account.id, active);
  }

  all(): ActiveAccount[] {
    return [...this.accounts.values()];
  }

  byId(id: string): Promise<ActiveAccount | undefined> {
    return Promise.resolve(this.accounts.get(id));
  }

  async known(id: string): Promise<ActiveAccount> {
    const active = this.accounts.get(id);
    if (active === undefined) throw new NotFoundError('account', id);
    return active;
  }
}

/** One call every so often, and nothing saved up. */
export class SlowQuota implements SharedQuota {
  taken = 0;
  readonly saidEmpty: string[] = [];
  /** How long each free call has to last. */
  freeEveryMs = 0;
  private next = 0;

  constructor(
    private readonly clock: Clock,
    private readonly gapMs = 0,
  ) {}

  reserve(): Promise<Reservation> {
    const now = this.clock.now().getTime();
    if (now < this.next) return Promise.resolve({ granted: false, retryAt: new Date(this.next) });
    this.taken += 1;
    this.next = now + this.gapMs;
    return Promise.resolve(granted());
  }

  giveBack = () => Promise.resolve();

  msPerFreeCall(): Promise<number> {
    return Promise.resolve(this.freeEveryMs);
  }

  exhausted(active: ActiveAccount): Promise<void> {
    this.saidEmpty.push(active.account.id);
    return Promise.resolve();
  }
}

export interface WorkerOptions {
  readonly settings?: Partial<PollingSettings>;
  readonly quota?: SharedQuota;
  readonly database?: Database;
  readonly ledger?: Pick<LedgerService, 'recordOn'>;
  readonly differences?: OpenDifferences;
}

const NO_DIFFERENCES: OpenDifferences = { within: () => Promise.resolve([]) };

/** What one hub runs of polling. */
export class Worker {
  readonly planning: Planning;
  readonly windows: WindowDrain;
  readonly refreshes: RefreshDrain;
  readonly looks: LookDrain;
  readonly asked: AskedDrain;
  readonly refetch: RefetchService;
  readonly changes: LegChanges;
  readonly unread: UnreadFetching;
  readonly backfills: BackfillService;
  readonly forecast: BudgetForecast;
  readonly needs: ListingNeeds;
  readonly alarm: ClockAlarm;
  readonly stopping = new AbortController();

  constructor(world: PollingWorld, name: string, options: WorkerOptions) {
    const { clock, accounts } = world;
    const { database = world.database, quota = world.quota } = options;
    const { ledger = world.ledgerOn(database) } = options;
    // Most tests are not about clocks, and would all begin a quarter of an hour earlier.
    const settings = { ...DEFAULT_POLLING_SETTINGS, unseenClockMs: 0, ...options.settings };
    const instance = new Instance(name);
    const log = (event: LogEvent): void => void world.events.push(event);
    const clocks = { vendorClockOffset: (id: string) => world.offsets.get(id) };
    const counted = new CountedCalls(database, accounts, clock);
    const parts = {
      ...{
        database,
        accounts,
        pauses: counted,
        ledger,
        quota,
        clock,
        vendorClocks: clocks,
        instance,
        settings,
        log,
      },
      random: () => 0.5,
    };
    const halving = new WindowHalving(database, clock, settings.tooLargeForMs);
    const { differences = NO_DIFFERENCES } = options;
    const reader = new WindowReader(parts, new PageRecording(parts), halving, new LookBack(parts), counted);
    const disputed = new DisputedWindows(database, accounts, counted, differences, clock);
    this.planning = new Planning(parts);
    this.windows = new WindowDrain(parts, new WindowClaiming(parts, counted, disputed), counted, reader);
    this.unread = new UnreadFetching(parts);
    this.refreshes = new RefreshDrain(parts, counted);
    this.looks = new LookDrain(parts, counted);
    this.asked = new AskedDrain(parts);
    this.refetch = new RefetchService(parts);
    const connectors = { get: (id: string) => world.connectors().find((one) => one.id === id) };
    this.changes = new LegChanges(database, connectors, clock, instance, settings);
    this.backfills = new BackfillService({ ...parts, accounts });
    this.forecast = new BudgetForecast(database, accounts, counted, clock, log);
    this.needs = new ListingNeeds(database, accounts, counted, world.realQuota(), clock);
    this.alarm = new ClockAlarm(accounts, clocks, clock, settings.clockAlarmMs, log);
  }

  async plan(): Promise<void> {
    await this.needs.tell();
    await this.planning.run(this.stopping.signal);
  }

  read = (): Promise<void> => this.windows.drain(this.stopping.signal);
  refresh = (): Promise<void> => this.refreshes.drain(this.stopping.signal);
  look = (): Promise<void> => this.looks.run(this.stopping.signal);
  askUnread = (): Promise<void> => this.unread.run(this.stopping.signal);
  takeChanges = (): Promise<void> => this.changes.run(this.stopping.signal);

  async planAndRead(): Promise<void> {
    await this.plan();
    await this.read();
  }
}

/** A database for all tests of a file: each has accounts of its own. */
export class PollingDatabase {
  private constructor(
    readonly database: BreakableDatabase,
    private readonly drop: () => Promise<void>,
  ) {}

  static async open(): Promise<PollingDatabase> {
    const { url, drop } = await createTestDatabase();
    const database = new BreakableDatabase({ url, max: 20, name: 'suanpan-test' }, () => undefined);
    const open = new PollingDatabase(database, drop);
    await database.rows({ text: `SELECT ensure_partitions('2026-02-01', 3)` });
    return open;
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.drop();
  }
}

/** A ledger and toy vendors, at a time of the test's choosing. */
export class PollingWorld {
  readonly clock = new TestClock();
  readonly accounts = new TestAccounts();
  readonly events: LogEvent[] = [];
  readonly offsets = new Map<string, number>();
  readonly database: BreakableDatabase;
  readonly windows: WindowQuery;
  readonly coverage: CoverageQuery;
  readonly backfills: BackfillQuery;
  quota: SharedQuota = new SlowQuota(this.clock);

  constructor(readonly open: PollingDatabase) {
    this.database = open.database;
    this.windows = new WindowQuery(this.database);
    const clocks = { vendorClockOffset: (id: string) => this.offsets.get(id) };
    const counted = new CountedCalls(this.database, this.accounts, this.clock);
    const forecast = new BudgetForecast(this.database, this.accounts, counted, this.clock, () => undefined);
    this.coverage = new CoverageQuery(this.database, clocks, forecast, this.clock);
    this.backfills = new BackfillQuery(this.database);
  }

  worker = (name = 'hub', options: WorkerOptions = {}): Worker => new Worker(this, name, options);

  ledgerOn(database: Database): LedgerService {
    const consumers = [{ name: POLLING_CONSUMER, task: POLLING_CHANGES }];
    const key = new ContactKey(Buffer.alloc(32, 7));
    return new LedgerService({
      database,
      clock: this.clock,
      instance: new Instance('ledger'),
      contactKey: key,
      consumers,
    });
  }

  connectors() {
    const all = this.accounts.all().map(({ connector }) => [connector.id, connector] as const);
    return [...new Map(all).values()];
  }

  async addAccount(limits: Partial<ToyLimits> = {}): Promise<{ id: string; vendor: ToyVendor }> {
    const vendor = new ToyVendor(this.clock, { ...TOY_LIMITS, ...limits });
    return { id: await this.addAccountOf(vendor), vendor };
  }

  async addAccountOf({ connector }: Pick<ToyVendor, 'connector'>): Promise<string> {
    const id = this.newId();
    const row = { id, connector: connector.id, name: id, baseUrl: '', config: {}, secrets: Buffer.alloc(0) };
    const now = this.clock.now();
    await this.database.prisma.account.create({ data: { ...row, createdAt: now, updatedAt: now } });
    this.accounts.set(toyAccount(id, connector));
    return id;
  }

  pause(id: string, paused: boolean): void {
    const active = this.accounts.all().find(({ account }) => account.id === id);
    if (active !== undefined) this.accounts.set({ ...active, paused });
  }

  /** Binds one of the vendor's stores to a new one of ours. @returns ours */
  async bind(accountId: string, vendorStoreId: string): Promise<string> {
    const createdAt = this.clock.now();
    const [storeId, id] = [this.newId(), this.newId()];
    const store = { id: storeId, code: storeId, name: vendorStoreId, timeZone: 'Asia/Shanghai' };
    await this.database.prisma.store.create({ data: { ...store, createdAt, updatedAt: createdAt } });
    await this.database.prisma.storeBinding.create({
      data: { id, accountId, storeId, vendorStoreId, createdAt },
    });
    return storeId;
  }

  async unbind(accountId: string, vendorStoreId: string): Promise<void> {
    await this.database.prisma.storeBinding.deleteMany({ where: { accountId, vendorStoreId } });
  }

  newId = (): string => uuidV7(this.clock.now(), randomBytes(10));

  realQuota(): QuotaService {
    return new QuotaService(this.database, this.clock, this.accounts);
  }

  /** The account's windows in the order of their beginnings, live ones alone unless told. */
  async windowsOf(accountId: string, backfillId: string | null = null) {
    const rows = await this.windows.list({ accountId, limit: 10_000 });
    return rows
      .filter((row) => row.backfillId === backfillId)
      .sort((a, b) => a.from.getTime() - b.from.getTime() || a.to.getTime() - b.to.getTime());
  }

  /** Stretches of the plan that no window row covers, and windows that are larger than they may be. */
  async faultsOf(accountId: string, largestMs: number): Promise<string[]> {
    const faults: string[] = [];
    const rows = await this.windowsOf(accountId);
    for (const { stream, startsAt, plannedTo } of await this.coverage.list({ accountId, limit: 100 })) {
      let covered = startsAt;
      for (const { from, to } of rows.filter((row) => row.stream === stream)) {
        if (from > covered) faults.push(`nothing from ${covered.toISOString()} to ${from.toISOString()}`);
        if (to.getTime() - from.getTime() > largestMs) faults.push(`too large: ${from.toISOString()}`);
        if (to > covered) covered = to;
      }
      if (covered < plannedTo) faults.push(`nothing after ${covered.toISOString()}`);
    }
    return faults;
  }

  untilSomebodyWaits = (): Promise<void> => untilSomebodyWaits(this.database);

  /** The numbers of the account's legs, sorted, and how many entries each has. */
  async entriesOf(accountId: string): Promise<Record<string, number>> {
    const rows = await this.database.rows<{ vendor_no: string; entries: string }>({
      text: `SELECT vendor_no, count(e.id) AS entries FROM legs LEFT JOIN ledger_entries e ON e.leg_id = legs.id
             WHERE account_id = $1 GROUP BY vendor_no ORDER BY vendor_no`,
      values: [accountId],
    });
    return Object.fromEntries(rows.map((row) => [row.vendor_no, Number(row.entries)]));
  }
}

/** What `entriesOf` shows when each of these was recorded once. */
export const onceEach = (numbers: readonly string[]): Record<string, number> =>
  Object.fromEntries([...numbers].sort().map((no) => [no, 1]));
