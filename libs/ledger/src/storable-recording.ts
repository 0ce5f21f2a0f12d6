import type { OrderObservation, Placement } from '#domain/order-observation.js';
import { boundedAmounts } from './bounded-amounts.js';
import { storableName, storableParts } from '#domain/storable.js';
import type { Mark, Receipt, Recording } from './recording.js';

/**
 * What a vendor said, as the database can hold it: before it is folded, so that the state that is compared is
 * the one that is stored, and a leg is found again under the name that its row has.
 */
export const storableRecording = ({ observation, numberOf, ...recording }: Recording): Recording => ({
  ...recording,
  observation: storableObservation(observation),
  ...(numberOf === undefined ? {} : { numberOf: { ...numberOf, vendorNo: storableName(numberOf.vendorNo) } }),
});

function storableObservation(observation: OrderObservation): OrderObservation {
  const { vendorNo, placement, marker } = observation;
  return {
    ...boundedAmounts(storableParts(observation)),
    vendorNo: storableName(vendorNo),
    ...(placement === undefined ? {} : { placement: storablePlacement(placement) }),
    ...(marker === undefined ? {} : { marker: storableName(marker) }),
  };
}

const storablePlacement = (placement: Placement): Placement => ({
  ...storableParts(placement),
  vendorStoreId: placement.vendorStoreId === null ? null : storableName(placement.vendorStoreId),
  numbers: placement.numbers.map(storableName),
});

export const storableReceipt = (receipt: Receipt): Receipt => ({
  ...receipt,
  vendorNo: storableName(receipt.vendorNo),
});

export const storableMark = (mark: Mark): Mark => ({ ...mark, marker: storableName(mark.marker) });
