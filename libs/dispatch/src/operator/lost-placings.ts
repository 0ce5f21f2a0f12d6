import type { Sql } from '#database/sql.js';
import type { DispatchParts } from '../dispatch-parts.js';
import { held } from '../dispatch-words.js';
import { Decisions } from './decisions.js';
import { placedElsewhere } from './lost-placings.store.js';
import { lockDispatch, type StoredDispatch } from './requests.store.js';

/**
 * Placings whose order at the till a person has taken out of the order that was placed: whether the till has that one
 * nobody knows any more, and it is not placed again before a person says.
 */
export class LostPlacings {
  private readonly decisions: Decisions;

  constructor(parts: DispatchParts) {
    this.decisions = new Decisions(parts);
  }

  /**
   * In the transaction that moved the legs, under their orders' locks.
   * @param by the API key's id
   * @returns the commands that are held now
   */
  async hold(sql: Sql, orderIds: readonly string[], by: string): Promise<readonly string[]> {
    const ids = await placedElsewhere(sql, orderIds);
    if (ids.length === 0) return ids;
    const name = await this.decisions.nameOf(sql, by);
    for (const id of ids) {
      const dispatch = await lockDispatch(sql, id);
      if (dispatch !== undefined)
        await this.decisions.write(
          sql,
          dispatch,
          { state: 'held', vendorNo: null, shown: maybePlaced(dispatch), detail: null, by: null },
          { verb: 'unlinked' },
          { id: by, name },
        );
    }
    return ids;
  }
}

const maybePlaced = ({ vendor_no }: StoredDispatch) =>
  held(
    'maybe_placed',
    `the till’s order ${vendor_no ?? ''} is this one no longer, as a person says: is this one at the till?`,
  );
