// `npm run users:admin -- --name=<name> [--url=<where people reach the hub>]`: for whoever has the host, when nobody can sign in
// any more. Makes the user of that name one who administers, straight in the database, and prints a link by which a
// password is set once. What is there already is taken as it is: no package is installed, nothing is built.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { connectionUrl, readLogin } from './embedded-postgres/login.mjs';
import { inProject } from './project.mjs';
import { hubUrlOf, readEnvironment } from './start/environment.mjs';

const USAGE = 'Say whom: npm run users:admin -- --name=<name> [--url=<where people reach the hub>]';

function readArguments() {
  const options = { name: { type: 'string' }, url: { type: 'string' } };
  const { values } = parseArgs({ options });
  if (!values.name) throw new Error(USAGE);
  return values;
}

/** DATABASE_URL, else the embedded database of the data directory, which runs while Suanpan does. */
function databaseUrlOf({ databaseUrl, dataDir }) {
  if (databaseUrl !== undefined) return databaseUrl;
  const login = readLogin(dataDir);
  if (login.port === undefined)
    throw new Error(`There is no database in ${dataDir} yet: run npm start once.`);
  return connectionUrl(login);
}

/** As the hub writes its own lines; beside them where its log is a file of the data directory. */
function tell(dataDir, { userId, wasThere }) {
  const line = {
    ...{ level: 'warn', time: new Date().toISOString(), event: 'user' },
    ...{ outcome: 'administrator_made_on_host', userId, wasThere },
  };
  const text = `${JSON.stringify(line)}\n`;
  process.stderr.write(text);
  const log = path.join(dataDir, 'logs', 'hub.log');
  if (fs.existsSync(log)) fs.appendFileSync(log, text);
}

async function makeIn(databaseUrl, name) {
  const { Database } = await import('#database/database.js');
  const { DatabaseClock } = await import('#database/database-clock.js');
  const { actingIn, Acts } = await import('#audit/acts/audited.js');
  const { AuditWriter } = await import('#audit/acts/audit-writer.js');
  const { NOBODY } = await import('#audit/audit-entry.js');
  const { makeAdministrator } = await import('#accounts/users/break-glass.js');
  const { pathOfLink } = await import('#accounts/users/new-link.js');
  const database = new Database({ url: databaseUrl, max: 2, name: 'suanpan users:admin' }, () => {});
  try {
    const clock = new DatabaseClock(database);
    await clock.measure();
    const writer = new AuditWriter({ clock, instance: { id: 'users:admin' } });
    const byHost = { actor: NOBODY, address: null, client: 'npm run users:admin' };
    const acts = new Acts(writer, byHost, { act: 'user.made_on_host' });
    const made = await actingIn(acts, () => makeAdministrator(database, name, clock.now()));
    return { ...made, path: pathOfLink(made.link) };
  } finally {
    await database.close();
  }
}

async function main() {
  const { name, url } = readArguments();
  if (!fs.existsSync(inProject('dist', 'libs', 'accounts', 'src', 'users', 'break-glass.js')))
    throw new Error('It is not built yet: run npm run build first.');
  const env = await readEnvironment();
  const made = await makeIn(databaseUrlOf(env), name);
  tell(env.dataDir, made);
  const origin = url ?? env.publicUrl ?? hubUrlOf(env, env.port);
  console.log(
    `${made.wasThere ? 'The user was there, and administers now.' : 'The user was made.'} Its link:`,
  );
  console.log(new URL(made.path, origin).href);
  console.log(`It sets a password once, until ${made.link.expiresAt.toISOString()}.`);
}

main().catch((error) => {
  console.error(
    error.code === 'ECONNREFUSED' ? 'The database does not run: start Suanpan first.' : error.message,
  );
  process.exitCode = 1;
});
