import { z } from 'zod';
import type { MasterKey } from '#sealing/master-keys.js';
import { type EdgeEnv, edgeVariables, toEdge } from './edge-env.js';
import {
  addressRanges,
  adminKey,
  integer,
  masterKeys,
  oneOf,
  onOff,
  origin,
  postgresUrl,
  ratesByConnector,
  setOf,
  timesOfDay,
} from './env-shapes.js';

/** What the sandbox's vendors listen on; HUB_SANDBOX=on lets base URLs point there. */
const LOOPBACK = ['127.0.0.0/8', '::1/128'];

const variables = z.object({
  DATABASE_URL: postgresUrl.optional(),
  /** Set by the launcher alone: DATABASE_URL is the embedded database that it started itself. */
  HUB_EMBEDDED: onOff.optional(),
  HUB_DATA_DIR: z.string().default('.data'),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, { error: 'is no host name or address: give e.g. 127.0.0.1 or 0.0.0.0' })
    .default('127.0.0.1'),
  PORT: integer(0, 65_535).default(3000),
  HUB_PUBLIC_URL: origin.optional(),
  ...edgeVariables,
  HUB_ROLES: setOf('api', 'worker').default(new Set(['api', 'worker'] as const)),
  HUB_ADMIN_KEY: adminKey.optional(),
  HUB_MASTER_KEY: masterKeys.optional(),
  HUB_ENCRYPT_PAYLOADS: onOff.optional(),
  HUB_SANDBOX: onOff.optional(),
  HUB_OUTBOUND_ALLOW: addressRanges.default([]),
  LOG_LEVEL: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent').default('info'),
  HUB_THROTTLE_PER_SECOND: integer(100, 1_000_000).default(300),
  HUB_ANSWER_DEADLINE_SECONDS: integer(1, 120).default(10),
  HUB_REQUESTS_PER_SECOND: ratesByConnector.default(new Map()),
  HUB_BREAKER_FAILURE_PERCENT: integer(1, 100).default(50),
  HUB_BREAKER_LEAST_CALLS: integer(1, 10_000).default(20),
  HUB_BREAKER_OPEN_SECONDS: integer(1, 600).default(10),
  HUB_REPORT_LEASE_SECONDS: integer(2, 600).default(60),
  HUB_REPORT_GRACE_MINUTES: integer(0, 1_440).default(10),
  HUB_REPORT_HOLD_MINUTES: integer(0, 1_440).default(120),
  HUB_RESTATE_SETTLE_MINUTES: integer(0, 1_440).default(5),
  HUB_RESTATE_EVERY_MINUTES: integer(0, 1_440).default(30),
  HUB_RESTATES_A_DAY: integer(1, 1_000).default(8),
  HUB_RECONCILE_AT: timesOfDay.default(['05:30']),
  HUB_RECONCILE_DAYS: integer(1, 400).default(35),
  HUB_AUDIT_KEEP_MONTHS: integer(6, 1_200).default(36),
  HUB_REPAIRS_MOST_RULE: integer(0, 10_000).default(20),
  HUB_REPAIRS_MOST_ACCOUNT: integer(0, 10_000).default(50),
  HUB_REPAIRS_MOST_ALL: integer(0, 10_000).default(200),
  HUB_DISPATCH_LEASE_SECONDS: integer(1, 600).default(30),
  HUB_DATABASE_CONNECTIONS: integer(4, 500).default(16),
  HUB_WORKER_CONCURRENCY: integer(1, 100).default(6),
});

/** The whole environment, read once; README.md lists every variable with its meaning. */
export interface Env {
  /** Undefined: the launcher is to start the embedded database. */
  readonly databaseUrl: string | undefined;
  /** Whether the database is the embedded one, started or still to be started. */
  readonly embedded: boolean;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  /** The origin under which people and vendors reach this hub, where it is not the one that a request names. */
  readonly publicUrl: string | undefined;
  /** What stands between the network and the routes. */
  readonly edge: EdgeEnv;
  readonly roles: ReadonlySet<'api' | 'worker'>;
  readonly adminKey: string | undefined;
  /** The first writes, all read; undefined only while embedded, when the launcher makes one in the data dir. */
  readonly masterKeys: readonly [MasterKey, ...MasterKey[]] | undefined;
  /** Whether raw bytes of deliveries and answers are kept sealed. */
  readonly encryptPayloads: boolean;
  readonly sandbox: boolean;
  /** Address ranges besides public ones, the sandbox's loopback included. */
  readonly outboundAllow: readonly string[];
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Requests a second for each API key, and for each session. */
  readonly throttlePerSecond: number;
  readonly answerDeadlineMs: number;
  /** Requests a second to an account, by connector; where absent the connector's own default holds. */
  readonly requestsPerSecond: ReadonlyMap<string, number>;
  readonly breaker: { readonly failureRatio: number; readonly leastCalls: number; readonly openMs: number };
  /** How long a hub holds a report before another may take it over. */
  readonly reportLeaseMs: number;
  readonly reportGraceMs: number;
  /** How long an hour waits at most for its sources to be read to its end. */
  readonly reportHoldMs: number;
  /** When an hour that was reported and has changed is reported again. */
  readonly restate: { readonly settleMs: number; readonly everyMs: number; readonly mostADay: number };
  /** When every order of so many days is compared by itself: `HH:MM` in Asia/Shanghai, none: never. */
  readonly reconcile: { readonly at: readonly string[]; readonly days: number };
  /** Whole months that rows of the audit are kept. */
  readonly auditKeepMonths: number;
  /** How many repairs may begin by themselves within an hour. */
  readonly repairs: {
    readonly mostOfRule: number;
    readonly mostOfAccount: number;
    readonly mostOfAll: number;
  };
  /** How long a hub holds a command before another may take it over. */
  readonly dispatchLeaseMs: number;
  readonly databaseConnections: number;
  readonly workerConcurrency: number;
}

export interface EnvFault {
  readonly variable: string;
  /** What is wrong, then what to do. Never holds the value. */
  readonly message: string;
}

/** Every fault of the environment at once, so that a start is corrected in one go. */
export class EnvError extends Error {
  override readonly name = 'EnvError';

  constructor(readonly faults: readonly EnvFault[]) {
    super(
      `The environment has ${String(faults.length)} fault${faults.length === 1 ? '' : 's'}:\n` +
        faults.map(({ variable, message }) => `  ${variable} ${message}`).join('\n'),
    );
  }
}

/**
 * Reads the variables; one that is empty counts as unset, because compose files pass those on.
 * @throws EnvError that lists all faults
 */
export function readEnv(env: Readonly<Record<string, string | undefined>> = process.env): Env {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const read = variables.safeParse(given);
  const faults = [...shapeFaults(read.error), ...togetherFaults(given)];
  if (!read.success || faults.length > 0) throw new EnvError(faults);
  return toEnv(read.data);
}

const shapeFaults = (error: z.ZodError | undefined): readonly EnvFault[] =>
  (error?.issues ?? []).map(({ path, message }) => ({ variable: String(path[0]), message }));

/** What the variables must be together; looked at besides the shapes, so that both are told at once. */
function togetherFaults(given: Readonly<Record<string, string | undefined>>): readonly EnvFault[] {
  const ownDatabase = given['DATABASE_URL'] !== undefined && given['HUB_EMBEDDED'] !== 'on';
  if (!ownDatabase || given['HUB_MASTER_KEY'] !== undefined) return [];
  const message =
    'is unset although DATABASE_URL names a database: make a key with `openssl rand -base64 32`, set it, ' +
    'and keep it safe (without it the stored credentials cannot be read)';
  return [{ variable: 'HUB_MASTER_KEY', message }];
}

function toEnv(read: z.infer<typeof variables>): Env {
  const embedded = read.DATABASE_URL === undefined || read.HUB_EMBEDDED === true;
  const sandbox = read.HUB_SANDBOX ?? embedded;
  return {
    databaseUrl: read.DATABASE_URL,
    embedded,
    dataDir: read.HUB_DATA_DIR,
    host: read.HOST,
    port: read.PORT,
    publicUrl: read.HUB_PUBLIC_URL,
    edge: toEdge(read),
    roles: read.HUB_ROLES,
    adminKey: read.HUB_ADMIN_KEY,
    masterKeys: read.HUB_MASTER_KEY,
    encryptPayloads: read.HUB_ENCRYPT_PAYLOADS ?? true,
    sandbox,
    outboundAllow: [...read.HUB_OUTBOUND_ALLOW, ...(sandbox ? LOOPBACK : [])],
    logLevel: read.LOG_LEVEL,
    throttlePerSecond: read.HUB_THROTTLE_PER_SECOND,
    answerDeadlineMs: read.HUB_ANSWER_DEADLINE_SECONDS * 1000,
    requestsPerSecond: read.HUB_REQUESTS_PER_SECOND,
    breaker: {
      failureRatio: read.HUB_BREAKER_FAILURE_PERCENT / 100,
      leastCalls: read.HUB_BREAKER_LEAST_CALLS,
      openMs: read.HUB_BREAKER_OPEN_SECONDS * 1000,
    },
    dispatchLeaseMs: read.HUB_DISPATCH_LEASE_SECONDS * 1000,
    reportLeaseMs: read.HUB_REPORT_LEASE_SECONDS * 1000,
    reportGraceMs: read.HUB_REPORT_GRACE_MINUTES * 60_000,
    reportHoldMs: read.HUB_REPORT_HOLD_MINUTES * 60_000,
    restate: {
      settleMs: read.HUB_RESTATE_SETTLE_MINUTES * 60_000,
      everyMs: read.HUB_RESTATE_EVERY_MINUTES * 60_000,
      mostADay: read.HUB_RESTATES_A_DAY,
    },
    auditKeepMonths: read.HUB_AUDIT_KEEP_MONTHS,
    reconcile: { at: read.HUB_RECONCILE_AT, days: read.HUB_RECONCILE_DAYS },
    repairs: {
      mostOfRule: read.HUB_REPAIRS_MOST_RULE,
      mostOfAccount: read.HUB_REPAIRS_MOST_ACCOUNT,
      mostOfAll: read.HUB_REPAIRS_MOST_ALL,
    },
    databaseConnections: read.HUB_DATABASE_CONNECTIONS,
    workerConcurrency: read.HUB_WORKER_CONCURRENCY,
  };
}
