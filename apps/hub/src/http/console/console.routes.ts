import fs from 'node:fs';
import path from 'node:path';
import staticFiles from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { projectRoot } from '../../versions/project-root.js';
import { PAGE_HEADERS } from '../edge/safe-headers.js';

/** Of the build. */
const FOLDER = path.join(projectRoot(import.meta.dirname), 'dist', 'apps', 'console');

/** Names hold a hash of what is in them, so they never change. */
const FOR_EVER = 'public, max-age=31536000, immutable';

const NOT_BUILT = `<!doctype html>
<html lang="zh-CN">
  <meta charset="utf-8">
  <title>Suanpan</title>
  <h1>算盘 Suanpan</h1>
  <p lang="zh-CN">中枢在运行，但没有控制台：请运行 <code>npm run build</code>，然后重启。</p>
  <p lang="en">The hub runs, and there is no console: run <code>npm run build</code> and start it again.</p>
</html>
`;

/** Serves the console's files at their names and its page at `/`; for which paths that is, {@link isConsolePage} says. */
export function serveConsole(server: FastifyInstance, folder = FOLDER): void {
  if (!fs.existsSync(path.join(folder, 'index.html'))) {
    server.get('/', (_request, reply) =>
      reply
        .headers({ ...PAGE_HEADERS, 'cache-control': 'no-store' })
        .type('text/html; charset=utf-8')
        .send(NOT_BUILT),
    );
    return;
  }
  server.register(staticFiles, {
    root: folder,
    // One route a file: nothing that is not there hides what the hub says of it.
    wildcard: false,
    globIgnore: ['**/*.gz'],
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => {
      for (const [name, value] of Object.entries(PAGE_HEADERS)) void reply.header(name, value);
      void reply.header(
        'cache-control',
        file.includes(`${path.sep}assets${path.sep}`) ? FOR_EVER : 'no-store',
      );
    },
  });
}
