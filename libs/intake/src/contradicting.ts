import type { Recorded, Recording } from '#ledger/recording.js';
import type { ClaimedDelivery, DeliverySettlement } from './claim.store.js';
import { comparedStatement, contradictionMessage } from './contradiction.js';
import type { NewContradiction } from './contradiction.store.js';

/** A delivery that was read, and how it ends if it is recorded. */
export interface ReadDelivery {
  readonly delivery: ClaimedDelivery;
  readonly recordings: readonly Recording[];
  readonly settlement: DeliverySettlement;
  readonly unknownAccounts?: readonly string[];
  readonly error?: unknown;
}

/** The deliveries of which something was not recorded, because another order has its number. */
export function contradictionsIn(
  read: readonly ReadDelivery[],
  recorded: readonly Recorded[],
): NewContradiction[] {
  let at = 0;
  return read.flatMap(({ delivery, recordings }) => {
    const results = recorded.slice(at, (at += recordings.length));
    const first = results.findIndex(({ contradicts }) => contradicts !== undefined);
    const [result, recording] = [results[first], recordings[first]];
    const { claim } = recording?.observation ?? {};
    if (result?.contradicts === undefined || recording === undefined || claim === undefined) return [];
    return [
      {
        deliveryId: delivery.id,
        receivedAt: delivery.received_at,
        legId: result.legId,
        claim,
        differs: result.contradicts,
        stated: comparedStatement(recording.observation),
      },
    ];
  });
}

/** One that contradicts is not done: it waits for a person. */
export function settledAs(one: ReadDelivery, found: readonly NewContradiction[]): ReadDelivery {
  const contradiction = found.find(({ deliveryId }) => deliveryId === one.delivery.id);
  if (contradiction === undefined) return one;
  const { claim, differs } = contradiction;
  const settlement: DeliverySettlement = {
    ...one.settlement,
    ...{ state: 'contradicts', error_code: 'contradicts' },
    error_message: contradictionMessage(claim, differs),
  };
  return { ...one, settlement };
}
