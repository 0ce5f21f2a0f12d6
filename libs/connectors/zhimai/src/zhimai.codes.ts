import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { meaningOfWords, type WordsMeaning } from '#connectors-core/refusal-words.js';
import { showWords } from '#connectors-core/shown-words.js';

/** The vendor's own words and codes; the account's settings add codes that its pages do not publish. */
export interface Failure {
  readonly status: boolean;
  readonly code: string | null;
  readonly message: string;
}

export interface CodeSettings {
  readonly notFoundCodes: readonly string[];
  readonly retryableCodes: readonly string[];
}

/** From the page's sample of a business exception; inferred to be what a missing order is answered with. */
const NOT_FOUND_WORDS = '查询的信息不存在';

const named = (codes: readonly string[], code: string | null): boolean =>
  code !== null && codes.includes(code);

/** `undocumented`: a business code that no page and no setting names. */
export type Meaning = ConnectorErrorCode | 'not_found' | 'undocumented';

/** What words mean here, where they mean more than a refusal. `broken`: nothing is written, so it is asked again. */
const BY_WORDS: Readonly<Record<WordsMeaning, Meaning>> = {
  invalid_signature: 'invalid_signature',
  auth_failed: 'auth_failed',
  quota_exhausted: 'quota_exhausted',
  rate_limited: 'rate_limited',
  broken: 'unavailable',
  pending: 'undocumented',
  // Of what there is none the words of other sentences do not say: see NOT_FOUND_WORDS.
  not_found: 'undocumented',
};

/** What an answer that is no success means. */
export function meaningOf({ status, code, message }: Failure, settings: CodeSettings): Meaning {
  const words = meaningOfWords([message]);
  // Before the status: a wrong key is a person's to mend, whichever way the vendor files it.
  if (words === 'invalid_signature' || words === 'auth_failed') return words;
  // The page: status false = system error, whatever the code.
  if (!status) return 'unavailable';
  if (named(settings.notFoundCodes, code) || message.includes(NOT_FOUND_WORDS)) return 'not_found';
  if (named(settings.retryableCodes, code)) return 'rate_limited';
  return words === undefined ? 'undocumented' : BY_WORDS[words];
}

/** The vendor's words for people and logs. @param hidden what it may repeat of the account's settings */
export const shownWords = ({ code, message }: Failure, hidden: readonly string[]): string =>
  showWords(`${code ?? ''} ${message}`, hidden);
