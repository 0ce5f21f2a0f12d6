import type { Clock } from '#domain/clock.js';
import { Agent } from 'undici';
import { AccountLine } from './account-line.js';
import type { AttemptEnd } from './account-breakers.js';
import type { Account } from './account.js';
import type { CallGate } from './call-gate.js';
import type { ConnectorLimits } from './connector.js';
import type { ConnectorErrorCode, NotSent } from './connector-error.js';
import { ConnectorError, RETRY } from './connector-error.js';
import type { Effect } from './exchange-error.js';
import type { AttemptReport } from './http-attempt.js';
import { attempt } from './http-attempt.js';
import type { HidingOf } from './request-hiding.js';
import type { OutboundPolicy } from './outbound-policy.js';
import { pauseWithinCall } from './retry-pause.js';
import type { Timers } from './timers.js';
import { systemTimers } from './timers.js';
import type { Call, CallResult, Transport } from './transport.js';
import type { TransportSettings } from './transport-settings.js';
import { DEFAULT_TRANSPORT_SETTINGS } from './transport-settings.js';

/** One attempt to send, for logs and metrics: no headers, no bodies, no query. */
export interface AttemptEvent {
  readonly accountId: string;
  readonly connector: string;
  readonly operation: string;
  /** 1 for the first attempt of a call. */
  readonly attempt: number;
  /** The HTTP status; null when no whole answer came, or nothing was sent. */
  readonly status: number | null;
  /** From the wait for the account's turn to the answer read. */
  readonly durationMs: number;
  /** null when the attempt succeeded. */
  readonly code: ConnectorErrorCode | null;
  /** Why the hub itself did not send it; left out where it did. */
  readonly notSent?: NotSent;
  /** Of the answer's body, as it came over the wire. */
  readonly bytes: number;
}

export interface HttpTransportOptions {
  /** The database's clock. */
  readonly clock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  readonly outbound: OutboundPolicy;
  /** Asked for every attempt, right before it is built. */
  readonly gate: CallGate;
  /** What no word of an answer may repeat of the request. */
  readonly hidingOf: HidingOf;
  readonly settings?: Partial<TransportSettings>;
  readonly observe?: (event: AttemptEvent) => void;
  readonly timers?: Timers;
}

/** The one way to vendors, over undici's pooled connections. The README says what it promises. */
export class HttpTransport implements Transport {
  private readonly settings: TransportSettings;
  private readonly timers: Timers;
  private readonly agent: Agent;
  private readonly lines = new Map<string, AccountLine>();

  constructor(private readonly options: HttpTransportOptions) {
    this.settings = { ...DEFAULT_TRANSPORT_SETTINGS, ...options.settings };
    this.timers = options.timers ?? systemTimers;
    this.agent = new Agent({
      connect: options.outbound.connector(this.settings.connectTimeoutMs),
      connections: this.settings.connectionsPerOrigin,
    });
  }

  async call<T>(account: Account, limits: ConnectorLimits, call: Call<T>): Promise<CallResult<T>> {
    for (let tries = 1; ; tries += 1) {
      const report = await this.attempt(account, limits, call, tries);
      if (!(report.result instanceof ConnectorError)) return report.result;
      if (call.once === true || report.result.notSent !== undefined) throw report.result;
      const pause = this.pauseBeforeNext(report.result, report, call.effect, tries);
      if (pause === null) throw report.result;
      await this.timers.pause(pause);
    }
  }

  /** The vendor's clock minus ours, ms; undefined until an answer with a Date came. */
  vendorClockOffset(accountId: string): number | undefined {
    return this.lines.get(accountId)?.vendorClock.shownOffsetMs;
  }

  /** The account was changed or resumed: what is held against it from before counts no more. */
  forget(accountId: string): void {
    this.lines.get(accountId)?.forget();
  }

  /** Waits for what is under way, then closes every connection. */
  async close(): Promise<void> {
    await this.agent.close();
  }

  private lineOf(accountId: string): AccountLine {
    const line = this.lines.get(accountId) ?? new AccountLine(this.settings.breaker, this.timers);
    this.lines.set(accountId, line);
    return line;
  }

  /** @throws ConnectorError when the account's line refuses: that is not tried again at once */
  private async attempt<T>(
    account: Account,
    limits: ConnectorLimits,
    call: Call<T>,
    tries: number,
  ): Promise<AttemptReport<T>> {
    const startedAt = this.timers.elapsedMs();
    const observe = (result: unknown, status: number | null, bytes: number): void => {
      const { id: accountId, connector } = account;
      const durationMs = Math.round(this.timers.elapsedMs() - startedAt);
      this.observe({
        accountId,
        connector,
        operation: call.operation,
        attempt: tries,
        status,
        durationMs,
        ...saidBy(result),
        bytes,
      });
    };
    try {
      const report = await this.send(account, limits, call);
      const { result, built, status, bytes } = report;
      if (built) observe(result, status, bytes);
      return report;
    } catch (error) {
      observe(error, null, 0);
      throw error;
    }
  }

  private async send<T>(account: Account, limits: ConnectorLimits, call: Call<T>): Promise<AttemptReport<T>> {
    const { settings, timers, agent: dispatcher } = this;
    const line = this.lineOf(account.id);
    const passage = await line.enter(call.operation, limits, settings.longestWaitMs);
    const { clock, gate, hidingOf } = this.options;
    const parts = { dispatcher, clock, timers, settings, gate, hidingOf };
    const report = await attempt(parts, account, call, line.vendorClock);
    passage.end(endOf(report));
    heed(line, report);
    return report;
  }

  /**
   * A write that may have reached the vendor is repeated only where the vendor said that it did not take it (its
   * signature check): anything else is for the worker to look into. So is what the vendor asks to be left alone with.
   */
  private pauseBeforeNext(
    error: ConnectorError,
    { written, status }: AttemptReport<unknown>,
    effect: Effect,
    tries: number,
  ): number | null {
    if (tries > RETRY[error.code].callRetries || status === SERVICE_UNAVAILABLE) return null;
    if (written && effect === 'write' && RETRY[error.code].breaks) return null;
    return pauseWithinCall(tries, this.options.random, error.retryAfterMs);
  }

  private observe(event: AttemptEvent): void {
    try {
      this.options.observe?.(event);
    } catch {
      // A log or a metric that fails must not turn a write that was done into one that is done again.
    }
  }
}

function saidBy(result: unknown): Pick<AttemptEvent, 'code' | 'notSent'> {
  if (!(result instanceof ConnectorError)) return { code: result instanceof Error ? 'unavailable' : null };
  const { code, notSent } = result;
  return { code, ...(notSent === undefined ? {} : { notSent }) };
}

const SERVICE_UNAVAILABLE = 503;

function endOf({ result, written }: AttemptReport<unknown>): AttemptEnd {
  const fault = result instanceof ConnectorError ? result : undefined;
  const failed = fault !== undefined && fault.notSent === undefined && RETRY[fault.code].breaks;
  if (!written) return { connecting: failed ? 'failed' : 'void', operation: 'void', fault };
  // A host that takes a request and never answers was reached all the same: only this operation is known to fail.
  return { connecting: 'answered', operation: failed ? 'failed' : 'answered', fault };
}

/** What the vendor asks for concerns the whole account. */
function heed(line: AccountLine, { result, status }: AttemptReport<unknown>): void {
  const { code, retryAfterMs } = result instanceof ConnectorError ? result : NO_FAULT;
  if (code === 'rate_limited') line.slowDown(retryAfterMs);
  else if (status === SERVICE_UNAVAILABLE && retryAfterMs !== undefined) line.hold(retryAfterMs);
  else if (status !== null) line.answered();
}

const NO_FAULT = { code: undefined, retryAfterMs: undefined };
