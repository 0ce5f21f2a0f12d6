import pg from 'pg';
import type { Canary } from './canary-values.js';

/** A text that somebody could see, and what it is called in a fault. */
export interface Seen {
  readonly where: string;
  readonly text: string;
}

export interface Leak {
  readonly canary: string;
  readonly where: string;
}

/** The ways in which a value turns up in a text. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  value.replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
  Buffer.from(value).toString('hex'),
];

/** Every canary that stands in one of these texts, unless it belongs there. */
export function leaksIn(
  canaries: readonly Canary[],
  seen: readonly Seen[],
  belongs: (canary: Canary, where: string) => boolean,
): Leak[] {
  const found = canaries.flatMap((canary) => {
    const forms = formsOf(canary.value);
    return seen
      .filter(({ text }) => forms.some((form) => text.includes(form)))
      .map(({ where }) => ({ canary, where }));
  });
  const leaks = found.filter(({ canary, where }) => !belongs(canary, where));
  const told = new Map(
    leaks.map(({ canary, where }) => [`${canary.name} ${where}`, { canary: canary.name, where }]),
  );
  return [...told.values()];
}

/** Every value of every table, by its column: `table.column`. Partitions are read through their parents. */
export async function valuesInDatabase(url: string): Promise<Seen[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ schema: string; name: string }>(
      `SELECT table_schema AS schema, table_name AS name FROM information_schema.tables
       WHERE table_schema IN ('public', 'graphile_worker') AND table_type = 'BASE TABLE'`,
    );
    const values: Seen[] = [];
    for (const { schema, name } of tables) {
      const { rows } = await client.query<Record<string, unknown>>(`SELECT * FROM "${schema}"."${name}"`);
      for (const row of rows)
        for (const [column, value] of Object.entries(row))
          values.push({ where: `${name}.${column}`, text: textOf(value) });
    }
    return values;
  } finally {
    await client.end();
  }
}

function textOf(value: unknown): string {
  if (Buffer.isBuffer(value)) return `${value.toString('utf8')} ${value.toString('latin1')}`;
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? '' : JSON.stringify(value);
}
