import { once } from 'node:events';
import http from 'node:http';

/**
 * What specs may need beside themselves: a database and the compiled programs. Each is made when it is first
 * asked for, because most specs need neither, and whoever runs one of them should not wait. Test processes ask by HTTP
 * (test/support/needs.ts).
 *
 * @typedef {object} Needs
 * @property {string} url
 * @property {() => Promise<void>} makeAll for a run that is going to ask
 * @property {() => Promise<void>} close ends what was made
 */

/** @returns {Promise<Needs>} */
export async function openNeeds() {
  const database = onFirstCall(startDatabase);
  const programs = onFirstCall(compilePrograms);
  const server = http.createServer((request, response) => {
    const make = { '/database': database.get, '/programs': programs.get }[request.url];
    void answer(make ?? notKnown, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async makeAll() {
      await programs.get();
      await database.get();
    },
    async close() {
      server.close();
      server.closeAllConnections();
      const made = await database.made()?.catch(() => undefined);
      await made?.stop();
    },
  };
}

/** Imported only here: what it stands on takes half a second to load. */
async function startDatabase() {
  const { startTemplateDatabase } = await import('./template-database.mjs');
  return startTemplateDatabase();
}

async function compilePrograms() {
  const { ensureBuilt } = await import('../build.mjs');
  ensureBuilt();
  return {};
}

async function notKnown() {
  throw new Error('there is nothing of that name to be had');
}

/** One failure is everyone's: a second try would fail likewise, and take as long. */
function onFirstCall(make) {
  let promise;
  return { get: () => (promise ??= make()), made: () => promise };
}

async function answer(make, response) {
  response.setHeader('connection', 'close');
  try {
    response.end(JSON.stringify(await make()));
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
}
