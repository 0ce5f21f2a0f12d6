import { createRequire } from 'node:module';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { PAGE_HEADERS } from '../edge/safe-headers.js';

/** Swagger UI, of the version that Nest's package for the document wants. */
const FOLDER = path.dirname(
  createRequire(createRequire(import.meta.url).resolve('@nestjs/swagger')).resolve(
    'swagger-ui-dist/package.json',
  ),
);
const FILES = new Set(['/swagger-ui.css', '/swagger-ui-bundle.js', '/favicon-32x32.png']);

const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Suanpan</title>
    <link rel="icon" type="image/png" href="/docs/favicon-32x32.png">
    <link rel="stylesheet" href="/docs/swagger-ui.css">
  </head>
  <body>
    <div id="docs"></div>
    <script src="/docs/swagger-ui-bundle.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`;

/** Without a validator: it would be asked over the network. Nothing in the page's address chooses another document. */
const START = `SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  validatorUrl: null,
  queryConfigEnabled: false,
});
`;

/** Serves the documentation's page at `/docs`: nothing stands in it that its policy would keep out. */
export function serveDocs(server: FastifyInstance): void {
  for (const address of ['/docs', '/docs/'])
    server.get(address, (_request, reply) =>
      reply.headers(OF_PAGE).type('text/html; charset=utf-8').send(PAGE),
    );
  server.get('/docs/start.js', (_request, reply) =>
    reply.header('cache-control', KEPT).type('text/javascript; charset=utf-8').send(START),
  );
  server.register(staticFiles, {
    root: FOLDER,
    prefix: '/docs/',
    decorateReply: false,
    index: false,
    allowedPath: (file) => FILES.has(file),
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', KEPT),
  });
}

const OF_PAGE = { ...PAGE_HEADERS, 'cache-control': 'no-store' };
/** For the browser alone: who may see it is asked each time. */
const KEPT = 'private, no-cache';
