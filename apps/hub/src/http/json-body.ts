import type { FastifyInstance } from 'fastify';
import { guardJson } from '#connectors-core/json-guard.js';
import { asError } from '#domain/thrown.js';

/**
 * Takes JSON and nothing else, by a strict parser in the place of Fastify's own: nothing twice in one
 * object, nothing deep, nothing that is dangerous to merge, and a fault names its place.
 */
export function useStrictJson(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      if (body.length > 0) guardJson(body);
      done(null, body.length > 0 ? JSON.parse(body.toString('utf8')) : undefined);
    } catch (error) {
      done(asError(error));
    }
  });
}
