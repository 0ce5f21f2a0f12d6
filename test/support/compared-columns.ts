import type { Database } from '#database/database.js';
import { type ComparedFacts, comparedFacts } from '#domain/compared-facts.js';
import { fromDbLeg } from '#ledger/ledger.mapping.js';
import { COMPARED } from '#ledger/leg-updates.store.js';

const COLUMNS = Object.keys(COMPARED);

/** What stands in columns of this leg, and what its state says. */
export async function comparedColumns(database: Database, legId: string) {
  const [row] = await database.rows<Readonly<Record<string, unknown>>>({
    text: `SELECT ${COLUMNS.join(', ')}, is_comparable, payment_since, fulfilment_since, refunded_since, state
           FROM legs WHERE id = $1`,
    values: [legId],
  });
  if (row === undefined) throw new Error(`no leg ${legId}`);
  const { state, is_comparable, payment_since, fulfilment_since, refunded_since, ...columns } = row;
  return {
    columns,
    said: byColumns(comparedFacts(fromDbLeg(state))),
    isComparable: is_comparable,
    since: [payment_since, fulfilment_since, refunded_since],
    leg: fromDbLeg(state),
  };
}

/** Facts by the names of their columns; int8 comes as text. */
const byColumns = (facts: ComparedFacts) =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]: [string, unknown]) => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      typeof fact === 'bigint' ? fact.toString() : fact,
    ]),
  );

/** Leaves all legs as a hub of before there were these columns would have. */
export async function emptyCompared(database: Database): Promise<void> {
  const columns = [...COLUMNS, 'payment_since', 'fulfilment_since', 'refunded_since'];
  const empty = columns.map((column) => `${column} = NULL`).join(', ');
  await database.rows({ text: `UPDATE legs SET ${empty}, is_comparable = false` });
}
