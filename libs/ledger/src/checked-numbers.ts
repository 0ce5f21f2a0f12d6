import type { Sql } from '#database/sql.js';
import { contradictionsOf, type LinkSide } from '#domain/link-contradiction.js';
import type { DeclaredLeg } from './declared-numbers.store.js';
import { legKey } from './leg-opening.js';
import { linkSides, storesOfStated } from './link-sides.store.js';
import type { Recording } from './recording.js';

const SAYS_NOTHING: LinkSide = { storeId: null, saleFen: null, totalFen: null, placedAt: null };

/**
 * Of legs that are named by a number which may be another's: in what they and the leg of that number contradict. What
 * is being recorded just now counts before what is recorded already.
 * @param legs of whose number one order is known
 * @returns words with commas, by the declaring leg's key; nothing where nothing speaks against it
 */
export async function contradictedNumbers(
  sql: Sql,
  recordings: readonly Recording[],
  legs: readonly DeclaredLeg[],
): Promise<ReadonlyMap<string, string>> {
  if (legs.length === 0) return new Map();
  const ids = legs.flatMap(({ leg_id, target_leg_id }) => [leg_id, target_leg_id]);
  const recorded = await linkSides(
    sql,
    ids.filter((id): id is string => id !== null),
  );
  const keys = new Set(legs.flatMap((leg) => [ownKey(leg), targetKey(leg)]));
  const stated = await statedSides(
    sql,
    recordings.filter(({ account, observation }) => keys.has(legKey(account.id, observation.vendorNo))),
  );
  return new Map(
    legs.flatMap((leg) => {
      const key = ownKey(leg);
      const own = merged(recorded.get(leg.leg_id ?? ''), stated.get(key));
      const target = merged(recorded.get(leg.target_leg_id ?? ''), stated.get(targetKey(leg)));
      const found = contradictionsOf(own, target);
      return found.length === 0 ? [] : [[key, found.join(',')] as const];
    }),
  );
}

const ownKey = (leg: DeclaredLeg): string => legKey(leg.account_id, leg.vendor_no);
const targetKey = (leg: DeclaredLeg): string => legKey(leg.of_account_id, leg.target_no ?? '');

/** What these recordings say, by leg; of several statements of one the last. */
async function statedSides(
  sql: Sql,
  recordings: readonly Recording[],
): Promise<ReadonlyMap<string, Partial<LinkSide>>> {
  const placed = recordings.flatMap(({ account, observation: { placement, asOf } }, id) =>
    placement === undefined
      ? []
      : [
          {
            id,
            account_id: account.id,
            own_store_ids: account.storeIds === 'own',
            vendor_store_id: account.storeIds === 'account' ? null : placement.vendorStoreId,
            order_at: placement.placedAt ?? asOf,
          },
        ],
  );
  const stores = await storesOfStated(sql, placed);
  return new Map(
    recordings.map(({ account, observation: { vendorNo, placement, amounts } }, at) => [
      legKey(account.id, vendorNo),
      {
        ...(placement === undefined ? {} : { storeId: stores.get(at) ?? null, placedAt: placement.placedAt }),
        ...(amounts === undefined ? {} : { saleFen: amounts.saleFen, totalFen: amounts.totalFen }),
      },
    ]),
  );
}

const merged = (recorded: LinkSide | undefined, stated: Partial<LinkSide> | undefined): LinkSide => ({
  ...(recorded ?? SAYS_NOTHING),
  ...stated,
});
