import Fastify, { type FastifyInstance } from 'fastify';
import { controlApi } from './control/control-api.js';
import { buildParts, haltAll, loadState, resumeAll, type SandboxParts } from './sandbox-parts.js';
import type { CallDesk } from './vendor-call.js';

export interface SandboxOptions {
  readonly host?: string;
  /** 0 = any free one. */
  readonly port?: number;
  /** The journal's file; null = everything is forgotten at the end. */
  readonly statePath?: string | null;
  /** Epoch ms. */
  readonly now?: () => number;
}

export interface Sandbox {
  /** Origin only, e.g. `http://127.0.0.1:43210`. */
  readonly url: string;
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

const VENDOR_BODY_LIMIT = 1_048_576;

/** Vendors read bytes: each decides itself what a body is. */
function readRawBodies(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    '*',
    { parseAs: 'buffer', bodyLimit: VENDOR_BODY_LIMIT },
    (_request, body, done) => {
      done(null, body);
    },
  );
}

function buildApp(parts: SandboxParts, closing: AbortSignal): FastifyInstance {
  const { base, vendors } = parts;
  const callDesk: CallDesk = { faults: base.faults, calls: base.calls, closing, now: base.now };
  const app = Fastify({ forceCloseConnections: true });
  app.get('/health', () => ({ status: 'ok' }));
  void app.register((scope, _options, done) => {
    readRawBodies(scope);
    for (const { api } of vendors) api?.routes(scope, callDesk);
    done();
  });
  void app.register(
    (scope, _options, done) => {
      controlApi(scope, parts);
      done();
    },
    { prefix: '/control' },
  );
  return app;
}

/** Starts a sandbox: loads its journal, listens, and goes on with what an earlier run left to be sent. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host = '127.0.0.1', port = 0, statePath = null, now = Date.now } = options;
  const parts = buildParts(statePath, now);
  const closing = new AbortController();
  const app = buildApp(parts, closing.signal);
  await loadState(parts);
  const url = await app.listen({ host, port });
  resumeAll(parts);
  return {
    url,
    app,
    close: async () => {
      haltAll(parts);
      closing.abort();
      await app.close();
      await parts.base.poster.close();
      parts.base.journal.close();
    },
  };
}
