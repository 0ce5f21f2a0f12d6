import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const API = '/api/v1/';
const JSON_TYPE = /^application\/json\b/;

/**
 * Every JSON answer of the admin REST to a GET carries a tag of its bytes, and whoever has them already gets 304 and no
 * body. What is streamed has no bytes yet when its headers are written, and what says `no-store` is nobody's to keep.
 */
export function tagAnswers(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    const isText = typeof payload === 'string' && isTagged(request, reply);
    done(null, isText && isKnownAs(tagged(reply, payload), request) ? unchanged(reply) : payload);
  });
}

function tagged(reply: FastifyReply, body: string): string {
  const tag = tagOf(body);
  void reply.header('etag', tag).header('cache-control', 'private, no-cache');
  return tag;
}

function unchanged(reply: FastifyReply): string {
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

const isTagged = ({ method, url }: FastifyRequest, reply: FastifyReply): boolean =>
  method === 'GET' &&
  reply.statusCode === 200 &&
  url.startsWith(API) &&
  JSON_TYPE.test(String(reply.getHeader('content-type') ?? '')) &&
  reply.getHeader('cache-control') !== 'no-store';

/** Weak: what compresses answers on their way changes their bytes, and not what they say. */
const tagOf = (body: string): string =>
  `W/"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;

/** RFC 9110: the weak comparison, and `*` for whatever there is. */
const isKnownAs = (tag: string, { headers }: FastifyRequest): boolean =>
  (headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .some((one) => one === '*' || one.replace(/^W\//, '') === tag.replace(/^W\//, ''));
