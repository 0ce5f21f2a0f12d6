import type { Database } from '#database/database.js';
import type { Sql } from '#database/sql.js';
import { within } from '#database/statement-bounds.js';
import { ChainCheck, type ChainFault } from './chain-check.js';
import type { ChainHead } from './chain-text.js';
import { readHead } from './sealing.store.js';
import { readSeals, readStart, strayEntries, untoldDrop, wrongReasons } from './verifying.query.js';

const PAGE = 2_000;
/** Named of each kind; whatever is wrong beyond that is wrong enough. */
const MOST_NAMED = 1_000;

export interface Verified {
  /** Where the chain ends. */
  readonly head: ChainHead;
  /** Seals that were looked at. */
  readonly seals: number;
  /** The number before the first of them, and since when rows are kept. */
  readonly start: ChainHead;
  readonly faults: readonly ChainFault[];
}

/**
 * Reads the whole chain and says what does not fit. While hubs run, too: what is seen is of one moment.
 * @param expected a head that was printed or logged before: the chain has to lead through it
 */
export const verifyChain = (database: Pick<Database, 'moment'>, expected?: ChainHead): Promise<Verified> =>
  within('long', () =>
    database.moment(async (sql) => {
      const start = await readStart(sql);
      const check = new ChainCheck(start, expected);
      const faults: ChainFault[] = [];
      const seals = await followed(sql, check, faults);
      faults.push(...check.finish(await readHead(sql)), ...(await besides(sql, start.keptSince)));
      return { head: check.end, seals, start, faults };
    }),
  );

async function followed(sql: Sql, check: ChainCheck, faults: ChainFault[]): Promise<number> {
  let count = 0;
  for (;;) {
    const page = await readSeals(sql, check.end.seq, PAGE);
    for (const seal of page)
      for (const fault of check.next(seal)) if (faults.length < MOST_NAMED) faults.push(fault);
    count += page.length;
    if (page.length < PAGE) return count;
  }
}

/** What the chain itself does not show: rows without a seal, and reasons, which stand beside it. */
async function besides(sql: Sql, since: Date): Promise<ChainFault[]> {
  const strays = await strayEntries(sql, since, MOST_NAMED);
  const reasons = await wrongReasons(sql, since, MOST_NAMED);
  const month = await untoldDrop(sql);
  return [
    ...(month === undefined ? [] : [{ kind: 'drop_untold', month } as const]),
    ...strays.map(({ id }): ChainFault => ({ kind: 'row_unsealed', entryId: id })),
    ...reasons.map(({ id, isGone }): ChainFault => ({
      kind: isGone ? 'reason_missing' : 'reason_altered',
      entryId: id,
    })),
  ];
}
