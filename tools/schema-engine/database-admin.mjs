import pg from 'pg';
import { parse } from 'pg-connection-string';

const NO_SUCH_DATABASE = '3D000';
const DATABASE_EXISTS = '42P04';

/**
 * The engine's `cli` commands, which the Prisma CLI runs before it opens the JSON-RPC session. A fault is
 * told on stderr in the native engine's own log format, from which the CLI takes its code and message.
 *
 * @param {string | undefined} command `can-connect-to-database` or `create-database`
 * @param {string} url
 * @returns {Promise<number>} the exit code
 */
export async function administer(command, url) {
  try {
    if (command === 'can-connect-to-database') await visit(parse(url));
    else if (command === 'create-database') await createDatabase(parse(url));
    else return fault('P1000', `schema engine: "${command}" is not supported`);
    return 0;
  } catch (error) {
    return fault(prismaCode(command, error), error.message);
  }
}

async function createDatabase(config) {
  const name = config.database.replaceAll('"', '""');
  await visit({ ...config, database: 'postgres' }, (client) => client.query(`CREATE DATABASE "${name}"`));
}

async function visit(config, work = async () => {}) {
  const client = new pg.Client(config);
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

/** https://www.prisma.io/docs/orm/reference/error-reference#common */
function prismaCode(command, error) {
  if (command === 'create-database') return error.code === DATABASE_EXISTS ? 'P1009' : 'P1010';
  return error.code === NO_SUCH_DATABASE ? 'P1003' : 'P1001';
}

function fault(code, message) {
  const entry = { level: 'ERROR', target: 'schema_engine::logger', fields: { error_code: code, message } };
  process.stderr.write(`\n${JSON.stringify(entry)}`);
  return 1;
}
