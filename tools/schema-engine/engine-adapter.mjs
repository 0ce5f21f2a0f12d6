import { randomUUID } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { parse } from 'pg-connection-string';

const INTERNAL_CHAR = 18; // pg_catalog's one-byte "char", which only the catalogue uses
const TEXT = 25;

/**
 * One session without an idle timeout: the engine takes its advisory lock in it, and the lock has to live as
 * long as the engine does.
 */
const ONE_SESSION = { max: 1, idleTimeoutMillis: 0 };

/** adapter-pg reads and writes instants as if every session's zone were UTC. */
const IN_UTC = '-c timezone=UTC';

/**
 * `@prisma/adapter-pg` as the schema engine needs it. The address is given by its parts: with a connection
 * string adapter-pg would open the main database in place of the shadow database.
 */
export class EngineAdapterFactory extends PrismaPg {
  #address;
  #options;

  /** @param {string} url */
  constructor(url) {
    const { database, schema, options, ...parts } = parse(url);
    const address = { ...parts, ...ONE_SESSION, options: [options, IN_UTC].filter(Boolean).join(' ') };
    const prismaOptions = schema ? { schema } : undefined;
    super({ ...address, database }, prismaOptions);
    this.#address = address;
    this.#options = prismaOptions;
  }

  async connect() {
    return fitToEngine(await super.connect());
  }

  /** The database is dropped after the engine's own session has ended, by the session that created it. */
  async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = new pg.Client({ ...this.#address, database: 'postgres' });
    await admin.connect();
    await admin.query(`CREATE DATABASE "${name}"`);
    const factory = new PrismaPg({ ...this.#address, database: name }, this.#options);
    const connection = fitToEngine(await factory.connect());
    const close = connection.dispose.bind(connection);
    connection.dispose = async () => {
      await close();
      await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.end();
    };
    return connection;
  }
}

function fitToEngine(connection) {
  sendScriptsWhole(connection);
  nameInternalChar(connection);
  return connection;
}

/**
 * adapter-pg cuts a script at every semicolon, which breaks `$$` bodies, strings and comments, and lets half
 * a migration stay behind. Sent whole, between BEGIN and COMMIT, the script is one transaction. As one simple query it
 * would be so, too, but the server commits that even if whoever sent it was killed meanwhile, and nobody notes it.
 */
function sendScriptsWhole(connection) {
  connection.executeScript = async (script) => {
    const session = connection.underlyingDriver();
    try {
      await session.query('BEGIN');
      await session.query(script);
      await session.query('COMMIT');
    } catch (error) {
      await session.query('ROLLBACK').catch(() => undefined);
      connection.onError(error);
    }
  };
}

/**
 * adapter-pg refuses columns of type "char"; the engine reads them as characters. They pass through
 * adapter-pg as text and get their column type back on the way out.
 */
function nameInternalChar(connection) {
  const performIO = connection.performIO.bind(connection);
  const queryRaw = connection.queryRaw.bind(connection);
  const charFields = new WeakMap();
  connection.performIO = async (query) => {
    const result = await performIO(query);
    charFields.set(query, result.fields?.map((field) => field.dataTypeID === INTERNAL_CHAR) ?? []);
    for (const field of result.fields ?? []) if (field.dataTypeID === INTERNAL_CHAR) field.dataTypeID = TEXT;
    return result;
  };
  connection.queryRaw = async (query) => {
    const result = await queryRaw(query);
    const isChar = charFields.get(query) ?? [];
    const columnTypes = result.columnTypes.map((type, at) => (isChar[at] ? ColumnTypeEnum.Character : type));
    return { ...result, columnTypes };
  };
}
