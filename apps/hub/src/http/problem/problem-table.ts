import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { StaleVersionError } from '#audit/acts/stale-version-error.js';
import type { Problem } from '#admin-contract/problem.js';
import { type FieldFault, type RefusalReason, WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { DomainError } from '#domain/domain-error.js';
import { type Refusal, refusal } from '#domain/refusal.js';
import { DatabaseBehindError } from '#database/byte-room.js';
import { isDatabaseAway } from '#database/database-away.js';
import { JSON_TAKEN, type TakenBody } from '../taken-body.js';
import { frameworkRefusal } from './framework-refusal.js';
import { HttpProblem, type HttpProblemKind } from './http-problem.js';

export interface ProblemAnswer {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
  /** A fault of ours: it is to be logged whole, under `problem.instance`. */
  readonly unexpected: boolean;
}

/** While the database is away: soon enough for a sender, seldom enough for us. */
const RETRY_AFTER_SECONDS = '5';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad request',
  401: 'Not authenticated',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Request too slow',
  409: 'Conflict',
  412: 'Changed meanwhile',
  413: 'Body too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  417: 'Expectation not met',
  422: 'Fields to correct',
  429: 'Too many requests',
  431: 'Headers too large',
  500: 'Internal error',
  501: 'Not implemented',
  503: 'Unavailable',
};

/** The status of every reason for which a delivery is not taken. */
export const REFUSAL_STATUS: Readonly<Record<RefusalReason, number>> = {
  unsigned: 401,
  bad_id: 400,
  bad_timestamp: 400,
  bad_signature: 401,
  stale: 401,
  unsupported_encoding: 415,
  too_large: 413,
  not_json: 400,
  too_deep: 400,
  duplicate_key: 400,
  forbidden_key: 400,
  invalid_document: 422,
  conflict: 409,
};

const HTTP_PROBLEM_STATUS: Readonly<Record<HttpProblemKind, number>> = {
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  invalid_fields: 422,
  malformed_body: 400,
  too_many_tries: 429,
  too_many_failures: 429,
  malformed_request: 400,
  too_slow: 408,
  headers_too_large: 431,
  expectation_unknown: 417,
  no_tunnel: 501,
  unavailable: 503,
};

interface Told {
  readonly status: number;
  /** The last part of the problem's type. */
  readonly kind: string;
  readonly detail: string;
  readonly said: Refusal;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
}

const sentence = (text: string): string =>
  `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith('.') ? '' : '.'}`;

/** A problem says it as a sentence, to programs by its code. */
const saying = (said: Refusal) => ({ detail: sentence(said.message), said });

/**
 * The one place where an error becomes an HTTP status.
 * @param instance names this occurrence in the log
 * @param taken what body is taken where it was asked
 */
export function problemOf(error: unknown, instance: string, taken = JSON_TAKEN): ProblemAnswer {
  const told = toldOf(error, taken);
  if (told === undefined)
    return answer({ status: 500, kind: 'internal', ...saying(refusal('internal_fault')) }, instance);
  return answer(told);
}

export const methodNotAllowed = (allowed: readonly string[]): ProblemAnswer =>
  answer({
    status: 405,
    kind: 'method-not-allowed',
    ...saying(refusal('method_not_allowed', { methods: allowed.join(', ') })),
    headers: { Allow: allowed.join(', ') },
  });

function answer(told: Told, instance?: string): ProblemAnswer {
  const { status, kind, detail, said, errors = [], headers = {} } = told;
  const problem: Problem = {
    type: `urn:suanpan:problem:${kind.replaceAll('_', '-')}`,
    title: TITLES[status] ?? 'Refused',
    status,
    detail,
    ...(instance === undefined ? {} : { instance }),
    code: said.code,
    params: said.params,
    ...(errors.length === 0 ? {} : { errors: errors.map(faultOf) }),
  };
  return { problem, headers, unexpected: instance !== undefined };
}

const faultOf = ({ field, message, code, params }: FieldFault) => ({ field, message, code, params });

/** Undefined for what nobody foresaw: nothing of it may be told. */
function toldOf(error: unknown, taken: TakenBody): Told | undefined {
  if (error instanceof WebhookRefusal) {
    return {
      status: REFUSAL_STATUS[error.reason],
      kind: error.reason,
      detail: error.message,
      said: error.said,
      errors: error.faults,
    };
  }
  if (error instanceof HttpProblem) return httpProblem(error);
  if (error instanceof NotFoundError) return { status: 404, kind: 'not-found', ...saying(error.said) };
  if (error instanceof StaleVersionError)
    return { status: 412, kind: 'stale-version', ...saying(error.said) };
  if (error instanceof ConflictError) return fieldProblem(409, 'conflict', error);
  if (error instanceof DomainError) return fieldProblem(422, 'invalid-fields', error);
  if (error instanceof InvalidFieldsError) {
    return { status: 422, kind: 'invalid-fields', ...saying(SOME_FIELDS), errors: error.faults };
  }
  if (error instanceof DatabaseBehindError) return TOO_MUCH;
  if (isDatabaseAway(error)) return DATABASE_AWAY;
  return frameworkProblem(error, taken);
}

const SOME_FIELDS = refusal('fields_to_correct');

const DATABASE_AWAY: Told = {
  status: 503,
  kind: 'unavailable',
  ...saying(refusal('database_away')),
  headers: { 'Retry-After': RETRY_AFTER_SECONDS },
};

const TOO_MUCH: Told = {
  ...DATABASE_AWAY,
  ...saying(refusal('too_much_waits')),
};

function httpProblem({ kind, said, faults, retryAfterMs }: HttpProblem): Told {
  const status = HTTP_PROBLEM_STATUS[kind];
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="suanpan"';
  if (status === 503) headers['Retry-After'] = RETRY_AFTER_SECONDS;
  if (retryAfterMs !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfterMs / 1_000));
  return { status, kind, ...saying(said), errors: faults, headers };
}

const fieldProblem = (
  status: number,
  kind: string,
  { field, message, said }: ConflictError | DomainError,
): Told => ({
  status,
  kind,
  detail: sentence(message),
  said,
  errors: field === undefined ? [] : [{ field, message, code: said.code, params: said.params }],
});

/** What Nest and Fastify refuse by themselves. */
function frameworkProblem(error: unknown, taken: TakenBody): Told | undefined {
  const refused = frameworkRefusal(error, taken);
  if (refused === undefined) return undefined;
  const { status, said } = refused;
  const kind = (TITLES[status] ?? 'refused').toLowerCase().replaceAll(' ', '-');
  return { status, kind, ...saying(said) };
}
