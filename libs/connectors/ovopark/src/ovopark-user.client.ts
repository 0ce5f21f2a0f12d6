import { createHash } from 'node:crypto';
import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import type { CallResult } from '#connectors-core/transport.js';
import { readGateway } from './ovopark.answer.js';
import type { Answered } from './ovopark.answer.js';
import type { Operation, OvoparkClient } from './ovopark.client.js';
import { readError, refusesToken } from './ovopark.codes.js';
import type { OvoparkConfig } from './ovopark.config.js';
import { logIn } from './ovopark.login.js';
import { OvoparkSession } from './ovopark.session.js';
import type { OvoparkParams } from './ovopark.signer.js';
import { TokenRefused } from './ovopark.token.js';
import type { Token } from './ovopark.token.js';

type OvoparkAccount = Account<OvoparkConfig>;

/** A question that wants a login. */
export interface Question<T> {
  readonly method: string;
  readonly params: OvoparkParams;
  /** @throws ConnectorError */
  readonly read: (answered: Answered) => T;
}

/** Asks as a user of the business platform: with a token, which is renewed once when it is no longer good. */
export class OvoparkUserClient {
  /** By the account's id. Another user, key or address is another session. */
  private readonly sessions = new Map<string, { readonly of: string; readonly session: OvoparkSession }>();

  constructor(private readonly client: OvoparkClient) {}

  /** @throws ConnectorError */
  async ask<T>(question: Question<T>, account: OvoparkAccount): Promise<CallResult<T>> {
    const session = this.sessionOf(account);
    const token = await session.token();
    try {
      return await this.askWith(token, question, account);
    } catch (error) {
      if (!wantsLogin(error)) throw error;
    }
    session.drop(token);
    const renewed = await session.token();
    try {
      return await this.askWith(renewed, question, account);
    } catch (error) {
      if (wantsLogin(error)) session.giveUp(renewed, error);
      throw error;
    }
  }

  /** A login of its own, whatever token is kept. @throws ConnectorError */
  async logInAnew(account: OvoparkAccount): Promise<void> {
    await this.sessionOf(account).logInAnew();
  }

  private askWith<T>(
    token: Token,
    { method, params, read }: Question<T>,
    account: OvoparkAccount,
  ): Promise<CallResult<T>> {
    const { tokenHeader, userName = '' } = account.config;
    const operation: Operation<T> = {
      method,
      version: 'v1',
      effect: 'read',
      // Each is one of the 300 (208017), whatever is answered.
      once: true,
      params,
      headers: (now) => {
        if (now >= token.goodUntil) throw new TokenRefused('its time is over');
        return { [tokenHeader]: token.text };
      },
      read: (answer) => {
        const answered = readGateway(answer, [token.text, userName]);
        if (refusesToken(answered)) throw readError(answered);
        return read(answered);
      },
    };
    return this.client.call(operation, account);
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

/** By a token's own refusal, or by HTTP 401 and 403, which carry no code of the vendor's. */
const wantsLogin = (error: unknown): error is ConnectorError =>
  error instanceof TokenRefused ||
  (error instanceof ConnectorError && error.code === 'auth_failed' && error.vendorCode === undefined);

const fingerprint = ({ baseUrl, config }: OvoparkAccount): string =>
  createHash('sha256')
    .update(JSON.stringify([baseUrl, config]))
    .digest('hex');
