import pg from 'pg';

/**
 * Every table of ours and of the jobs, whole, as COPY writes it in binary: texts and bytes stand in it as they are, whatever
 * PostgreSQL has compressed. Partitions come with the table that they are of.
 */
const TABLES = `
  SELECT format('%I.%I', n.nspname, c.relname) AS name
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND n.nspname NOT IN ('pg_catalog', 'information_schema')
    AND n.nspname NOT LIKE 'pg\\_%'
  ORDER BY 1`;

/**
 * In which tables of a database something stands.
 *
 * @param {string} url
 * @param {Readonly<Record<string, string | Buffer>>} needles by the name that a hit is told by
 * @returns {Promise<string[]>} `table: needle`, each once
 */
export async function foundInTables(url, needles) {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(TABLES);
    const found = [];
    for (const { name } of rows)
      for (const needle of await foundIn(client, name, needles)) found.push(`${name}: ${needle}`);
    return found;
  } finally {
    await client.end();
  }
}

/** Row by row: a table may be larger than memory. A row comes as a whole. */
async function foundIn(client, table, needles) {
  const found = new Set();
  const left = new Map(Object.entries(needles));
  await copyOut(client, `COPY (SELECT * FROM ${table}) TO STDOUT (FORMAT binary)`, (row) => {
    for (const [needle, bytes] of left) {
      if (!row.includes(bytes)) continue;
      found.add(needle);
      left.delete(needle);
    }
  });
  return found;
}

/** pg itself reads no COPY; what it wants of a query is this. */
function copyOut(client, text, take) {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection) => void connection.query(text),
      handleCopyData: ({ chunk }) => take(Buffer.from(chunk)),
      handleCommandComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: resolve,
    });
  });
}
