import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccountsModule } from '#accounts/accounts.module.js';
import { FailedTries } from '#accounts/keys/failed-tries.js';
import { SecretBox } from '#accounts/keys/secret-box.js';
import { ALARM_LINES, alarmText } from '#admin-contract/alarm-texts.js';
import { AlarmsModule } from '#alarms/alarms.module.js';
import { ConnectorsModule } from '#connectors-core/connectors.module.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { Redactor } from '#connectors-core/redact.js';
import type { Transport } from '#connectors-core/transport.js';
import type { Database } from '#database/database.js';
import type { DatabaseClock } from '#database/database-clock.js';
import { DatabaseModule } from '#database/database.module.js';
import type { Log } from '#domain/log.js';
import { DispatchModule } from '#dispatch/dispatch.module.js';
import { DispatchRelease } from '#dispatch/operator/dispatch-release.js';
import { DISPATCH_CONSUMER, DISPATCH_PLAN } from '#dispatch/dispatch.tasks.js';
import { IntakeModule } from '#intake/intake.module.js';
import type { Instance } from '#jobs/instance.js';
import type { RunnerWatch } from '#jobs/runner-watch.js';
import { JobsModule } from '#jobs/jobs.module.js';
import { AttributionService } from '#ledger/attribution/attribution.service.js';
import { LedgerModule } from '#ledger/ledger.module.js';
import { PollingModule } from '#polling/polling.module.js';
import { CountedCalls } from '#polling/calls/counted-calls.js';
import { UncoveredHoursQuery } from '#polling/plan/uncovered-hours.query.js';
import { POLLING_CHANGES, POLLING_CONSUMER } from '#polling/polling.tasks.js';
import type { VendorClocks } from '#polling/accounts/vendor-clocks.js';
import { DisputedHoursQuery } from '#reporting/operator/disputed-hours.query.js';
import { ReconciliationModule } from '#reconciliation/reconciliation.module.js';
import { RECONCILIATION_COMPARE, RECONCILIATION_CONSUMER } from '#reconciliation/reconciliation.tasks.js';
import { ReportingModule } from '#reporting/reporting.module.js';
import { REPORTING_CHANGES, REPORTING_CONSUMER } from '#reporting/reporting.tasks.js';
import { standingAlarms } from './alarms/standing-alarms.js';
import { AccountHealthModule } from './account-health.module.js';
import { AccountStanding } from './account-standing.js';
import { AccountTest } from './account-test.js';
import { OpenWorkQuery } from './open-work.query.js';
import { ClockTick } from './clock-tick.js';
import { dispatchSettings } from './config/dispatch-settings.js';
import type { ReadyEnv } from './config/ready-env.js';
import { reconciliationSettings } from './config/reconciliation-settings.js';
import { reportingSettings } from './config/reporting-settings.js';
import { VENDORS } from './connectors.js';
import { controllersOf } from './http/controllers.js';
import { frameworks } from './frameworks.js';
import { type HubGate, openGate } from './hub-gate.js';
import { OverdueLooks } from './health/overdue-looks.js';
import { hubReadiness } from './health/hub-readiness.js';
import { ContractInterceptor } from './http/answers.js';
import { CsvAnswer } from './http/csv-answer.js';
import { ActorGuard } from './http/actor.guard.js';
import { HubAddress } from './http/docs/hub-address.js';
import { KeyThrottlerGuard } from './http/key-throttler.guard.js';
import { LongWork } from './http/jobs/long-work.js';
import { OrderList } from './http/orders/order-list.js';
import { SessionCookie } from './http/session/session-cookie.js';
import { SignIn } from './http/session/sign-in.js';
import { ProblemFilter } from './http/problem/problem.filter.js';
import { RouteList } from './http/docs/route-list.js';
import { validationPipe } from './http/validation.pipe.js';
import { LOG } from './log/log.token.js';
import { listening } from './events/listening.js';
import { HubMetrics } from './metrics/hub-metrics.js';
import { OverviewService } from './overview/overview.service.js';
import { AccountHealing } from './healing/account-healing.js';
import { CallsKnownAnew } from './healing/calls-known-anew.js';
import { HealedAccounts } from './healing/healed-accounts.js';
import { WaitingWork } from './healing/waiting-work.js';
import { WorkTicks } from './ticks.js';
import { UnwellAccounts } from './unwell-accounts.js';
import { VersionTick } from './versions/version-tick.js';
import { VersionWatch } from './versions/version-watch.js';

/** What is there before Nest is. */
export interface HubParts {
  readonly env: ReadyEnv;
  readonly database: Database;
  readonly clock: DatabaseClock;
  readonly instance: Instance;
  /** Whether hub and database fit. */
  readonly versions: VersionWatch;
  /** Sees whether this hub’s workers work; told by who runs them. */
  readonly runnerWatch: RunnerWatch;
  /** The way to the vendors. */
  readonly toVendors: Transport;
  readonly outbound: OutboundPolicy;
  readonly gate: HubGate;
  readonly redact: Redactor;
  readonly log: Log;
  readonly metrics: HubMetrics;
  readonly routes: RouteList;
  readonly vendorClocks: VendorClocks;
  /** Which accounts work again; told by the way to the vendors. */
  readonly healed: HealedAccounts;
  /** Told of an account that has other settings or was resumed: nothing of before is held against it. */
  readonly accountChanged: (accountId: string) => void;
}

@Module({})
export class AppModule {
  static forRoot(parts: HubParts): DynamicModule {
    const { env } = parts;
    return {
      module: AppModule,
      imports: [...libs(parts), ...frameworks(env)],
      controllers: controllersOf(env.roles),
      providers: [
        ...shared(parts),
        AccountTest,
        OpenWorkQuery,
        AccountStanding,
        OverviewService,
        { provide: HealedAccounts, useValue: parts.healed },
        AccountHealing,
        WaitingWork,
        CallsKnownAnew,
        ClockTick,
        VersionTick,
        { provide: VersionWatch, useValue: parts.versions },
        openGate(parts.gate),
        hubReadiness({ ...parts, roles: env.roles }),
        ...standingAlarms(parts.vendorClocks),
        ...(env.roles.has('api') ? listening(parts) : []),
        ...(env.roles.has('worker') ? [WorkTicks, OverdueLooks] : []),
      ],
    };
  }
}

const libs = ({
  env,
  database,
  clock,
  instance,
  toVendors,
  outbound,
  redact,
  log,
  vendorClocks,
  accountChanged,
}: HubParts) => [
  DatabaseModule.forRoot({ database, clock }),
  JobsModule.forRoot({ instance }),
  ConnectorsModule.forRoot(VENDORS, toVendors),
  LedgerModule.forRoot({
    masterKey: env.masterKey,
    log,
    consumers: [
      { name: REPORTING_CONSUMER, task: REPORTING_CHANGES, ofMoves: 'places' },
      { name: DISPATCH_CONSUMER, task: DISPATCH_PLAN, ofMoves: 'news' },
      { name: POLLING_CONSUMER, task: POLLING_CHANGES, ofMoves: 'nothing' },
      { name: RECONCILIATION_CONSUMER, task: RECONCILIATION_COMPARE },
    ],
  }),
  AccountsModule.forRoot({
    box: new SecretBox(env.masterKey),
    outbound,
    attribution: AttributionService,
    released: DispatchRelease,
    log,
    onFault: (message) => log({ event: 'accounts', level: 'error', outcome: 'failed', message }),
    onSecrets: (values) => redact.maskValues(values),
    onChanged: accountChanged,
  }),
  IntakeModule.forRoot({ log, scarce: CountedCalls }),
  DispatchModule.forRoot({ log, settings: dispatchSettings(env) }),
  PollingModule.forRoot({ log, vendorClocks, differences: DisputedHoursQuery }),
  ReportingModule.forRoot({ log, settings: reportingSettings(env), coverage: UncoveredHoursQuery }),
  AccountHealthModule,
  ReconciliationModule.forRoot({ log, standings: UnwellAccounts, settings: reconciliationSettings(env) }),
  AlarmsModule.forRoot({
    ...{ log, outbound, transport: toVendors, box: new SecretBox(env.masterKey) },
    words: { sentence: alarmText, lines: ALARM_LINES },
    onSecrets: (values) => redact.maskValues(values),
  }),
];

/** Who asks is known before requests are counted by it. */
const shared = ({ env, log, metrics, routes }: HubParts): Provider[] => [
  { provide: LOG, useValue: log },
  { provide: HubMetrics, useValue: metrics },
  CsvAnswer,
  OrderList,
  LongWork,
  { provide: HubAddress, useValue: new HubAddress(env.publicUrl, `${env.host}:${String(env.port)}`) },
  { provide: SessionCookie, useValue: new SessionCookie(env.publicUrl) },
  { provide: FailedTries, useValue: new FailedTries() },
  SignIn,
  { provide: APP_GUARD, useClass: ActorGuard },
  { provide: APP_GUARD, useClass: KeyThrottlerGuard },
  { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
  { provide: APP_PIPE, useValue: validationPipe() },
  { provide: APP_FILTER, useValue: new ProblemFilter(routes, log) },
];
