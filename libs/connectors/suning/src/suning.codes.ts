import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
import { hide, showWords } from '#connectors-core/shown-words.js';
import { storable } from '#domain/storable.js';
import { shortened } from './suning.schema.js';

export const SUCCESS = 'biz.handler.data-get:success';

export interface Failure {
  readonly code: string;
  readonly message: string | null;
}

interface Meaning {
  /** The code, or how it begins: the page's codes have parts that vary (`:*`, a field's name, `.fpsos`). */
  readonly begins: string;
  readonly means: ConnectorErrorCode | 'no_result';
  readonly retryAfterMs?: number;
  readonly windowTooLarge?: true;
  /** For the person who must do something about it. */
  readonly hint?: string;
}

/**
 * The page's tables. First match wins; what is not listed is a refusal for a reason that trying again does
 * not mend. The numbers of calls are unpublished, so a limit is answered with a long pause.
 */
const TABLE: readonly Meaning[] = [
  { begins: 'biz.handler.data-get:no-result', means: 'no_result' },
  // "Check the request's conditions": may be either side's fault, and costs nothing to try once more.
  { begins: 'biz.handler.data-get:fail', means: 'unavailable' },
  { begins: 'isp.sys.service.unavailable', means: 'unavailable' },
  { begins: 'sys.error.network:failure', means: 'unavailable' },
  { begins: 'sys.error.network-status:', means: 'unavailable' },
  { begins: 'sys.controller.api-request:limit', means: 'rate_limited', retryAfterMs: 60_000 },
  { begins: 'sys.controller.api-access:limit', means: 'rate_limited', retryAfterMs: 10_000 },
  { begins: 'sys.controller.api-frequency:limit', means: 'rate_limited', retryAfterMs: 10_000 },
  {
    begins: 'sys.check.app-time:error',
    means: 'invalid_signature',
    hint: 'the request’s time is more than 10 minutes off: is the clock right?',
  },
  { begins: 'sys.check.app-sign:', means: 'invalid_signature', hint: 'is the appSecret right?' },
  { begins: 'sys.check.user-permission:overdue', means: 'auth_failed', hint: 'the access_token has expired' },
  {
    begins: 'sys.check.user-permission:',
    means: 'auth_failed',
    hint: 'the appKey or access_token is not known',
  },
  {
    begins: 'sys.check.method-permission:',
    means: 'auth_failed',
    hint: 'the appKey may not use this method',
  },
  { begins: 'sys.auth.', means: 'auth_failed', hint: 'the appKey may not act for this vendor' },
  {
    begins: 'sys.check.api-permission:',
    means: 'invalid_config',
    hint: 'the gateway does not know the method',
  },
  {
    begins: 'sys.check.query-time:outofrange',
    means: 'rejected',
    windowTooLarge: true,
    hint: 'the window is longer than Suning allows, or too far back',
  },
];

const meaningOf = ({ code }: Failure): Meaning | undefined =>
  TABLE.find(({ begins }) => code.trim().toLowerCase().startsWith(begins));

/** Whether the answer says that there is nothing to list. */
export const isNoResult = (failure: Failure): boolean => meaningOf(failure)?.means === 'no_result';

const LONGEST_CODE = 100;

/**
 * The error that an answer with a code other than success or no-result is.
 * @param hidden what the vendor may repeat of the request and nobody is to read
 */
export function failureError(failure: Failure, hidden: readonly string[] = []): ConnectorError {
  const meaning = meaningOf(failure);
  const words = shortened(showWords(`${failure.code} ${failure.message ?? ''}`, hidden));
  const hint = meaning?.hint === undefined ? '' : ` (${meaning.hint})`;
  const code = meaning === undefined || meaning.means === 'no_result' ? 'rejected' : meaning.means;
  return new ConnectorError(code, `Suning answered: ${words}${hint}`, {
    vendorCode: storable(hide(failure.code, hidden), LONGEST_CODE),
    retryAfterMs: meaning?.retryAfterMs,
    windowTooLarge: meaning?.windowTooLarge ?? false,
  });
}
