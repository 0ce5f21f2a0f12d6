import { HttpException } from '@nestjs/common';
import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import type { Problem } from '#admin-contract/problem.js';
import { type FieldFault, type RefusalReason, WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { DomainError } from '#domain/domain-error.js';
import { DatabaseBehindError } from '#database/byte-room.js';
import { isDatabaseAway } from '#database/database-away.js';
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
  409: 'Conflict',
  413: 'Body too large',
  414: 'Address too long',
  415: 'Unsupported media type',
  422: 'Fields to correct',
  429: 'Too many requests',
  500: 'Internal error',
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
  unavailable: 503,
};

interface Told {
  readonly status: number;
  /** The last part of the problem's type. */
  readonly kind: string;
  readonly detail?: string | undefined;
  readonly errors?: readonly FieldFault[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** The one place where an error becomes an HTTP status. @param instance names this occurrence in the log */
export function problemOf(error: unknown, instance: string): ProblemAnswer {
  const told = toldOf(error);
  if (told === undefined)
    return answer(
      { status: 500, kind: 'internal', detail: 'The log has more under the instance.' },
      instance,
    );
  return answer(told);
}

export const methodNotAllowed = (allowed: readonly string[]): ProblemAnswer =>
  answer({
    status: 405,
    kind: 'method-not-allowed',
    detail: `Here only ${allowed.join(', ')}.`,
    headers: { Allow: allowed.join(', ') },
  });

function answer({ status, kind, detail, errors = [], headers = {} }: Told, instance?: string): ProblemAnswer {
  const problem: Problem = {
    type: `urn:suanpan:problem:${kind.replaceAll('_', '-')}`,
    title: TITLES[status] ?? 'Refused',
    status,
    ...(detail === undefined ? {} : { detail }),
    ...(instance === undefined ? {} : { instance }),
    ...(errors.length === 0 ? {} : { errors: errors.map(({ field, message }) => ({ field, message })) }),
  };
  return { problem, headers, unexpected: instance !== undefined };
}

/** Undefined for what nobody foresaw: nothing of it may be told. */
function toldOf(error: unknown): Told | undefined {
  if (error instanceof WebhookRefusal) {
    return {
      status: REFUSAL_STATUS[error.reason],
      kind: error.reason,
      detail: error.message,
      errors: error.faults,
    };
  }
  if (error instanceof HttpProblem) return httpProblem(error);
  if (error instanceof NotFoundError)
    return { status: 404, kind: 'not-found', detail: sentence(error.message) };
  if (error instanceof ConflictError) return fieldProblem(409, 'conflict', error);
  if (error instanceof DomainError) return fieldProblem(422, 'invalid-fields', error);
  if (error instanceof InvalidFieldsError) {
    return { status: 422, kind: 'invalid-fields', detail: SOME_FIELDS, errors: error.faults };
  }
  if (error instanceof DatabaseBehindError) return TOO_MUCH;
  if (isDatabaseAway(error)) return DATABASE_AWAY;
  return frameworkProblem(error);
}

const SOME_FIELDS = 'Some fields cannot be taken as given.';

const DATABASE_AWAY: Told = {
  status: 503,
  kind: 'unavailable',
  detail:
    'The database cannot be reached, or cannot do it just now. What was sent may be stored or not; try again.',
  headers: { 'Retry-After': RETRY_AFTER_SECONDS },
};

const TOO_MUCH: Told = {
  ...DATABASE_AWAY,
  detail: 'Too much is being sent, or waits to be stored, just now. Nothing of this was stored; try again.',
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

function httpProblem({ kind, message, faults, retryAfterMs }: HttpProblem): Told {
  const status = HTTP_PROBLEM_STATUS[kind];
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="suanpan"';
  if (status === 503) headers['Retry-After'] = RETRY_AFTER_SECONDS;
  if (retryAfterMs !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfterMs / 1_000));
  return { status, kind, detail: message, errors: faults, headers };
}

const fieldProblem = (
  status: number,
  kind: string,
  { field, message }: ConflictError | DomainError,
): Told => ({
  status,
  kind,
  detail: sentence(message),
  errors: field === undefined ? [] : [{ field, message }],
});

/** What Nest and Fastify refuse by themselves: their own words only where these are meant for the client. */
function frameworkProblem(error: unknown): Told | undefined {
  const status = statusOf(error);
  if (status === undefined || status >= 500 || !(error instanceof Error)) return undefined;
  const kind = (TITLES[status] ?? 'refused').toLowerCase().replaceAll(' ', '-');
  return { status, kind, detail: sentence(error.message.replace(/\.$/, '')) };
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : undefined;
}
