import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import type { Token } from './ovopark.token.js';

/** @param mayCall asked before each attempt; throws when it must not be sent */
export type LogIn = (mayCall: (now: Date) => void) => Promise<Token>;

interface Failure {
  readonly error: ConnectorError;
  readonly until: Date;
}

/** Only a person can cure these; each further attempt with a wrong password may lock the user out. */
const SETTLED: ReadonlySet<ConnectorErrorCode> = new Set([
  'auth_failed',
  'invalid_config',
  'invalid_signature',
  'rejected',
  'unsupported',
]);
const SETTLED_MS = 10 * 60_000;
/** Long enough that a login which does not work opens no circuit breaker under the account's reports. */
const PASSING_MS = 30_000;

/**
 * Thrown before anything is sent. Its code is one that the transport does not take for the vendor's trouble,
 * whatever the failure was.
 */
class HeldBack extends ConnectorError {
  constructor(readonly failure: ConnectorError) {
    super('auth_failed', `not sent: ${failure.message}`);
  }
}

/**
 * One user's token. However many ask at once, there is one login; a login that failed is remembered for some
 * minutes instead of being tried by everybody who asks.
 */
export class OvoparkSession {
  private kept: Token | undefined;
  private failure: Failure | undefined;
  private pending: Promise<Token> | undefined;
  /** The vendor refused a token, and has taken none since. */
  private isDoubted = false;

  constructor(private readonly logIn: LogIn) {}

  /** The token that is kept, even if its time is over: whoever sends it knows the time. @throws ConnectorError */
  async token(): Promise<Token> {
    if (this.pending === undefined && this.kept !== undefined) return this.kept;
    return this.start((now) => this.holdBack(now));
  }

  /** Logs in whatever is kept and remembered: a person asks. @throws ConnectorError */
  async logInAnew(): Promise<Token> {
    return this.start(() => undefined);
  }

  /** This token is no longer good. Another one that came meanwhile stays. */
  drop(token: Token): void {
    if (this.kept === token) this.kept = undefined;
  }

  /** The vendor took this token: what is refused later is refused for the first time. */
  took(token: Token): void {
    if (this.kept === token) this.isDoubted = false;
  }

  /**
   * The vendor refused this token: after this there is another one, unless that one was refused as well. Then
   * logging in again and again would not help.
   * @param at when the vendor was asked
   * @throws ConnectorError
   */
  async renew(token: Token, refusal: ConnectorError, at: Date): Promise<void> {
    if (this.kept === token && this.isDoubted) this.giveUp(token, refusal, at);
    if (this.kept === token) this.isDoubted = true;
    this.drop(token);
    await this.token();
  }

  /** A token fresh from the login is not good either, unless another one came meanwhile. @throws ConnectorError */
  giveUp(token: Token, error: ConnectorError, at: Date): never {
    if (this.kept !== token) throw error;
    this.kept = undefined;
    this.isDoubted = false;
    throw told(this.fail(error, at), at);
  }

  private start(mayCall: (now: Date) => void): Promise<Token> {
    this.pending ??= this.attempt(mayCall).finally(() => {
      this.pending = undefined;
    });
    return this.pending;
  }

  private async attempt(mayCall: (now: Date) => void): Promise<Token> {
    const last: { at?: Date } = {};
    try {
      this.kept = await this.logIn((now) => {
        mayCall(now);
        last.at = now;
      });
      this.failure = undefined;
      return this.kept;
    } catch (error) {
      if (error instanceof HeldBack) throw error.failure;
      if (!(error instanceof ConnectorError) || last.at === undefined) throw error;
      throw told(this.fail(error, last.at), last.at);
    }
  }

  private holdBack(now: Date): void {
    if (this.failure !== undefined && now < this.failure.until) throw new HeldBack(told(this.failure, now));
  }

  private fail(error: ConnectorError, at: Date): Failure {
    const pause = SETTLED.has(error.code) ? SETTLED_MS : PASSING_MS;
    this.failure = { error, until: new Date(at.getTime() + pause) };
    return this.failure;
  }
}

/** The failure as each who asks is told it, with the time from which asking again makes sense. */
const told = ({ error, until }: Failure, now: Date): ConnectorError =>
  new ConnectorError(error.code, `not logged in: ${error.message}`, {
    vendorCode: error.vendorCode,
    retryAfterMs: until.getTime() - now.getTime(),
  });
