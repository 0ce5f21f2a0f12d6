import pg from 'pg';

const EVERY_MS = 200;

/** Ends the sessions of one hub's workers again and again, those of its next process too; the other hub's live. */
export async function cutWorkersOfOne({ databaseUrl }) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(LIVING);
  let cutting = Promise.resolve();
  const timer = setInterval(() => {
    cutting = cutting.then(() => client.query(CUT, [rows[0].application_name]));
  }, EVERY_MS);
  return async () => {
    clearInterval(timer);
    await cutting;
    await client.end();
  };
}

const WORKERS = `datname = current_database() AND application_name LIKE 'suanpan jobs %'`;
const LIVING = `SELECT application_name FROM pg_stat_activity WHERE ${WORKERS} LIMIT 1`;
const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${WORKERS} AND application_name <> $1`;
