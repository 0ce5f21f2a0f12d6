import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { IntakeService } from '#intake/intake.service.js';
import { AppModule, type HubParts } from '../app.module.js';
import { nestLog } from '../log/nest-log.js';
import { isConsolePage } from './console/console-page.js';
import { serveConsole } from './console/console.routes.js';
import { takeCsv } from './products/csv-body.js';
import { useStrictJson } from './json-body.js';
import { serveOpenApi } from './docs/openapi.js';
import { problemOf } from './problem/problem-table.js';
import { sendProblem } from './problem/problem.filter.js';
import { LARGEST_BODY_BYTES, WebhookRoutes } from './deliveries/webhook.routes.js';
import { tagAnswers } from './etags.js';
import { writeEveryDigit } from './exact-json.js';

/** A sender that takes longer than this to say what it wants is cut off. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Node would look only twice a minute who takes longer. */
const LOOK_AT_TIMEOUTS_EVERY_MS = 5_000;

/** Nest on Fastify, ready to listen; the webhooks stand beside Nest in the same server. */
export async function createServer(parts: HubParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: LARGEST_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { connectionsCheckingInterval: LOOK_AT_TIMEOUTS_EVERY_MS },
    trustProxy: parts.env.trustedProxies.length > 0 && [...parts.env.trustedProxies],
    routerOptions: { maxParamLength: 200 },
    // No middleware is used, and each request would pass through what serves it.
    skipMiddie: true,
    ...(parts.env.roles.has('api') ? { rewriteUrl: toConsole } : {}),
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, problemOf(error, `urn:uuid:${randomUUID()}`)),
  });
  const server = adapter.getInstance<FastifyInstance>();
  parts.routes.watch(server);
  useStrictJson(server);
  takeCsv(server);
  writeEveryDigit(server);
  tagAnswers(server);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(parts), adapter, {
    bodyParser: false,
    abortOnError: false,
    logger: nestLog(parts.log),
  });
  if (parts.env.roles.has('api')) {
    new WebhookRoutes(app.get(AccountDirectory), app.get(IntakeService), parts.metrics, parts.log).addTo(
      server,
    );
    serveOpenApi(app);
    serveConsole(server);
  }
  return app;
}

/** Every page of the console is the one that it is made of. */
const toConsole = (request: IncomingMessage): string => (isConsolePage(request) ? '/' : (request.url ?? '/'));

const LOOK_EVERY_MS = 50;

/**
 * Takes no new request, waits for those under way, and ends. A sender's connection that was busy at first
 * and then stays open for its next request would be waited for a minute: it is closed once it is idle.
 */
export async function closeServer(app: NestFastifyApplication): Promise<void> {
  const server: Server = app.getHttpServer();
  const looking = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  try {
    await app.close();
  } finally {
    clearInterval(looking);
  }
}
