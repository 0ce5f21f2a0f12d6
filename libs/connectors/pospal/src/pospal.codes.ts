import { ConnectorError } from '#connectors-core/connector-error.js';
import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
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

/** `broken`: something failed at the vendor; whether a command was carried out is open. */
type Meaning =
  'invalid_signature' | 'auth_failed' | 'quota_exhausted' | 'rate_limited' | 'not_found' | 'broken';

interface Row {
  readonly means: Meaning;
  readonly codes?: Exclude<keyof CodeSettings, 'appKey'>;
  readonly words: RegExp;
}

const ACCESS = /app\s?id|app\s?key|账号/i;
const ABSENT = /不存在|找不到|未找到|没有找到|not (?:exist|found)|no such/i;

/** Codes that the account names come first; then words, first match wins. All words are guessed. */
const TABLE: readonly Row[] = [
  { means: 'invalid_signature', codes: 'signatureCodes', words: /验签|签名|signature/i },
  {
    means: 'quota_exhausted',
    codes: 'quotaCodes',
    words:
      /(?:调用|访问|请求|接口).*(?:次数|上限|超限|用完|用尽)|次数.*(?:上限|超|用完|用尽|不足)|超.*次数|quota|daily limit/i,
  },
  { means: 'rate_limited', codes: 'retryableCodes', words: /频繁|频率|限流|too (?:many|fast|often)/i },
  {
    means: 'auth_failed',
    words: new RegExp(`(?:${ACCESS.source}).*(?:${ABSENT.source}|无效|错误|invalid)|(?:无|没有).*权限`, 'i'),
  },
  { means: 'not_found', codes: 'notFoundCodes', words: ABSENT },
  {
    means: 'broken',
    words:
      /系统(?:繁忙|异常|错误|忙)|服务器|(?:请求|处理|连接|响应)超时|稍后[再重]试|timed?[ -]?out|internal (?:server )?error|try again/i,
  },
];

/** Undefined: the vendor refused, for a reason that only a person can judge. */
function meaningOf({ code, messages }: Failure, settings: CodeSettings): Meaning | undefined {
  const byCode = TABLE.find(
    ({ codes }) => codes !== undefined && code !== null && settings[codes].includes(code),
  );
  const words = messages.join(' ');
  return (byCode ?? TABLE.find((row) => row.words.test(words)))?.means;
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

function codeOf(means: Meaning | undefined, effect: 'read' | 'write'): ConnectorErrorCode {
  if (means === undefined || means === 'not_found') return 'rejected';
  if (means !== 'broken') return means;
  return effect === 'write' ? 'outcome_unknown' : 'unavailable';
}
