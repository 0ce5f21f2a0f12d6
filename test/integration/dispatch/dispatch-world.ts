import { randomBytes } from 'node:crypto';
import type { ActiveAccount } from '#accounts/accounts/active-account.js';
import { QuotaService, type SharedQuota } from '#accounts/quota/quota.service.js';
import { callContext } from '#connectors-core/call-context.js';
import type { CallQuota } from '#connectors-core/call-quota.js';
import type { Connector } from '#connectors-core/connector.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { Database } from '#database/database.js';
import { DispatchRelease } from '#dispatch/operator/dispatch-release.js';
import { DispatchRequestService } from '#dispatch/operator/dispatch-request.service.js';
import { MoveRequestService } from '#dispatch/operator/move-request.service.js';
import { DispatchResolveService } from '#dispatch/operator/dispatch-resolve.service.js';
import { DEFAULT_DISPATCH_SETTINGS, type DispatchSettings } from '#dispatch/dispatch-settings.js';
import {
  type DispatchDetailView,
  DispatchQuery,
  type DispatchView,
} from '#dispatch/operator/dispatch.query.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '#dispatch/dispatch.tasks.js';
import type { DispatchParts } from '#dispatch/dispatch-parts.js';
import type { DispatchKind } from '#dispatch/dispatch-words.js';
import { Planning } from '#dispatch/plan/planning.js';
import { DispatchDrain } from '#dispatch/send/dispatch-drain.js';
import type { Sql } from '#database/sql.js';
import type { Clock } from '#domain/clock.js';
import { uuidV7 } from '#domain/ids.js';
import type { LogEvent } from '#domain/log.js';
import type { OrderObservation } from '#domain/order-observation.js';
import { Instance } from '#jobs/instance.js';
import { SingleLoop } from '#jobs/single-loop.js';
import { ContactKey } from '#ledger/contact-key.js';
import type { LedgerConsumer } from '#ledger/ledger-consumer.js';
import { LedgerService } from '#ledger/ledger.service.js';
import { DeclaredNumbers } from '#ledger/declared-numbers.js';
import { type OpenedBy, type Recorded, type Recording, toRecording } from '#ledger/recording.js';
import { anObservation, aRecording, PAID_AT } from '../../factories/observations.js';
import { createTestDatabase, PATIENT } from '../../support/database.js';
import { UNLIMITED } from '../../support/shared-quotas.js';
import { ToyTill } from './toy-till.js';

export class TestClock implements Clock {
  constructor(private instant: Date) {}

  /** What the later of the host's clocks is ahead, ms: the machine was suspended. */
  aheadMs = 0;

  now(): Date {
    return new Date(this.instant);
  }

  latest(): Date {
    return new Date(this.instant.getTime() + this.aheadMs);
  }

  pass(ms: number): void {
    this.instant = new Date(this.instant.getTime() + ms);
  }
}

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const SETTINGS = DEFAULT_DISPATCH_SETTINGS;
/** By then whatever was sent is over, and its sender's lease too. */
export const TAKEOVER = SETTINGS.leaseMs + SETTINGS.attemptDeadlineMs;
const ALL_ON = ['place', 'ship', 'complete', 'cancel'] as const;

/** More than any test makes: what is shown is that they are counted, not that they run out. */
const A_DAYS_CALLS: CallQuota = {
  caller: ({ id }) => id,
  period: (at) => {
    const start = Math.floor(at.getTime() / (24 * 60 * MINUTE)) * 24 * 60 * MINUTE;
    return { start: new Date(start), end: new Date(start + 24 * 60 * MINUTE) };
  },
  limit: () => 100_000,
};

const SHOP: Connector = {
  id: 'toy-shop',
  title: 'Toy shop',
  titles: { zh: 'Toy shop', en: 'Toy shop' },
  sells: 'first',
  storeIds: 'vendor',
  configFields: [],
  personalFields: [],
  limits: () => ({ requestsPerSecond: 1_000, concurrency: 8 }),
};

/** What one hub runs of dispatch. */
export class Hub {
  readonly parts: DispatchParts;
  readonly planning: Planning;
  readonly sending: DispatchDrain;
  private readonly sends: SingleLoop;
  readonly requests: DispatchRequestService;
  readonly moves: MoveRequestService;
  readonly resolutions: DispatchResolveService;
  readonly release: DispatchRelease;
  private readonly stopping = new AbortController();

  constructor(world: DispatchWorld, name: string, changed: Partial<DispatchParts> = {}) {
    const { database, clock, ledger } = world;
    const instance = new Instance(name);
    this.parts = {
      database,
      clock,
      ledger,
      links: ledger,
      instance,
      accounts: world,
      quota: world.quota,
      settings: SETTINGS,
      chance: { bytes: randomBytes, share: () => 0.5 },
      log: (event) => void world.events.push(event),
      ...changed,
    };
    this.planning = new Planning(this.parts);
    this.sending = new DispatchDrain(this.parts);
    this.sends = new SingleLoop((signal) => this.sending.run(signal));
    this.requests = new DispatchRequestService(this.parts);
    this.moves = new MoveRequestService(this.parts);
    this.resolutions = new DispatchResolveService(this.parts);
    this.release = new DispatchRelease(clock, instance);
  }

  plan = (): Promise<void> => this.planning.run(this.stopping.signal);
  /** Returns at once while it runs, which then looks once more. */
  send = (): Promise<void> => {
    this.sending.poke();
    return this.sends.run(this.stopping.signal);
  };

  /** Plans and sends what is due now. */
  async work(): Promise<void> {
    await this.plan();
    await this.send();
    await this.plan();
  }
}

interface WorldOptions {
  readonly counted?: boolean;
  readonly beside?: readonly LedgerConsumer[];
}

/** A shop and a till of one store, at a time of the test's choosing. */
export class DispatchWorld {
  clock = new TestClock(PAID_AT);
  till = this.newTill();
  ledger: LedgerService;
  storeId = '';
  shopId = '';
  tillId = '';
  readonly events: LogEvent[] = [];
  readonly query: DispatchQuery;
  private readonly accounts = new Map<string, ActiveAccount>();
  private numbers = 0;

  private constructor(
    readonly database: Database,
    /** The names of all statements so far, without those of Prisma and the transactions' own. */
    readonly statements: string[],
    private readonly drop: () => Promise<void>,
    /** Whether the till's calls are counted, and granted or not, by the real budget. */
    private readonly isCounted: boolean,
    /** Who is told of changed orders beside dispatch. */
    private readonly beside: readonly LedgerConsumer[],
  ) {
    this.ledger = this.newLedger();
    this.query = new DispatchQuery(database, { now: () => this.clock.now() });
  }

  static async open({ counted = false, beside = [] }: WorldOptions = {}): Promise<DispatchWorld> {
    const { url, drop } = await createTestDatabase();
    const statements: string[] = [];
    const observe = (name: string | undefined): void => void statements.push(name ?? '?');
    const database = new Database(
      { url, max: 20, name: 'suanpan-test', observe, ...PATIENT },
      () => undefined,
    );
    await database.rows({ text: `SELECT ensure_partitions('2026-11-01', 2)` });
    return new DispatchWorld(database, statements, drop, counted, beside);
  }

  /** A new store: it is bound on both sides and every command is switched on; then a second passes. */
  async begin(): Promise<void> {
    // What an earlier test left is nobody's any more; much of it is append-only.
    await this.database.rows({ text: 'DELETE FROM order_changes' });
    await this.database.rows({ text: 'UPDATE accounts SET paused = true' });
    this.clock = new TestClock(new Date(PAID_AT.getTime() - MINUTE));
    this.till = this.newTill();
    this.ledger = this.newLedger();
    this.events.length = 0;
    this.accounts.clear();
    this.numbers = 0;
    this.storeId = await this.addStore(this.newId());
    this.shopId = await this.addAccount(SHOP);
    this.tillId = await this.addAccount(this.till.connector, ALL_ON);
    await this.bind(this.shopId, this.storeId, 'SH-01');
    await this.bind(this.tillId, this.storeId, 'till');
    await this.map('红烧牛肉面', '880123456789012345');
    this.clock.pass(SECOND);
  }

  /** What dispatch asks for calls. */
  get quota(): SharedQuota {
    return this.isCounted ? this.quotas() : UNLIMITED;
  }

  private quotas(): QuotaService {
    const { database, clock } = this;
    return new QuotaService(database, clock, { all: this.all });
  }

  private newTill(): ToyTill {
    if (!this.isCounted) return new ToyTill(this.clock);
    const quotas = this.quotas();
    return new ToyTill(this.clock, {
      quota: A_DAYS_CALLS,
      charge: async (operation) => {
        const active = this.accounts.get(this.tillId);
        if (active === undefined) throw new Error('the till is no account yet');
        const charge = await quotas.charge(active, operation, callContext());
        if (!charge.granted) throw new ConnectorError('quota_exhausted', 'no call', { notSent: 'no_calls' });
      },
    });
  }

  /** How many calls the budget has counted, of all tills so far. */
  async callsCounted(): Promise<number> {
    const [row] = await this.database.rows<{ used: number }>({
      text: 'SELECT coalesce(sum(used_calls), 0)::int AS used FROM call_quotas',
    });
    return row?.used ?? 0;
  }

  private newLedger(): LedgerService {
    const key = new ContactKey(Buffer.alloc(32, 7));
    const consumer = { name: DISPATCH_CONSUMER, task: DISPATCH_PLAN };
    return new LedgerService({
      database: this.database,
      clock: this.clock,
      instance: new Instance('ledger'),
      contactKey: key,
      consumers: [consumer, ...this.beside],
    });
  }

  async close(): Promise<void> {
    await this.database.close();
    await this.drop();
  }

  hub = (name = 'hub', changed?: Partial<DispatchParts>): Hub => new Hub(this, name, changed);
  settings = (changed: Partial<DispatchSettings>): DispatchSettings => ({ ...SETTINGS, ...changed });
  newId = (): string => uuidV7(this.clock.now(), randomBytes(10));

  byId(id: string): Promise<ActiveAccount | undefined> {
    return Promise.resolve(this.accounts.get(id));
  }

  /** Those of the store of now. */
  all = (): ActiveAccount[] => [...this.accounts.values()];

  async addStore(code: string): Promise<string> {
    const [id, now] = [this.newId(), this.clock.now()];
    const row = { id, code, name: '一号店', timeZone: 'Asia/Shanghai', createdAt: now, updatedAt: now };
    await this.database.prisma.store.create({ data: row });
    return id;
  }

  async addAccount(connector: Connector, flags: readonly DispatchKind[] = []): Promise<string> {
    const [id, now] = [this.newId(), this.clock.now()];
    const row = { id, connector: connector.id, name: connector.id, baseUrl: '', config: {} };
    await this.database.prisma.account.create({
      data: { ...row, secrets: Buffer.alloc(0), createdAt: now, updatedAt: now },
    });
    const account = { id, connector: connector.id, name: connector.id, baseUrl: '', config: {} };
    this.accounts.set(id, { account, connector, paused: false, flagsSince: {} });
    await this.switch(flags, id);
    return id;
  }

  /** From now on these are on, and the others off. */
  async switch(kinds: readonly DispatchKind[], accountId = this.tillId): Promise<void> {
    const active = this.accounts.get(accountId);
    if (active === undefined) throw new Error('no such account');
    const flagsSince = Object.fromEntries(
      kinds.map((kind) => [`dispatch.${kind}`, active.flagsSince[`dispatch.${kind}`] ?? this.clock.now()]),
    );
    this.accounts.set(accountId, { ...active, flagsSince });
    await this.database.prisma.account.update({ where: { id: accountId }, data: { flagsSince } });
  }

  configure(config: Readonly<Record<string, number | string>>, accountId = this.tillId): void {
    const active = this.accounts.get(accountId);
    if (active === undefined) throw new Error('no such account');
    this.accounts.set(accountId, { ...active, account: { ...active.account, config } });
  }

  async bind(accountId: string, storeId: string, vendorStoreId: string): Promise<void> {
    const now = this.clock.now();
    const row = { id: this.newId(), accountId, storeId, vendorStoreId, createdAt: now, boundAt: now };
    await this.database.prisma.storeBinding.create({ data: row });
  }

  async map(itemName: string, productUid: string): Promise<void> {
    const [id, now] = [this.newId(), this.clock.now()];
    await this.database.prisma.productMapping.create({
      data: { id, accountId: this.tillId, itemName, productUid, createdAt: now, updatedAt: now },
    });
  }

  /** The shop tells of an order as it is now: paid just now, unless told otherwise. */
  async tell(change: Partial<OrderObservation> = {}, by: OpenedBy = 'live'): Promise<Recorded> {
    const [recorded] = await this.ledger.record([this.recording(change, by)]);
    if (recorded === undefined) throw new Error('nothing was recorded');
    return recorded;
  }

  tellMany = (count: number): Promise<readonly Recorded[]> =>
    this.ledger.record(Array.from({ length: count }, () => this.recording({}, 'live')));

  private recording(change: Partial<OrderObservation>, by: OpenedBy): Recording {
    this.numbers += 1;
    const now = this.clock.now();
    const { payment } = anObservation();
    const said = {
      vendorNo: `A-${String(this.numbers).padStart(5, '0')}`,
      asOf: now,
      ...(payment === undefined ? {} : { payment: { ...payment, paidAt: now } }),
      ...change,
    };
    const account = { connector: SHOP.id, sells: SHOP.sells, storeIds: SHOP.storeIds };
    return { ...aRecording(this.shopId, said, account), by };
  }

  cancel = (vendorNo: string): Promise<Recorded> => this.tell(this.cancelled(vendorNo));

  /** In a transaction of the test's. */
  async cancelOn(sql: Sql, vendorNo: string): Promise<void> {
    await this.ledger.recordOn(sql, [this.recording(this.cancelled(vendorNo), 'live')]);
  }

  /** The shop says of an order that it had cancelled that it is alive. */
  reopen(vendorNo: string): Promise<Recorded> {
    this.clock.pass(SECOND);
    const fulfilment = { state: 'accepted', raw: 'accepted', completedAt: null } as const;
    return this.tell({ vendorNo, fulfilment });
  }

  private cancelled = (vendorNo: string) => ({
    vendorNo,
    asOf: new Date(this.clock.now().getTime() + 1),
    fulfilment: { state: 'cancelled', raw: 'cancelled', completedAt: null } as const,
  });

  /** The till's order as a poll sees it now. */
  async poll(vendorNo: string): Promise<Recorded> {
    const observation = this.till.observed(vendorNo);
    const numbers = await DeclaredNumbers.in([observation], this);
    const active = await this.byId(this.tillId);
    if (active === undefined) throw new Error('no such till');
    const said = { observation, evidence: { body: Buffer.from(vendorNo) } };
    const [recorded] = await this.ledger.record([toRecording(active, said, numbers)]);
    if (recorded === undefined) throw new Error('nothing was recorded');
    return recorded;
  }

  list = (filter: Partial<Parameters<DispatchQuery['list']>[0]> = {}): Promise<DispatchView[]> =>
    this.query.list({ limit: 10_000, accountId: this.tillId, ...filter });

  /** The dispatch of each of these orders, in their order. */
  async ofOrders(...told: readonly Recorded[]): Promise<DispatchView[]> {
    const all = await this.list();
    return told.map(({ orderId }) => {
      const of = all.filter((one) => one.orderId === orderId);
      if (of[0] === undefined || of.length > 1) throw new Error(`${of.length} dispatches of ${orderId}`);
      return of[0];
    });
  }

  /** The only dispatch of this kind, with its history. */
  async only(kind: DispatchKind, filter: { readonly orderId?: string } = {}): Promise<DispatchDetailView> {
    const found = await this.list({ kind, ...filter });
    expect(found).toHaveLength(1);
    const detail = await this.query.get(found[0]?.id ?? '');
    if (detail === undefined) throw new Error('it was there a moment ago');
    return detail;
  }

  async legsOf(orderId: string): Promise<string[]> {
    const legs = await this.database.prisma.leg.findMany({
      where: { orderId },
      orderBy: { vendorNo: 'asc' },
    });
    return legs.map(({ vendorNo }) => vendorNo);
  }
}
