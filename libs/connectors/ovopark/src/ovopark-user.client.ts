import { createHash } from 'node:crypto';
import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { CallResult } from '#connectors-core/transport.js';
import { readGateway } from './ovopark.answer.js';
import type { Answered } from './ovopark.answer.js';
import type { Operation, OvoparkClient } from './ovopark.client.js';
import { readError, refusesToken } from './ovopark.codes.js';
import { type OvoparkConfig, secretsOf } from './ovopark.config.js';
import { logIn } from './ovopark.login.js';
import { OvoparkSession } from './ovopark.session.js';
import type { OvoparkParams } from './ovopark.signer.js';
import { TokenOver, TokenRefused } from './ovopark.token.js';
import type { Token } from './ovopark.token.js';

type OvoparkAccount = Account<OvoparkConfig>;

/** A question that wants a login. */
export interface Question<T> {
  readonly method: string;
  readonly params: OvoparkParams;
  /** @throws ConnectorError */
  readonly read: (answered: Answered) => T;
}

/** Asks as a user of the business platform, with a token. Each question is sent once at most. */
export class OvoparkUserClient {
  /** By the account's id. Another user, key or address is another session. */
  private readonly sessions = new Map<string, { readonly of: string; readonly session: OvoparkSession }>();

  constructor(private readonly client: OvoparkClient) {}

  /** @throws ConnectorError; `unavailable`, to be asked again at once, when only the token was no longer good */
  async ask<T>(question: Question<T>, account: OvoparkAccount): Promise<CallResult<T>> {
    const session = this.sessionOf(account);
    const token = await session.token();
    try {
      return await this.askWith(token, session, question, account);
    } catch (error) {
      if (!(error instanceof TokenOver)) throw error;
    }
    // Nothing was sent, so the call that was granted is still to be had.
    session.drop(token);
    const fresh = await session.token();
    try {
      return await this.askWith(fresh, session, question, account);
    } catch (error) {
      if (error instanceof TokenOver) session.giveUp(fresh, error, error.at);
      throw error;
    }
  }

  /** A login of its own, whatever token is kept. @throws ConnectorError */
  async logInAnew(account: OvoparkAccount): Promise<void> {
    await this.sessionOf(account).logInAnew();
  }

  private async askWith<T>(
    token: Token,
    session: OvoparkSession,
    question: Question<T>,
    account: OvoparkAccount,
  ): Promise<CallResult<T>> {
    const sent = { at: token.since };
    const operation = operationOf(question, token, account.config, sent);
    try {
      const result = await this.client.call(operation, account);
      session.took(token);
      return result;
    } catch (error) {
      if (!isRefusal(error)) throw error;
      await session.renew(token, error, sent.at);
      throw askAgain(error);
    }
  }

  private sessionOf(account: OvoparkAccount): OvoparkSession {
    const of = fingerprint(account);
    const known = this.sessions.get(account.id);
    if (known?.of === of) return known.session;
    const session = new OvoparkSession((mayCall) => logIn(this.client, account, mayCall));
    this.sessions.set(account.id, { of, session });
    return session;
  }
}

/** @param sent is told when the question is sent */
function operationOf<T>(
  { method, params, read }: Question<T>,
  token: Token,
  config: OvoparkConfig,
  sent: { at: Date },
): Operation<T> {
  const { tokenHeader, userName = '' } = config;
  return {
    method,
    version: 'v1',
    effect: 'read',
    // Each is one of the 300 (208017), whatever is answered.
    once: true,
    params,
    headers: (now) => {
      if (now >= token.goodUntil) throw new TokenOver(now);
      sent.at = now;
      return { [tokenHeader]: token.text };
    },
    read: (answer) => {
      const answered = readGateway(answer, [...secretsOf(config), token.text, userName]);
      if (refusesToken(answered)) throw readError(answered);
      return read(answered);
    },
  };
}

/** The vendor's word against the token: its own code, or HTTP 401 and 403, which carry none. */
const isRefusal = (error: unknown): error is ConnectorError =>
  !(error instanceof TokenOver) &&
  (error instanceof TokenRefused ||
    (error instanceof ConnectorError && error.code === 'auth_failed' && error.vendorCode === undefined));

/** The refused question was a call; the next one wants a grant of its own. */
const askAgain = ({ message, vendorCode }: ConnectorError): ConnectorError =>
  new ConnectorError(
    'unavailable',
    `the token was refused, and a new one was fetched to ask again with: ${message}`,
    {
      vendorCode,
      retryAfterMs: 0,
    },
  );

const fingerprint = ({ baseUrl, config }: OvoparkAccount): string =>
  createHash('sha256')
    .update(JSON.stringify([baseUrl, config]))
    .digest('hex');
