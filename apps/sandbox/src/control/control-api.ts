import type { FastifyInstance } from 'fastify';
import { readJson, writeJson } from '../exact-json.js';
import { ControlFault } from '../input.js';
import type { SandboxParts } from '../sandbox-parts.js';
import { clockControl } from './clock.control.js';
import { distortionsControl } from './distortions.control.js';
import { playControl } from './play.control.js';
import { stateControl } from './state.control.js';

const BODY_LIMIT = 8 * 1_048_576;

/** JSON both ways, digit-exact: an id of 64 bits may come and go as a number. */
function speakExactJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, text, done) => {
      try {
        done(null, text === '' ? {} : readJson(String(text)));
      } catch {
        done(new ControlFault('', 'the body is not JSON'));
      }
    },
  );
  scope.setReplySerializer((payload) => writeJson(payload));
}

function answerFaults(scope: FastifyInstance): void {
  scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const field = error instanceof ControlFault && error.field !== '' ? { field: error.field } : {};
    return reply.code(error.statusCode ?? 500).send({ error: error.message, ...field });
  });
}

/**
 * The control API. It has no login: the sandbox listens on loopback, and JSON being the only body that
 * it takes keeps a web page in somebody's browser from driving it.
 */
export function controlApi(scope: FastifyInstance, parts: SandboxParts): void {
  speakExactJson(scope);
  answerFaults(scope);
  for (const vendor of parts.vendors) vendor.control(scope);
  playControl(scope, parts);
  const storefronts = parts.vendors.flatMap((vendor) => vendor.storefronts ?? []);
  distortionsControl(scope, { ...parts, storefronts });
  clockControl(scope, parts.clock);
  stateControl(scope, parts);
}
