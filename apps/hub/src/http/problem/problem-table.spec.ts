import { BadRequestException, HttpException, NotFoundException } from '@nestjs/common';
import { ConflictError, InvalidFieldsError, NotFoundError } from '#accounts/account-errors.js';
import { problem } from '#admin-contract/problem.js';
import { refusalText } from '#admin-contract/refusals/refusal-texts.js';
import { REFUSAL_REASONS, WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { DomainError } from '#domain/domain-error.js';
import { fault, refusal } from '#domain/refusal.js';
import { fieldsToCorrect, HttpProblem } from './http-problem.js';
import { methodNotAllowed, problemOf } from './problem-table.js';

const INSTANCE = 'urn:uuid:1';

/** An error as Fastify makes them. */
const fastifyError = (statusCode: number, message: string) =>
  Object.assign(new Error(message), { statusCode });

const FAULT = fault('config.openKey', 'is_required');

const TABLE: readonly (readonly [string, unknown, number, string])[] = [
  ['a key that is missing', new HttpProblem('unauthorized', refusal('send_valid_key')), 401, 'unauthorized'],
  [
    'an address without anything',
    new HttpProblem('not_found', refusal('address_is_empty')),
    404,
    'not-found',
  ],
  ['a body with faults', fieldsToCorrect([FAULT]), 422, 'invalid-fields'],
  ['what is not there', new NotFoundError('store', '1'), 404, 'not-found'],
  [
    'what contradicts',
    new ConflictError(refusal('store_code_taken', { code: 'A' }), 'code'),
    409,
    'conflict',
  ],
  ['what the domain refuses', new DomainError(refusal('to_not_after_from'), 'to'), 422, 'invalid-fields'],
  ['fields of an account', new InvalidFieldsError([FAULT]), 422, 'invalid-fields'],
  ['a body that grows too large', fastifyError(413, 'Request body is too large'), 413, 'body-too-large'],
  ['a body of another kind', fastifyError(415, 'Unsupported Media Type'), 415, 'unsupported-media-type'],
  ['a route that Nest does not have', new NotFoundException('Cannot GET /x'), 404, 'not-found'],
  ['what Nest refuses', new BadRequestException('bad'), 400, 'bad-request'],
  [
    'too many requests',
    new HttpException('ThrottlerException: Too Many Requests', 429),
    429,
    'too-many-requests',
  ],
  ['a database that is away', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'unavailable'],
];

const REFUSALS: Readonly<Record<(typeof REFUSAL_REASONS)[number], number>> = {
  unsigned: 401,
  bad_id: 400,
  bad_timestamp: 400,
  unsupported_encoding: 415,
  bad_signature: 401,
  stale: 401,
  too_large: 413,
  not_json: 400,
  too_deep: 400,
  duplicate_key: 400,
  forbidden_key: 400,
  invalid_document: 422,
  conflict: 409,
};

describe('the problem table', () => {
  it.each(TABLE)('knows %s', (_what, error, status, kind) => {
    const answer = problemOf(error, INSTANCE);
    expect(answer.problem).toMatchObject({ status, type: `urn:suanpan:problem:${kind}` });
    expect(problem.parse(answer.problem)).toEqual(answer.problem);
    expect(refusalText(answer.problem.code, answer.problem.params)).toBeDefined();
    expect(answer.unexpected).toBe(false);
    expect(answer.problem).not.toHaveProperty('instance');
  });

  it.each(REFUSAL_REASONS)('has a status for a delivery that is refused: %s', (reason) => {
    const { problem: told } = problemOf(
      new WebhookRefusal(reason, refusal('document_has_faults'), [FAULT]),
      INSTANCE,
    );
    expect(told).toMatchObject({
      status: REFUSALS[reason],
      detail: refusal('document_has_faults').message,
      errors: [FAULT],
    });
    expect(told.type).toBe(`urn:suanpan:problem:${reason.replaceAll('_', '-')}`);
  });

  it('names the fields to correct', () => {
    expect(problemOf(new InvalidFieldsError([FAULT]), INSTANCE).problem.errors).toEqual([FAULT]);
    expect(problemOf(new DomainError(refusal('to_not_after_from'), 'to'), INSTANCE).problem.errors).toEqual([
      fault('to', 'to_not_after_from'),
    ]);
    expect(problemOf(new DomainError(refusal('to_not_after_from')), INSTANCE).problem).not.toHaveProperty(
      'errors',
    );
  });

  it.each([
    new Error('password=hunter2'),
    new HttpException('password=hunter2', 500),
    fastifyError(500, 'password=hunter2'),
    Object.assign(new Error('password=hunter2'), { code: '42P01' }),
    'password=hunter2',
    undefined,
  ])('tells nothing of what nobody foresaw but where to look', (error) => {
    const answer = problemOf(error, INSTANCE);
    expect(answer.unexpected).toBe(true);
    expect(answer.problem).toMatchObject({ status: 500, instance: INSTANCE });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
  });

  it('says how to come back: with a key, later, by another method', () => {
    expect(
      problemOf(new HttpProblem('unauthorized', refusal('send_valid_key')), INSTANCE).headers,
    ).toHaveProperty('WWW-Authenticate');
    expect(
      problemOf(new HttpProblem('unavailable', refusal('too_many_listeners')), INSTANCE).headers,
    ).toHaveProperty('Retry-After');
    expect(methodNotAllowed(['GET', 'POST'])).toMatchObject({
      problem: { status: 405 },
      headers: { Allow: 'GET, POST' },
    });
  });
});
