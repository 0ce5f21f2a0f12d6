const yuan = (fen) => (fen === null || fen === undefined ? 'none' : `¥${(Number(fen) / 100).toFixed(2)}`);

/** What a person would want to read of a shop's deliveries, orders and commands, a line each. */
export async function outcomeLines(hub, { id }) {
  const { items: stores } = await hub.get('stores?limit=200');
  const codes = new Map(stores.map((store) => [store.id, store.code]));
  const { items: orders } = await hub.get(`orders?accountId=${id}&limit=50`);
  const { items: deliveries } = await hub.get(`deliveries?accountId=${id}&limit=50`);
  const commands = await Promise.all(orders.map((order) => commandLines(hub, order)));
  return [
    `deliveries      ${
      deliveries
        .map(({ state }) => state)
        .reverse()
        .join(', ') || 'none kept'
    }`,
    ...orders.flatMap((order, at) => [...orderLines(order, codes.get(order.storeId)), ...commands[at]]),
    ...(await accountLines(hub, id)),
  ];
}

function orderLines(
  { legs, status, payment, fulfilment, afterSale, saleFen, saleAt, flags, attention = [] },
  storeCode,
) {
  const numbers = legs.map(({ vendorNo }) => vendorNo).join(' + ');
  return [
    `order           ${numbers}: ${status} (${payment}, ${fulfilment}, ${afterSale}), store ${storeCode ?? 'none'}`,
    `  sale          ${yuan(saleFen)} at ${saleAt ?? 'no time'}`,
    `  flags         ${flags.join(', ') || 'none'}`,
    ...attention.map(({ en }) => `  attention     ${en}`),
  ];
}

async function commandLines(hub, { id }) {
  const { items } = await hub.get(`dispatches?orderId=${id}&limit=50`);
  return items
    .reverse()
    .map(({ kind, state, vendorNo, errorCode, errorMessage }) =>
      [`  command       ${kind} ${state}`, vendorNo, errorCode, errorMessage].filter(Boolean).join(' · '),
    );
}

async function accountLines(hub, id) {
  const { health } = await hub.get(`accounts/${id}`);
  return [
    `account         ${health.state}`,
    ...health.troubles.map((trouble) => `  trouble       ${JSON.stringify(trouble)}`),
  ];
}
