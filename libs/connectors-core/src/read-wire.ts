import type { z } from 'zod';
import { ConnectorError } from './connector-error.js';
import { JsonFault } from './json-fault.js';
import { parseLossless } from './lossless-json.js';
import { isEmpty, shownAnswer } from './shown-answer.js';
import type { HttpAnswer } from './transport.js';
import type { FieldFault } from './webhook-refusal.js';
import { WebhookRefusal } from './webhook-refusal.js';

const SHOWN_FAULTS = 5;

/** What a schema found wrong, by field; names and expectations only, never the values. */
function faultsOf<S extends z.ZodType>(
  schema: S,
  value: unknown,
): { data: z.output<S> } | { faults: FieldFault[] } {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return { data: result.data };
  const faults = result.error.issues.map((issue) => ({
    field: issue.path.map(String).join('.'),
    message: messageOf(issue),
  }));
  return { faults };
}

/** What is wrong with a field, in words that follow its name; never its value. */
export function messageOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'custom') return issue.message;
  if (issue.input === undefined) return 'is missing';
  return issue.code === 'invalid_type' ? `is not of type ${issue.expected}` : `does not fit (${issue.code})`;
}

const inWords = (faults: readonly FieldFault[]): string =>
  faults
    .slice(0, SHOWN_FAULTS)
    .map(({ field, message }) => `${field || 'it'} ${message}`)
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
  const read = faultsOf(schema, value);
  if ('data' in read) return read.data;
  throw new ConnectorError('invalid_response', `the answer has not the known shape: ${inWords(read.faults)}`);
}

/**
 * The document inside a delivery.
 * @throws WebhookRefusal `invalid_document` with every fault by field
 */
export function readDocument<S extends z.ZodType>(schema: S, value: unknown): z.output<S> {
  const read = faultsOf(schema, value);
  if ('data' in read) return read.data;
  const message = `the document has not the expected form: ${inWords(read.faults)}`;
  throw new WebhookRefusal('invalid_document', message, read.faults);
}
