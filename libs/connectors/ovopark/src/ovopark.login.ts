import { createHash } from 'node:crypto';
import type { Account } from '#connectors-core/account.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { readShape } from '#connectors-core/read-wire.js';
import type { z } from 'zod';
import { readGateway } from './ovopark.answer.js';
import type { Answered } from './ovopark.answer.js';
import type { OvoparkClient } from './ovopark.client.js';
import { loginError, SUCCESS } from './ovopark.codes.js';
import { type OvoparkConfig, secretsOf } from './ovopark.config.js';
import { loginAnswer, loginRefusal } from './ovopark.schema.js';
import type { Token } from './ovopark.token.js';

const METHODS = {
  mobileLogin: 'open.shopweb.security.mobileLogin',
  ssoLogin: 'open.shopweb.security.ssoLogin',
} as const;

const MINUTE_MS = 60_000;
/** A token whose end is known is renewed a little before, so that it does not end under way. */
const EARLY_MS = 30_000;

interface User {
  readonly userName: string;
  readonly password: string;
}

/** Undefined where the account has no user: then nothing is read. */
export function userOf({ userName, password }: OvoparkConfig): User | undefined {
  return userName === undefined || password === undefined ? undefined : { userName, password };
}

/**
 * One login, by mobileLogin or ssoLogin v1.
 * @param mayCall asked before each attempt; what it throws is thrown, and nothing is sent
 * @throws ConnectorError `auth_failed` for a wrong user name or password
 */
export async function logIn(
  client: OvoparkClient,
  account: Account<OvoparkConfig>,
  mayCall: (now: Date) => void,
): Promise<Token> {
  const { config } = account;
  const { userName, password } = checkedUser(config);
  const hash = createHash('md5').update(password, 'utf8').digest('hex');
  const { value, sentAt } = await client.call(
    {
      method: METHODS[config.loginMethod],
      version: 'v1',
      effect: 'read',
      params: { userName, password: hash },
      headers: (now) => {
        mayCall(now);
        return {};
      },
      read: (answer) => readLogin(readGateway(answer, [...secretsOf(config), userName, hash])),
    },
    account,
  );
  return { text: value.token, since: sentAt, goodUntil: endOf(value, sentAt, config) };
}

function checkedUser(config: OvoparkConfig): User {
  const user = userOf(config);
  if (user !== undefined) return user;
  throw new ConnectorError('unsupported', 'reading from Ovopark wants a user name and a password');
}

type Login = z.output<typeof loginAnswer>['data'];

/** `result` names what is wrong where the code does not. */
const ABOUT_THE_USER = /user|passw|账号|帐号|密码/i;

function readLogin(answered: Answered): Login {
  if (answered.code !== SUCCESS) throw loginError(answered);
  const read = loginAnswer.safeParse(answered.document);
  if (read.success) return read.data.data;
  const refusal = loginRefusal.safeParse(answered.document);
  const said = [answered.words, refusal.success ? refusal.data.data.result : ''].join(' ');
  if (ABOUT_THE_USER.test(said)) {
    throw new ConnectorError(
      'auth_failed',
      'the user name or the password is wrong, or the user may not log in',
    );
  }
  return readShape(loginAnswer, answered.document).data;
}

/** An end that is over already says nothing: then the account's own bound counts. */
function endOf(
  { tokenExpirationTimestamp: told }: Login,
  sentAt: Date,
  { tokenMinutes }: OvoparkConfig,
): Date {
  const early = (told?.getTime() ?? 0) - EARLY_MS;
  return new Date(early > sentAt.getTime() ? early : sentAt.getTime() + tokenMinutes * MINUTE_MS);
}
