import { ConflictError } from '#accounts/account-errors.js';
import { type DeliveryStanding, deliveryStandings } from '#intake/failed-replays.store.js';
import type { ReplayService } from '#intake/replay.service.js';
import type { Clock } from '#domain/clock.js';
import { refusal } from '#domain/refusal.js';
import type { RepairAction, RepairEnd } from './action.js';
import { numberOf } from './leg-number.query.js';
import { legOf } from './repair-facts.js';

/** No rule looks at what is older. */
const OLDEST_MS = 35 * 86_400_000;

/** Works off once more what a leg's own account was sent of it, and could not be worked off. */
export const replayAction = (replays: ReplayService, clock: Clock): RepairAction<'replay'> => ({
  kind: 'replay',
  begin: async (sql, repair) => {
    const named = await numberOf(sql, legOf(repair));
    const since = new Date(clock.now().getTime() - OLDEST_MS);
    const ref = await replays.replayFailedOn(sql, { ...named, since });
    if (ref === undefined) throw new ConflictError(refusal('no_failed_delivery'));
    return { ref };
  },
  ended: async (sql, refs) =>
    new Map((await deliveryStandings(sql, refs)).map((one) => [one.id, endOf(one)])),
});

function endOf({ state, errorCode: code, errorMessage: message }: DeliveryStanding): RepairEnd {
  if (state === 'done') return { is: 'done' };
  if (state === 'pending') return { is: 'open', code, message };
  return { is: 'failed', code: code ?? state, message: message ?? '' };
}
