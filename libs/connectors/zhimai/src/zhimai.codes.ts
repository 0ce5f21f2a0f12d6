import type { ConnectorErrorCode } from '#connectors-core/connector-error.js';
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

/** First match wins. A V3 client was seen to try again on these words. */
const TABLE: readonly {
  readonly means: Meaning;
  readonly when: (failure: Failure, settings: CodeSettings) => boolean;
}[] = [
  // Before the status: a wrong key is a person's to mend, whichever way the vendor files it.
  { means: 'invalid_signature', when: ({ message }) => /验签|签名/.test(message) },
  // The page: status false = system error, whatever the code.
  { means: 'unavailable', when: ({ status }) => !status },
  {
    means: 'not_found',
    when: ({ code, message }, { notFoundCodes }) =>
      named(notFoundCodes, code) || message.includes(NOT_FOUND_WORDS),
  },
  {
    means: 'rate_limited',
    when: ({ code, message }, { retryableCodes }) =>
      named(retryableCodes, code) || /频|限流|繁忙/.test(message),
  },
  { means: 'undocumented', when: () => true },
];

/** What an answer that is no success means. */
export function meaningOf(failure: Failure, settings: CodeSettings): Meaning {
  return TABLE.find(({ when }) => when(failure, settings))?.means ?? 'undocumented';
}

/** The vendor's words for people and logs. @param hidden what it may repeat of the account's settings */
export const shownWords = ({ code, message }: Failure, hidden: readonly string[]): string =>
  showWords(`${code ?? ''} ${message}`, hidden);
