import type { Sql, Statement } from '#database/sql.js';

interface Explained {
  readonly 'QUERY PLAN': readonly [
    { readonly Plan: { readonly 'Shared Hit Blocks': number; readonly 'Shared Read Blocks': number } },
  ];
}

/**
 * How many pages (8 kB) of tables and indexes each statement of `query` touches, with the statistics that there
 * are. The statements are run, but `query` is given no rows.
 */
export async function pagesRead(
  database: Sql,
  query: (sql: Sql) => Promise<unknown>,
): Promise<readonly number[]> {
  const pages: number[] = [];
  await query({
    async rows<Row>({ text, values = [] }: Statement): Promise<Row[]> {
      const [explained] = await database.rows<Explained>({
        text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
        values,
      });
      const { Plan } = explained!['QUERY PLAN'][0];
      pages.push(Plan['Shared Hit Blocks'] + Plan['Shared Read Blocks']);
      return [];
    },
  });
  return pages;
}
