import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { AccountsModule } from '#accounts/accounts.module.js';
import { FailedTries } from '#accounts/keys/failed-tries.js';
import { AlarmsModule } from '#alarms/alarms.module.js';
import { AuditModule } from '#audit/audit.module.js';
import { BulkModule } from '#bulk/bulk.module.js';
import { ConnectorsModule } from '#connectors-core/connectors.module.js';
import { declaredRedaction } from '#connectors-core/declared-redaction.js';
import type { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import type { Redactor } from '#connectors-core/redact.js';
import type { Transport } from '#connectors-core/transport.js';
import type { Database } from '#database/database.js';
import type { DatabaseClock } from '#database/database-clock.js';
import { DatabaseModule } from '#database/database.module.js';
import type { BodyKeeping } from '#domain/body-keeping.js';
import type { Log } from '#domain/log.js';
import { DispatchModule } from '#dispatch/dispatch.module.js';
import { DispatchRelease } from '#dispatch/operator/dispatch-release.js';
import { IntakeModule } from '#intake/intake.module.js';
import type { Instance } from '#jobs/instance.js';
import type { RunnerWatch } from '#jobs/runner-watch.js';
import { JobsModule } from '#jobs/jobs.module.js';
import { AttributionService } from '#ledger/attribution/attribution.service.js';
import { LedgerModule } from '#ledger/ledger.module.js';
import { PrivacyModule } from '#privacy/privacy.module.js';
import { PollingModule } from '#polling/polling.module.js';
import { CountedCalls } from '#polling/calls/counted-calls.js';
import { UncoveredHoursQuery } from '#polling/plan/uncovered-hours.query.js';
import type { VendorClocks } from '#polling/accounts/vendor-clocks.js';
import { DisputedHoursQuery } from '#reporting/operator/disputed-hours.query.js';
import { ReconciliationModule } from '#reconciliation/reconciliation.module.js';
import { RetentionModule } from '#retention/retention.module.js';
import { ReportingModule } from '#reporting/reporting.module.js';
import { messageWords } from './alarms/message-words.js';
import { standingAlarms } from './alarms/standing-alarms.js';
import { AccountHealthModule } from './account-health.module.js';
import { AccountStanding } from './account-standing.js';
import { AccountTest } from './account-test.js';
import { bulkActs } from './bulk/bulk-acts.js';
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
import { overdueLooks } from './health/overdue-looks.js';
import { hubReadiness } from './health/hub-readiness.js';
import { ContractInterceptor } from './http/answers.js';
import { CsvAnswer } from './http/csv-answer.js';
import { auditParts } from './http/audit/audit-parts.js';
import { ActorGuard } from './http/actor.guard.js';
import { edgeProviders } from './http/edge/edge.providers.js';
import { KeyThrottlerGuard } from './http/key-throttler.guard.js';
import { longWork } from './http/jobs/long-work.js';
import { OrderList } from './http/orders/order-list.js';
import { signingIn } from './http/session/signing-in.js';
import { ProblemFilter } from './http/problem/problem.filter.js';
import { RouteList } from './http/docs/route-list.js';
import { validationPipe } from './http/validation.pipe.js';
import { LEDGER_CONSUMERS } from './ledger-consumers.js';
import { LOG } from './log/log.token.js';
import { listening } from './events/listening.js';
import { HubMetrics } from './metrics/hub-metrics.js';
import { OverviewService } from './overview/overview.service.js';
import type { HubKeys } from './keys/hub-keys.js';
import { AccountHealing } from './healing/account-healing.js';
import { CallsKnownAnew } from './healing/calls-known-anew.js';
import { HealedAccounts } from './healing/healed-accounts.js';
import { WaitingWork } from './healing/waiting-work.js';
import { WorkTicks } from './ticks.js';
import { RETAINED_KINDS } from './retention/retained-kinds.js';
import { UnwellAccounts } from './unwell-accounts.js';
import { VersionTick } from './versions/version-tick.js';
import { VersionWatch } from './versions/version-watch.js';

/** What is there before Nest is. */
export interface HubParts {
  readonly env: ReadyEnv;
  readonly database: Database;
  readonly clock: DatabaseClock;
  readonly instance: Instance;
  /** Opened before Nest starts. */
  readonly keys: HubKeys;
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
        bulkActs,
        ClockTick,
        VersionTick,
        { provide: VersionWatch, useValue: parts.versions },
        openGate(parts.gate),
        hubReadiness({ ...parts, roles: env.roles }),
        ...standingAlarms(parts.vendorClocks),
        ...(env.roles.has('api') ? listening(parts) : []),
        ...(env.roles.has('worker') ? [WorkTicks, overdueLooks] : []),
      ],
    };
  }
}

/** How raw bytes are kept, and what of a person is taken out of them. */
const bodyKeeping = ({ payloads }: HubParts['keys']): BodyKeeping => ({
  redaction: declaredRedaction(VENDORS.map(({ declares }) => declares)),
  seal: payloads,
});

const libs = ({
  env,
  database,
  clock,
  instance,
  keys,
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
    ...{ contactKey: keys.contactKey, log, keeping: bodyKeeping(keys) },
    consumers: LEDGER_CONSUMERS,
  }),
  AuditModule.forRoot({ log, keepMonths: env.auditKeepMonths }),
  AccountsModule.forRoot({
    box: keys.accounts,
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
  BulkModule.forRoot({ log }),
  PrivacyModule.forRoot({ log }),
  RetentionModule.forRoot({ log, kinds: RETAINED_KINDS }),
  AlarmsModule.forRoot({
    ...{ log, outbound, transport: toVendors, box: keys.alarms },
    words: messageWords(env.publicUrl),
    onSecrets: (values) => redact.maskValues(values),
  }),
];

/** Who asks is known before requests are counted by it. */
const shared = (parts: HubParts): Provider[] => [
  { provide: LOG, useValue: parts.log },
  { provide: HubMetrics, useValue: parts.metrics },
  CsvAnswer,
  OrderList,
  longWork,
  ...edgeProviders(parts),
  { provide: FailedTries, useValue: new FailedTries() },
  ...signingIn,
  ...auditParts,
  ActorGuard,
  { provide: APP_GUARD, useExisting: ActorGuard },
  { provide: APP_GUARD, useClass: KeyThrottlerGuard },
  { provide: APP_INTERCEPTOR, useClass: ContractInterceptor },
  { provide: APP_PIPE, useValue: validationPipe() },
  { provide: APP_FILTER, useValue: new ProblemFilter(parts.routes, parts.log) },
];
