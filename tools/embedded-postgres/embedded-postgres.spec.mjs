import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { isAlive } from '../processes/identity.mjs';
import { inProject } from '../project.mjs';
import { startEmbeddedPostgres } from './embedded-postgres.mjs';
import { removeDataDir } from './placement.mjs';

const MODULE = inProject('tools', 'embedded-postgres', 'embedded-postgres.mjs');

let home;
let dataDir;
let server;

async function query(sql) {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

async function killServer() {
  process.kill(server.pid, 'SIGKILL');
  await server.ended;
}

/** A launcher of its own that starts the cluster and is killed; the cluster's server lives on. */
async function startAndKillLauncher() {
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(MODULE)});
    const { pid } = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)} });
    console.log(pid);`;
  const launcher = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(launcher.stdout.setEncoding('utf8'), 'data');
  launcher.kill('SIGKILL');
  await once(launcher, 'exit');
  return Number(line);
}

describe('startEmbeddedPostgres', () => {
  beforeAll(async () => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'suanpan-locked-')); // 0700: the server's user cannot enter it
    dataDir = path.join(home, 'data');
    server = await startEmbeddedPostgres({ dataDir });
  });

  afterAll(async () => {
    await server.stop();
    removeDataDir(dataDir);
    fs.rmSync(home, { recursive: true });
  });

  it('runs outside a folder that the server of root cannot enter, and links there', () => {
    const isRoot = process.getuid() === 0;
    expect(server.outside).toBe(isRoot);
    expect(fs.realpathSync(path.join(dataDir, 'pg'))).toBe(fs.realpathSync(server.directory));
  });

  it('is durable and in UTC', async () => {
    const settings = ['fsync', 'synchronous_commit', 'full_page_writes', 'TimeZone'];
    const rows = await query(
      `SELECT ${settings.map((name) => `current_setting('${name}') AS "${name}"`).join(', ')}`,
    );
    expect(rows).toEqual([
      { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', TimeZone: 'UTC' },
    ]);
  });

  it('keeps its password to its starter', () => {
    const { mode } = fs.statSync(path.join(dataDir, 'postgres.json'));
    expect((mode & 0o777).toString(8)).toBe('600');
  });

  it('recovers what was committed when the server is killed', async () => {
    await query('CREATE TABLE kept (n int)');
    await query('INSERT INTO kept SELECT generate_series(1, 1000)');
    const { url } = server;
    await killServer();
    server = await startEmbeddedPostgres({ dataDir, samePort: true });
    expect(server.url).toBe(url);
    expect(await query('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });

  it('takes over from a launcher that was killed while its server runs on', async () => {
    await server.stop();
    const left = await startAndKillLauncher();
    expect(isAlive(left)).toBe(true);
    const said = [];
    server = await startEmbeddedPostgres({ dataDir, say: (line) => said.push(line) });
    expect(said).toEqual([expect.stringContaining(`process ${left}`)]);
    expect(isAlive(left)).toBe(false);
    expect(await query('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });

  it('is not misled by a pid file whose number now belongs to another program', async () => {
    await killServer();
    const { uid, gid } = fs.statSync(server.directory); // Postgres disregards other users' programs by itself
    const stranger = spawn('sleep', ['600'], { uid, gid, cwd: '/' });
    const file = path.join(server.directory, 'postmaster.pid');
    const text = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(file, text.replace(/^\d+/, String(stranger.pid)));
    server = await startEmbeddedPostgres({ dataDir }).finally(() => stranger.kill());
    expect(await query('SELECT count(*)::int AS rows FROM kept')).toEqual([{ rows: 1000 }]);
  });
});
