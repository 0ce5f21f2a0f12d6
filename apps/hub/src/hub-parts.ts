import { randomUUID } from 'node:crypto';
import type { ConnectorDeclaration } from '#connectors-core/connector.js';
import { type AttemptEvent, HttpTransport } from '#connectors-core/http-transport.js';
import { OutboundPolicy } from '#connectors-core/outbound-policy.js';
import { createRedactor, namesToMask } from '#connectors-core/redact.js';
import { declaredHiding } from '#connectors-core/request-hiding.js';
import { systemTimers, type Timers } from '#connectors-core/timers.js';
import { DEFAULT_TRANSPORT_SETTINGS } from '#connectors-core/transport-settings.js';
import { Database } from '#database/database.js';
import { DatabaseClock } from '#database/database-clock.js';
import type { Log, LogEvent } from '#domain/log.js';
import { Instance, sessionName } from '#jobs/instance.js';
import { RunnerWatch } from '#jobs/runner-watch.js';
import type { HubParts } from './app.module.js';
import type { ReadyEnv } from './config/ready-env.js';
import { VENDORS } from './connectors.js';
import { HealedAccounts } from './healing/healed-accounts.js';
import { HubKeys } from './keys/hub-keys.js';
import { RouteList } from './http/docs/route-list.js';
import { createHubLog } from './log/hub-log.js';
import { surviveLostConnections } from './lost-connections.js';
import { HubGate } from './hub-gate.js';
import { HubMetrics } from './metrics/hub-metrics.js';
import { RatedTransport } from './rated-transport.js';
import { readOwnVersion } from './versions/own-version.js';
import { VersionWatch } from './versions/version-watch.js';

export interface OpenParts extends HubParts {
  readonly transport: HttpTransport;
  readonly flushLog: () => Promise<void>;
}

/** For a day that is played in a minute: a time of somebody's choosing, and who watches the calls to vendors. */
export interface PlayedParts {
  readonly clock: DatabaseClock;
  readonly timers: Timers;
  readonly observe: (event: AttemptEvent) => void;
}

/** Everything that is there before Nest is; opens no connection yet. */
export function makeParts(env: ReadyEnv, played?: PlayedParts): OpenParts {
  const metrics = new HubMetrics();
  // The log masks what the vendors declare, and the transport that their connectors are made on writes to it.
  const healed = new HealedAccounts();
  const timers = played?.timers ?? systemTimers;
  const gate = new HubGate(() => timers.elapsedMs());
  const observers = callObservers(metrics, healed, gate, played);
  const outbound = new OutboundPolicy(env.outboundAllow);
  let log: Log = () => undefined;
  const instance = new Instance(randomUUID());
  const database = openDatabase(env, instance, metrics);
  surviveLostConnections(database.pool, (event) => log(event));
  const clock = played?.clock ?? new DatabaseClock(database);
  const declared = VENDORS.map(({ declares }) => declares);
  const transport = new HttpTransport({
    ...{ clock, timers, outbound, gate },
    random: Math.random,
    hidingOf: declaredHiding(declared),
    settings: transportSettings(env),
    observe: (event) => observers.forEach((observer) => observer(event)),
  });
  refuseUnknownRates(env, declared);
  const redact = createRedactor(namesToMask(declared));
  const hubLog = createHubLog(env.logLevel, redact);
  log = (line) => {
    metrics.observeLine(line);
    hubLog.log(line);
  };
  observers.push((call) => log(callLine(call)));
  return {
    env,
    database,
    clock,
    instance,
    keys: new HubKeys({ env, database, clock, instance, metrics, log: (line) => log(line) }),
    versions: new VersionWatch(database, readOwnVersion()),
    runnerWatch: new RunnerWatch(),
    toVendors: new RatedTransport(transport, env.requestsPerSecond),
    outbound,
    gate,
    redact,
    log,
    metrics,
    routes: new RouteList(),
    transport,
    vendorClocks: transport,
    healed,
    accountChanged: changesTold([transport, gate], healed),
    flushLog: hubLog.flush,
  };
}

const changesTold =
  (remembering: readonly Pick<HttpTransport, 'forget'>[], healed: HealedAccounts) =>
  (accountId: string): void => {
    for (const one of remembering) one.forget(accountId);
    healed.changed(accountId);
  };

const callObservers = (
  metrics: HubMetrics,
  healed: HealedAccounts,
  gate: HubGate,
  played: PlayedParts | undefined,
): ((event: AttemptEvent) => void)[] => [
  (event) => metrics.observeCall(event),
  (event) => healed.observe(event),
  (event) => gate.observe(event),
  ...(played === undefined ? [] : [played.observe]),
];

function openDatabase(
  { databaseUrl: url, databaseConnections: max }: ReadyEnv,
  instance: Instance,
  metrics: HubMetrics,
): Database {
  const observe = (name: string | undefined): void => metrics.observeStatement(name);
  return new Database({ url, max, name: sessionName('hub', instance.id), observe }, () => undefined);
}

const transportSettings = ({ answerDeadlineMs, breaker }: ReadyEnv) => ({
  answerDeadlineMs,
  headersTimeoutMs: answerDeadlineMs,
  bodyTimeoutMs: answerDeadlineMs,
  breaker: {
    ...DEFAULT_TRANSPORT_SETTINGS.breaker,
    failureShare: breaker.failureRatio,
    leastCalls: breaker.leastCalls,
    openMs: breaker.openMs,
  },
});

function refuseUnknownRates(
  { requestsPerSecond }: ReadyEnv,
  declared: readonly ConnectorDeclaration[],
): void {
  const connectors = declared.map(({ id }) => id);
  const unknown = [...requestsPerSecond.keys()].filter((id) => !connectors.includes(id));
  if (unknown.length > 0)
    throw new Error(`HUB_REQUESTS_PER_SECOND names no connector: ${unknown.join(', ')}`);
}

const callLine = ({ durationMs: ms, ...call }: AttemptEvent): LogEvent => ({
  event: 'vendor_call',
  level: call.code === null ? 'debug' : 'warn',
  ...call,
  outcome: call.code ?? 'answered',
  ms,
});
