import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { type QuotaStanding, readQuotaStandings } from '#accounts/quota/quota-standings.query.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { StoreScope } from '#domain/access.js';
import { SourcesSeenQuery } from '#polling/plan/sources-seen.query.js';
import { BrakesQuery, type BrakeView } from '#reconciliation/operator/brakes.query.js';
import { type ComparedSales, readComparedSales } from '#reporting/operator/compared-sales.query.js';
import { AccountHealth } from '../account-health.js';
import { type CoverageLag, coverageLags } from './coverage-lags.js';
import { type OverviewStore, readNamedAccounts, readOverviewStores } from './overview-stores.query.js';
import { type QueueCount, readQueues } from './queues.query.js';
import { ScopedLook } from './scoped-look.js';
import type { AccountToday } from './slow-reasons.js';

/** Many look at the same page, and none of them sees the difference; a console that hears of a change asks after so long. */
const TOLD = { ms: 3_000, since: 'start' } as const;
/** Of all scopes: more brakes than these are read on their own page. */
const MOST_BRAKES = 200;

/** All that is read of the database at one time. */
export interface Seen {
  readonly asOf: Date;
  readonly stores: readonly OverviewStore[];
  /** In the same order. */
  readonly sales: readonly ComparedSales[];
  readonly accounts: readonly AccountToday[];
  readonly brakes: readonly BrakeView[];
  readonly coverage: readonly CoverageLag[];
  readonly quotas: readonly QuotaStanding[];
}

const NOTHING_OF_ACCOUNTS = { accounts: [], brakes: [], coverage: [], quotas: [] } as const;

export interface SeenQueues {
  readonly asOf: Date;
  readonly queues: readonly QueueCount[];
}

/** Looks at everything that an operator looks at first; one look for all who ask this instance. */
@Injectable()
export class OverviewService {
  private readonly shared = new ScopedLook((scope) => this.look(scope), TOLD);
  private readonly brakes: BrakesQuery;
  private readonly sharedQueues = new ScopedLook((scope) => this.lookAtQueues(scope), TOLD);

  constructor(
    private readonly database: Database,
    private readonly clock: DatabaseClock,
    private readonly directory: AccountDirectory,
    private readonly health: AccountHealth,
    private readonly sources: SourcesSeenQuery,
  ) {
    this.brakes = new BrakesQuery(database);
  }

  seen(scope: StoreScope): Promise<Seen> {
    return this.shared.get(scope);
  }

  queues(scope: StoreScope): Promise<SeenQueues> {
    return this.sharedQueues.get(scope);
  }

  private async lookAtQueues(scope: StoreScope): Promise<SeenQueues> {
    return { asOf: this.clock.now(), queues: await readQueues(this.database, scope) };
  }

  /** What is of accounts is of no single store: nothing of it is seen by whoever sees those. */
  private async look(scope: StoreScope): Promise<Seen> {
    if (scope === null) return this.lookAtAll();
    const asOf = this.clock.now();
    return { asOf, ...(await this.lookAtStores(asOf, scope)), ...NOTHING_OF_ACCOUNTS };
  }

  /** A bounded number of statements, whatever is there: eight, and one for each list that can make an account unwell. */
  private async lookAtAll(): Promise<Seen> {
    const asOf = this.clock.now();
    const [{ stores, sales }, accounts, brakes, sources, quotas] = await Promise.all([
      this.lookAtStores(asOf, null),
      this.lookAtAccounts(),
      this.brakes.list({ state: 'stopped', limit: MOST_BRAKES }),
      this.sources.read(this.database),
      readQuotaStandings(this.database, this.directory.all(), asOf),
    ]);
    return { asOf, stores, sales, accounts, brakes, quotas, coverage: coverageLags(sources, asOf) };
  }

  private async lookAtStores(now: Date, scope: StoreScope) {
    const stores = await readOverviewStores(this.database, now, scope);
    return { stores, sales: await readComparedSales(this.database, stores, now) };
  }

  private async lookAtAccounts(): Promise<AccountToday[]> {
    return this.health.ofAll(await readNamedAccounts(this.database));
  }
}
