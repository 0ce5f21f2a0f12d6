import { createHash } from 'node:crypto';
import { rawNumber } from '../exact-json.js';
import type { Done } from './ovopark-codes.js';
import { OvoparkRefusal } from './ovopark-codes.js';
import type { OvoparkEnterprise } from './ovopark-enterprises.js';
import { type FormParams, PUBLIC_PARAMS } from './ovopark-gateway.js';
import type { OvoparkTokens } from './ovopark-tokens.js';

const FIELDS = ['userName', 'password'];

/** The page: MD5 of the password, 32 lower-case hex digits. */
const hashed = (password: string): string => createHash('md5').update(password, 'utf8').digest('hex');

/**
 * Carries out one login.
 * @throws OvoparkRefusal
 */
export function login(params: FormParams, enterprise: OvoparkEnterprise, tokens: OvoparkTokens): Done {
  for (const name of params.keys()) {
    if (PUBLIC_PARAMS.has(name) || FIELDS.includes(name)) continue;
    throw new OvoparkRefusal('SANDBOX_UNKNOWN_PARAMETER', name);
  }
  for (const name of FIELDS) {
    if ((params.get(name) ?? '') === '') throw new OvoparkRefusal('SANDBOX_BAD_VALUE', `${name} is required`);
  }
  const user = enterprise.users.find(({ userName }) => userName === params.get('userName'));
  if (user === undefined) throw new OvoparkRefusal('USERNAME_ERROE');
  if (params.get('password') !== hashed(user.password)) throw new OvoparkRefusal('PASSWORD_ERROE');
  const { token, expiresAt } = tokens.issue(enterprise, user.userName);
  return {
    data: (asText) => ({
      token,
      userName: user.userName,
      enterpriseId: asText ? enterprise.enterpriseId : rawNumber(enterprise.enterpriseId),
      ...(enterprise.tellsExpiry ? { tokenExpirationTimestamp: expiresAt } : {}),
    }),
  };
}
