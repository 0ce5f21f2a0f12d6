import { coded, readCoded } from '#admin-contract/refusals/coded.js';
import { type RefusalCode, refusalText, type WithParams } from '#admin-contract/refusals/refusal-texts.js';
import { type Refusal, refusal } from './refusal.js';

/** What a shape found wrong: zod's, of which little is said by the standard that it follows. */
export interface Issue {
  readonly message: string;
  readonly code?: string | undefined;
  readonly expected?: string;
  readonly values?: readonly unknown[];
  /** Of what is too small or too big: what it is. */
  readonly origin?: string;
  readonly minimum?: number | bigint;
  readonly maximum?: number | bigint;
  readonly inclusive?: boolean;
}

/** A shape's own reason to refuse, as the one text that it takes; {@link issueRefusal} reads it back. */
export const asIssue = <Code extends RefusalCode>(code: Code, ...params: WithParams<Code>): string =>
  coded(code, ...params);

/** What a shape found wrong with one field; nothing that was sent is in it. */
export function issueRefusal(issue: Issue): Refusal {
  const said = readCoded(issue.message);
  if (said !== undefined) return { ...said, message: refusalText(said.code, said.params)?.en ?? said.code };
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue);
    case 'invalid_value':
      return ofWords((issue.values ?? []).map(String).filter((word) => word !== ''));
    case 'too_small':
      return issue.minimum === undefined ? refusal('cannot_be_taken') : tooSmall(issue, issue.minimum);
    case 'too_big':
      return issue.maximum === undefined ? refusal('cannot_be_taken') : tooBig(issue, issue.maximum);
    case 'invalid_format':
      return refusal('has_not_the_form');
    default:
      return refusal('cannot_be_taken');
  }
}

/** What came instead is in the message alone. */
function ofType({ message, expected = '' }: Issue): Refusal {
  const received = / received (.*)$/.exec(message)?.[1] ?? '';
  return received === 'undefined'
    ? refusal('is_required')
    : refusal('must_be_of_type', { type: expected, received });
}

const ofWords = (words: readonly string[]): Refusal =>
  words.length === 1
    ? refusal('must_be_exactly', { word: words[0] ?? '' })
    : refusal('must_be_one_of', { words: words.join(', ') });

function tooSmall({ origin = '', inclusive = true }: Issue, minimum: number | bigint): Refusal {
  const least = numberOf(minimum);
  if (least === 1 && (origin === 'string' || origin === 'array')) return refusal('must_not_be_empty');
  if (origin === 'string') return refusal('must_have_at_least_characters', { least });
  if (origin === 'array') return refusal('must_have_at_least_items', { least });
  return inclusive ? refusal('must_be_at_least', { least }) : refusal('must_be_more_than', { limit: least });
}

function tooBig({ origin = '', inclusive = true }: Issue, maximum: number | bigint): Refusal {
  const most = numberOf(maximum);
  if (origin === 'string') return refusal('must_have_at_most_characters', { most });
  if (origin === 'array') return refusal('must_have_at_most_items', { most });
  return inclusive ? refusal('must_be_at_most', { most }) : refusal('must_be_less_than', { limit: most });
}

/** JSON has no bigint. */
const numberOf = (limit: number | bigint): number | string =>
  typeof limit === 'number' ? limit : String(limit);
