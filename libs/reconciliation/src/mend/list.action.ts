import type { BackfillService } from '#polling/plan/backfill.service.js';
import { type BackfillStanding, backfillStandings } from '#polling/windows/backfills.store.js';
import type { RepairAction, RepairEnd } from './action.js';
import { stretchOf } from './order-stretch.query.js';

/** Has the account's vendor list the time around an order, or a stretch that is named, once more. */
export const listAction = (backfills: BackfillService): RepairAction<'list'> => ({
  kind: 'list',
  begin: async (sql, repair) => {
    const stretch = repair.stretch ?? (await stretchOf(sql, repair));
    return { ref: await backfills.relistOn(sql, { accountId: repair.accountId, ...stretch }) };
  },
  ended: async (sql, refs) =>
    new Map((await backfillStandings(sql, refs)).map((one) => [one.id, endOf(one)])),
});

/** A window that fails is tried again for ever: it is open, and says why. */
const endOf = ({ closed_at, error_code: code, error_message: message }: BackfillStanding): RepairEnd =>
  closed_at === null ? { is: 'open', code, message } : { is: 'done' };
