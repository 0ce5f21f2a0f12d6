import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';

interface Meaning {
  readonly code: ConnectorErrorCode;
  /** For the person who must do something about it. */
  readonly hint: string;
  readonly retryAfterMs?: number;
}

const config: Meaning = { code: 'invalid_config', hint: 'a parameter of the account is missing or unknown' };
const key: Meaning = { code: 'auth_failed', hint: 'the developer key is not valid' };
const account: Meaning = { code: 'rejected', hint: 'the open platform does not know this user' };
// On a write the vendor may have done its work before it failed.
const maybeDone: Meaning = {
  code: 'outcome_unknown',
  hint: 'the vendor failed and may have taken the report',
};

/** What the vendor's codes mean for a report. 0 is success; what is not listed is below. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
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
  '-100': { code: 'rate_limited', hint: 'the gateway takes this for a repeated call', retryAfterMs: 1100 },
  '-500': maybeDone,
  '-999': maybeDone,
  '999999': maybeDone,
  '103094': { code: 'auth_failed', hint: 'the user name is wrong' },
  '103095': { code: 'auth_failed', hint: 'the password is wrong' },
  '9990001': { code: 'auth_failed', hint: 'the token is not valid' },
  '206001': account,
  '208001': { code: 'duplicate', hint: 'this hour was already reported' },
  '208006': { code: 'rejected', hint: 'the vendor cannot read the date' },
};

/** Account and sales services: a refusal of what was sent, whatever the exact number. */
const BUSINESS_REFUSAL = /^20[68]\d{3}$/;

/**
 * A code that nobody has described says neither that the report was taken nor that it was not: on a
 * write that is an unknown outcome, settled by sending the same report again (208001 = it was taken).
 */
export function meaningOf(code: string): Meaning {
  const known = Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
  if (known) return known;
  if (BUSINESS_REFUSAL.test(code)) return { code: 'rejected', hint: 'the vendor refused the report' };
  return { code: 'outcome_unknown', hint: 'the vendor answered with an undocumented code' };
}
