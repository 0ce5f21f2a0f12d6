import type { z } from 'zod';
import { issueRefusal } from '#domain/issue-refusal.js';
import { fault, refusal } from '#domain/refusal.js';
import { ConnectorError } from './connector-error.js';
import { JsonFault } from './json-fault.js';
import { parseLossless } from './lossless-json.js';
import { isEmpty, shownAnswer } from './shown-answer.js';
import type { HttpAnswer } from './transport.js';
import type { FieldFault } from './webhook-refusal.js';
import { WebhookRefusal } from './webhook-refusal.js';

const SHOWN_FAULTS = 5;
const MISSING = 'is missing';

function readBy<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { data: z.output<S> } | { issues: z.core.$ZodIssue[] } {
  const result = schema.safeParse(value, { reportInput: true });
  return result.success ? { data: result.data } : { issues: result.error.issues };
}

const pathOf = ({ path }: z.core.$ZodIssue): string => path.map(String).join('.');

/** What is wrong with a field of a document that somebody sent, by its code; never its value. @param issue of a look that reports what it was given */
export function issueFault(issue: z.core.$ZodIssue): FieldFault {
  const isMissing = issue.code === 'custom' ? issue.message === MISSING : issue.input === undefined;
  if (isMissing) return fault(pathOf(issue), 'is_missing');
  const said = issueRefusal(issue);
  const isUnsaid = issue.code === 'custom' && said.code === 'cannot_be_taken';
  if (isUnsaid) return fault(pathOf(issue), 'is_wrong_in_document', { why: issue.message });
  return { field: pathOf(issue), ...said };
}

/** What is wrong with a field, in words that follow its name; never its value. */
export function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.input === undefined) return MISSING;
  return issue.code === 'invalid_type' ? `is not of type ${issue.expected}` : `does not fit (${issue.code})`;
}

const inWords = (issues: readonly z.core.$ZodIssue[]): string =>
  issues
    .slice(0, SHOWN_FAULTS)
    .map((issue) => `${pathOf(issue) || 'it'} ${messageOf(issue)}`)
    .join('; ');

/**
 * A vendor's JSON answer, losslessly.
 * @throws ConnectorError `invalid_response` when the body is no JSON; says what it looks like instead
 */
export function readJson(answer: HttpAnswer): unknown {
  try {
    return parseLossless(answer.body);
  } catch (error) {
    if (!(error instanceof JsonFault) && !(error instanceof SyntaxError)) throw error;
    throw notJson(answer, error instanceof JsonFault ? error.message : 'a key is given twice');
  }
}

/** @param fault what is wrong and where, without a value. */
export const notJson = (
  answer: Pick<HttpAnswer, 'headers' | 'body' | 'secrets'>,
  fault: string,
): ConnectorError =>
  new ConnectorError(
    'invalid_response',
    isEmpty(answer.body)
      ? 'the answer is empty'
      : `answered ${shownAnswer(answer)}, which is not JSON as it is taken: ${fault}`,
  );

/**
 * A value of the vendor's shape. Further fields are tolerated as the schema says (zod objects drop them).
 * @throws ConnectorError `invalid_response` naming the fields that are missing or do not fit
 */
export function readShape<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = readBy(schema, value);
  if ('data' in read) return read.data;
  throw new ConnectorError('invalid_response', `the answer has not the known shape: ${inWords(read.issues)}`);
}

/**
 * The document inside a delivery.
 * @throws WebhookRefusal `invalid_document` with every fault by field
 */
export function readDocument<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = readBy(schema, value);
  if ('data' in read) return read.data;
  throw new WebhookRefusal('invalid_document', refusal('document_has_faults'), read.issues.map(issueFault));
}
