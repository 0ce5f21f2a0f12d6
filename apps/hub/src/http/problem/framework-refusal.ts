import { HttpException } from '@nestjs/common';
import { type Refusal, refusal } from '#domain/refusal.js';
import { LONGEST_PARAM } from '../docs/route-list.js';
import type { TakenBody } from '../taken-body.js';

/** Of a status whatever the error was; what was sent is not repeated, it may be a secret in a wrong place. */
const BY_STATUS: Readonly<Record<number, (taken: TakenBody) => Refusal>> = {
  404: () => refusal('address_is_empty'),
  413: ({ mostBytes: most }) => refusal('body_too_large', { most }),
  414: () => refusal('address_too_long', { most: LONGEST_PARAM }),
  415: ({ type }) => refusal('media_type_unsupported', { mediaType: type }),
};

/** By Fastify's own code. */
const BY_CODE: Readonly<Record<string, () => Refusal>> = {
  FST_ERR_BAD_URL: () => refusal('address_malformed'),
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => refusal('body_of_another_length'),
  ECONNRESET: () => refusal('body_broken_off'),
};

/** What Nest and Fastify refuse by themselves; undefined where their words are not meant for the client. */
export function frameworkRefusal(
  error: unknown,
  taken: TakenBody,
): { status: number; said: Refusal } | undefined {
  const status = statusOf(error);
  if (status === undefined || status >= 500 || !(error instanceof Error)) return undefined;
  const said = BY_CODE[codeOf(error)]?.() ?? BY_STATUS[status]?.(taken);
  return { status, said: said ?? refusal(otherwise(status), { why: error.message }) };
}

const otherwise = (status: number) =>
  status === 400 ? 'bad_request' : status === 429 ? 'too_many_requests' : 'request_refused';

const codeOf = (error: Error): string =>
  'code' in error && typeof error.code === 'string' ? error.code : '';

function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return typeof status === 'number' && status >= 400 ? status : undefined;
}
