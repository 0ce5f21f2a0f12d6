// `npm run erasures:list -- FILE` writes which orders have no person any more; `npm run erasures:reapply -- FILE` erases
// them again, in a database that was restored from a backup of before.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { connectionUrl, readLogin } from './embedded-postgres/login.mjs';
import { inProject } from './project.mjs';

const dist = (...parts) => import(inProject('dist', ...parts));

/**
 * @param {string} databaseUrl
 * @param {string} file is replaced as a whole, once all of it is written
 * @returns {Promise<number>} how many lines
 */
export async function writeErasures(databaseUrl, file) {
  return withList(databaseUrl, async (list) => {
    const lines = [];
    for await (const line of list.lines()) lines.push(`${JSON.stringify(line)}\n`);
    fs.writeFileSync(`${file}.new`, lines.join(''), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
    return lines.length;
  });
}

/**
 * @param {string} databaseUrl
 * @param {readonly string[]} files lists, or logs of hubs
 * @returns {Promise<{ orders: number, legs: number, unknown: number }>}
 * @throws {SyntaxError} that names the line which is neither
 */
export async function reapplyErasures(databaseUrl, files) {
  const { readErasedLines } = await dist('libs', 'privacy', 'src', 'erased-list.js');
  const lines = files.flatMap((file) => readErasedLines(fs.readFileSync(file, 'utf8')));
  return withList(databaseUrl, (list) => list.reapply(lines));
}

async function withList(url, work) {
  const { Database } = await dist('libs', 'database', 'src', 'database.js');
  const { DatabaseClock } = await dist('libs', 'database', 'src', 'database-clock.js');
  const { ErasedList } = await dist('libs', 'privacy', 'src', 'erased-list.js');
  const database = new Database({ url, max: 1, name: 'suanpan-erasures' }, () => {});
  try {
    const clock = new DatabaseClock(database);
    await clock.measure();
    return await work(new ErasedList(database, clock));
  } finally {
    await database.close();
  }
}

/** The embedded one has to run. */
function databaseUrl() {
  const { DATABASE_URL, HUB_DATA_DIR } = process.env;
  if (DATABASE_URL) return DATABASE_URL;
  const login = readLogin(path.resolve(HUB_DATA_DIR || inProject('.data')));
  if (login.port === undefined)
    throw new Error('DATABASE_URL has to name the database: there is no embedded one here.');
  return connectionUrl(login);
}

async function main([what, ...files]) {
  if (files.length === 0) throw new Error(`npm run erasures:${what} -- FILE`);
  if (!fs.existsSync(inProject('dist', 'libs', 'privacy')))
    throw new Error('Nothing is built: run `npm run build` first.');
  if (what === 'list') {
    console.log(
      `${await writeErasures(databaseUrl(), files[0])} orders without a person are in ${files[0]}.`,
    );
    return;
  }
  const { orders, legs, unknown } = await reapplyErasures(databaseUrl(), files);
  console.log(
    `${orders} orders have no person from now on; ${legs} of them are here, and a hub that runs erases them (GET /jobs).` +
      (unknown > 0 ? ` ${unknown} are of accounts that are not here.` : ''),
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  try {
    await main(process.argv.slice(2));
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
