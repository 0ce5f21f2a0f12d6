export const ITEM = { itemName: '拿铁', productUid: '880123456789012345' };

/** Of no two orders of a run is the amount the same: the till's and Ovopark's own records so tell them apart. */
export const fenOf = (index) => 1_000 + index;

/** A paid order of the past hour. */
export function orderDocument({ index, orderNo, from }) {
  const amountFen = fenOf(index);
  const paidAt = from.getTime() + 60_000 + (index % 3_000) * 1_000;
  return JSON.stringify({
    ...{ orderNo, storeCode: 'C-1', placedAt: paidAt - 1_000, paidAt, updatedAt: Date.now() },
    ...{ payment: 'paid', fulfilment: 'accepted', totalFen: amountFen, paidFen: amountFen },
    ...{ discountFen: 0, freightFen: 0, packagingFen: 0 },
    items: [{ itemName: ITEM.itemName, quantity: '1', unitPrice: (amountFen / 100).toFixed(2), amountFen }],
  });
}
