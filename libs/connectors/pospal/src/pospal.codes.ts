import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { meaningOfWords, type WordsMeaning } from '#connectors-core/refusal-words.js';
import { hide, showWords } from '#connectors-core/shown-words.js';

/** The vendor's own words and code. Its table of error codes is unpublished, so settings name codes. */
export interface Failure {
  readonly code: string | null;
  readonly messages: readonly string[];
}

export interface CodeSettings {
  /** Nobody is to read it, also where the vendor repeats it. */
  readonly appKey: string;
  readonly notFoundCodes: readonly string[];
  readonly signatureCodes: readonly string[];
  readonly quotaCodes: readonly string[];
  readonly retryableCodes: readonly string[];
}

/** The code that the account names comes first: words are guessed at. */
const NAMED: readonly (readonly [Exclude<keyof CodeSettings, 'appKey'>, WordsMeaning])[] = [
  ['signatureCodes', 'invalid_signature'],
  ['quotaCodes', 'quota_exhausted'],
  ['retryableCodes', 'rate_limited'],
  ['notFoundCodes', 'not_found'],
];

/** Undefined: the vendor refused, for a reason that only a person can judge. */
function meaningOf({ code, messages }: Failure, settings: CodeSettings): WordsMeaning | undefined {
  const named = NAMED.find(([codes]) => code !== null && settings[codes].includes(code));
  return named === undefined ? meaningOfWords(messages) : named[1];
}

/** The vendor's words for people and logs. */
export const shownWords = ({ code, messages }: Failure, { appKey }: Pick<CodeSettings, 'appKey'>): string =>
  showWords([code ?? '', ...messages].join(' '), [appKey]) || 'an error without a word';

/** Whether the answer says that there is no such order. */
export const isNotFound = (failure: Failure, settings: CodeSettings): boolean =>
  meaningOf(failure, settings) === 'not_found';

/**
 * The error that an answer of status `error` is. A refusal says that nothing was done; a failure inside
 * the vendor does not, so that after a command it is `outcome_unknown`.
 */
export function failureError(
  failure: Failure,
  effect: 'read' | 'write',
  settings: CodeSettings,
): ConnectorError {
  const means = meaningOf(failure, settings);
  return new ConnectorError(codeOf(means, effect), `Pospal answered: ${shownWords(failure, settings)}`, {
    vendorCode: failure.code === null ? undefined : hide(failure.code, [settings.appKey]),
  });
}

function codeOf(means: WordsMeaning | undefined, effect: 'read' | 'write'): ConnectorErrorCode {
  if (means === undefined || means === 'not_found') return 'rejected';
  if (means !== 'broken' && means !== 'pending') return means;
  return effect === 'write' ? 'outcome_unknown' : 'unavailable';
}
