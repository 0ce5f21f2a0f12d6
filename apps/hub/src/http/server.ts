import type { IncomingMessage, Server } from 'node:http';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { AccountDirectory } from '#accounts/accounts/account-directory.js';
import { IntakeService } from '#intake/intake.service.js';
import { AppModule, type HubParts } from '../app.module.js';
import { nestLog } from '../log/nest-log.js';
import { ActorGuard } from './actor.guard.js';
import { isConsolePage } from './console/console-page.js';
import { serveConsole } from './console/console.routes.js';
import { takeCsv } from './products/csv-body.js';
import { useStrictJson } from './json-body.js';
import { serveOpenApi } from './docs/openapi.js';
import { RefusedActs } from './audit/refused-acts.js';
import { WebhookRoutes } from './deliveries/webhook.routes.js';
import { serveDocs } from './docs/docs.routes.js';
import { LONGEST_PARAM } from './docs/route-list.js';
import { AddressFailures } from './edge/address-failures.js';
import { edgeOptions } from './edge/edge-options.js';
import { guardPages } from './edge/page-access.js';
import { LARGEST_BODY_BYTES } from './taken-body.js';
import { tagAnswers } from './etags.js';
import { writeEveryDigit } from './exact-json.js';

/** Nest on Fastify, ready to listen; the webhooks stand beside Nest in the same server. */
export async function createServer(parts: HubParts): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    ...edgeOptions(parts),
    bodyLimit: LARGEST_BODY_BYTES,
    routerOptions: { maxParamLength: LONGEST_PARAM },
    // No middleware is used, and each request would pass through what serves it.
    skipMiddie: true,
    ...(parts.env.roles.has('api') ? { rewriteUrl: toConsole } : {}),
  });
  const server = adapter.getInstance<FastifyInstance>();
  parts.routes.watch(server);
  // Who that is, is asked only once there is something to serve.
  guardPages(server, parts.env.edge.access, (request) => app.get(ActorGuard).known(request));
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
    new WebhookRoutes({
      directory: app.get(AccountDirectory),
      intake: app.get(IntakeService),
      failures: app.get(AddressFailures),
      metrics: parts.metrics,
      log: parts.log,
    }).addTo(server);
    app.get(RefusedActs).watch(server);
    serveOpenApi(app);
    serveDocs(server);
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
