import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { ConnectorError } from '#connectors-core/connector-error.js';
import { showWords } from '#connectors-core/shown-words.js';
import type { GatewayAnswer } from './ovopark.schema.js';
import { TokenRefused } from './ovopark.token.js';

interface Meaning {
  readonly code: ConnectorErrorCode;
  /** For the person who must do something about it. */
  readonly hint: string;
  readonly retryAfterMs?: number;
  readonly windowTooLarge?: boolean;
}

type Meanings = Readonly<Record<string, Meaning>>;

export const SUCCESS = '0';
/** `POS数据不存在`: the window has no tickets. */
export const NO_TICKETS = '208018';
const TOKEN_NOT_EXIST = '9990001';

/** The vendor's timestamps are of seconds. */
const ANOTHER_SECOND_MS = 1_100;

const config: Meaning = { code: 'invalid_config', hint: 'a parameter of the account is missing or unknown' };
const key: Meaning = { code: 'auth_failed', hint: 'the developer key is not valid' };

/** The gateway's codes and the login's: they mean the same whatever was asked. */
const GATEWAY: Meanings = {
  '1': config,
  '2': key,
  '3': key,
  '4': config,
  '5': config,
  '6': { code: 'invalid_signature', hint: 'the signature is missing' },
  '7': { code: 'invalid_signature', hint: 'the secret or the signature method is wrong' },
  '8': config,
  '9': { code: 'invalid_config', hint: 'the method does not exist or is not enabled for this key' },
  '10': config,
  '11': config,
  '12': { code: 'invalid_config', hint: '_aid does not belong to _akey' },
  '13': config,
  '14': config,
  '15': config,
  // Refused by the gateway before anything was done, so a fresh timestamp may be tried at once.
  '16': { code: 'invalid_signature', hint: 'the timestamp has expired: is the clock right?' },
  '17': config,
  // "Identical call" as the gateway sees it: one second later the timestamp, and so the call, is another.
  '-100': {
    code: 'rate_limited',
    hint: 'the gateway takes this for a repeated call',
    retryAfterMs: ANOTHER_SECOND_MS,
  },
  '103094': { code: 'auth_failed', hint: 'the user name is wrong' },
  '103095': { code: 'auth_failed', hint: 'the password is wrong' },
  [TOKEN_NOT_EXIST]: { code: 'auth_failed', hint: 'the token is not valid' },
};

/** What is wrong with the account, or with what it calls a store: whatever was asked, it waits until that is mended. */
const STANDING: Meanings = {
  '206001': { code: 'invalid_config', hint: 'the open platform does not know this user' },
  '206003': { code: 'invalid_config', hint: 'the business platform is not bound to this key' },
  '206004': { code: 'invalid_binding', hint: 'there is no such store: is its binding right?' },
  '206006': { code: 'invalid_config', hint: 'this key has no permission for the enterprise' },
  '208017': { code: 'quota_exhausted', hint: 'no calls are left' },
};

// On a write the vendor may have done its work before it failed.
const maybeDone: Meaning = {
  code: 'outcome_unknown',
  hint: 'the vendor failed and may have taken the report',
};

const ON_REPORT: Meanings = {
  // The call is another in each attempt, by its timestamp: what the gateway had before can only be this very report,
  // delivered twice on its way, and of the first copy nobody told us. Sent once more it is another call, and tells.
  '-100': {
    code: 'outcome_unknown',
    hint: 'the gateway had this call before, and may have taken the report then',
    retryAfterMs: ANOTHER_SECOND_MS,
  },
  '-500': maybeDone,
  '-999': maybeDone,
  '999999': maybeDone,
  '208001': { code: 'duplicate', hint: 'this hour was already reported' },
  '208006': { code: 'rejected', hint: 'the vendor cannot read the date' },
};

const broken: Meaning = { code: 'unavailable', hint: 'the vendor failed' };
const names: Meaning = {
  code: 'invalid_config',
  hint: 'the vendor does not understand the search: are the names of its parameters right?',
};

const ON_READ: Meanings = {
  '-500': broken,
  '-999': broken,
  '999999': broken,
  '208006': names,
  '208015': names,
  '208016': { code: 'rejected', hint: 'the window is longer than the vendor allows', windowTooLarge: true },
};

const found = (meanings: Meanings, code: string): Meaning | undefined =>
  [meanings, STANDING, GATEWAY].find((known) => Object.hasOwn(known, code))?.[code];

/** Account and sales services: a refusal of what was sent, whatever the exact number. */
const BUSINESS_REFUSAL = /^20[68]\d{3}$/;

/**
 * What an answer to a report is an error of, if it is not a success. A code that nobody has described says
 * neither that the report was taken nor that it was not: on a write that is an unknown outcome, settled by
 * sending the same report again (208001 = it was taken).
 * @param store as its binding has it, for whom the report was
 */
export function reportError(answer: GatewayAnswer, store: string): ConnectorError {
  const known = found(ON_REPORT, answer.code);
  if (known?.code === 'invalid_binding')
    return errorOf(answer, { ...known, hint: `store ${store}: ${known.hint}` });
  if (known !== undefined) return errorOf(answer, known);
  if (BUSINESS_REFUSAL.test(answer.code)) {
    return errorOf(answer, { code: 'rejected', hint: 'the vendor refused the report' });
  }
  return errorOf(answer, { code: 'outcome_unknown', hint: 'the vendor answered with an undocumented code' });
}

/** What an answer to a question is an error of, if it is not a success. */
export function readError(answer: GatewayAnswer): ConnectorError {
  if (refusesToken(answer)) return new TokenRefused(shown(answer), answer.code);
  const known = found(ON_READ, answer.code);
  return errorOf(answer, known ?? { code: 'rejected', hint: 'the vendor refused the question' });
}

/** What an answer to a login is an error of, if it gave no token. */
export function loginError(answer: GatewayAnswer): ConnectorError {
  const known = found(ON_READ, answer.code);
  return errorOf(answer, known ?? { code: 'auth_failed', hint: 'the vendor refused the login' });
}

/** TOKEN_NOT_EXIST, TOKEN_EXPIRED and their like: their codes are not known. */
const TOKEN_NAME = /\bTOKEN_[A-Z_]+\b|\b[A-Z_]+_TOKEN\b/;

/** Whether the token is not, or no longer, good: by the code, or by its name where the code is unheard of. */
export function refusesToken({ code, words }: GatewayAnswer): boolean {
  if (code === TOKEN_NOT_EXIST) return true;
  return found(ON_READ, code) === undefined && TOKEN_NAME.test(words);
}

function errorOf(answer: GatewayAnswer, { code, hint, ...detail }: Meaning): ConnectorError {
  return new ConnectorError(code, `${hint} (${shown(answer)})`, { vendorCode: answer.code, ...detail });
}

/** What is hidden of the words was hidden when they were read. */
const shown = ({ code, words }: GatewayAnswer): string => `Ovopark: ${code} ${showWords(words, [])}`;
