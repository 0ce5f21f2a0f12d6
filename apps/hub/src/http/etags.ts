import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const API = '/api/v1/';
const JSON_TYPE = /^application\/json\b/;

/**
 * What browsers may keep, and ask each time whether it still holds. Of everything else something may be a person's, or a
 * secret: no browser keeps that, and who keeps it himself may still ask by its tag.
 */
const KEPT = new Set(
  'backfills connectors counts coverage overview reconciliation sales stores submissions windows'.split(' '),
);

/**
 * Every JSON answer of the admin REST to a GET carries a tag of its bytes, and whoever has them already gets 304 and no
 * body; unless a route says `no-store` itself. What is streamed has no bytes yet when its headers are written.
 */
export function tagAnswers(server: FastifyInstance): void {
  server.addHook('onSend', (request, reply, payload, done) => {
    if (!request.url.startsWith(API)) {
      done(null, payload);
      return;
    }
    const isTagged = typeof payload === 'string' && mayBeTagged(request, reply);
    if (reply.getHeader('cache-control') === undefined)
      void reply.header('cache-control', isTagged && isKept(request) ? 'private, no-cache' : 'no-store');
    done(null, isTagged && isKnownAs(tagged(reply, payload), request) ? unchanged(reply) : payload);
  });
}

const versions = new WeakMap<FastifyReply, string>();

/** Of what an answer shows: what `If-Match` is compared with when it is changed. */
export const noteVersion = (reply: FastifyReply, version: string): void => void versions.set(reply, version);

/**
 * The versions that a change was made upon, of an `If-Match`: tags as they were given, of which the part after the dot
 * counts, or versions by themselves in quotes. Undefined: none is asked for, or any will do.
 */
export function seenVersions(ifMatch: string | undefined): ReadonlySet<string> | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const tags = ifMatch
    .split(',')
    .map((tag) => /^(?:W\/)?"(?:[\w-]{22}(?:\.|(?=")))?([^"]*)"$/.exec(tag.trim())?.[1]);
  return new Set(tags.map((tag) => tag ?? ''));
}

function tagged(reply: FastifyReply, body: string): string {
  const tag = tagOf(body, versions.get(reply));
  void reply.header('etag', tag);
  return tag;
}

function unchanged(reply: FastifyReply): string {
  void reply.code(304).removeHeader('content-type').removeHeader('content-length');
  return '';
}

const mayBeTagged = ({ method }: FastifyRequest, reply: FastifyReply): boolean =>
  method === 'GET' &&
  reply.statusCode === 200 &&
  JSON_TYPE.test(String(reply.getHeader('content-type') ?? '')) &&
  reply.getHeader('cache-control') !== 'no-store';

const isKept = ({ url }: FastifyRequest): boolean =>
  KEPT.has(/^[\w-]+/.exec(url.slice(API.length))?.[0] ?? '');

/**
 * Weak: what compresses answers on their way changes their bytes, and not what they say. Of what people change it names
 * the version too: two answers of one version may differ in what the hub counts beside.
 */
const tagOf = (body: string, version: string | undefined): string => {
  const digest = createHash('sha256').update(body).digest('base64url').slice(0, 22);
  return `W/"${digest}${version === undefined ? '' : `.${version}`}"`;
};

/** RFC 9110: the weak comparison, and `*` for whatever there is. */
const isKnownAs = (tag: string, { headers }: FastifyRequest): boolean =>
  (headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim())
    .some((one) => one === '*' || one.replace(/^W\//, '') === tag.replace(/^W\//, ''));
