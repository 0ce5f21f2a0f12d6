import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { LATTE, openDocumentShop } from '../support/document-shop.js';
import { startTillChain, type TillChain } from '../support/till-chain.js';
import { TillFacts, until } from '../support/till-facts.js';

/** A till that takes orders, is told of no cancel, and whose differences count at once. */
const CONFIG = {
  dispatch: { place: true, ship: true, complete: true, cancel: false },
  patience: { alive_after_cancel: '0' },
};

export interface OpenDiscrepancy {
  readonly id: string;
  readonly rule: string;
  readonly orderId: string;
}

interface OpenOnes {
  readonly items: readonly OpenDiscrepancy[];
}

export interface DifferingChain {
  readonly chain: TillChain;
  readonly facts: TillFacts;
  /** The till shows another sum than was sent. */
  otherSumAtTill(): Promise<OpenDiscrepancy>;
  /** The storefront cancels an order that the till goes on with. */
  cancelledAtShop(): Promise<OpenDiscrepancy>;
}

/** A shop and a till that can be made to tell different stories of an order. */
export async function startDifferingChain(): Promise<DifferingChain> {
  const chain = await startTillChain({ config: CONFIG, push: true });
  const facts = new TillFacts(chain);
  const shop = await openDocumentShop(chain);
  const order = async () => {
    const orderNo = `D-${randomUUID().slice(0, 8)}`;
    const start = Date.now() - 60_000;
    const said = { orderNo, placedAt: start, paidAt: start, items: [LATTE] };
    await shop.post({ ...said, updatedAt: start });
    const { id } = await facts.order(orderNo, ({ legs }) => legs.length === 2);
    await until(async () =>
      (await facts.dispatches(`?orderId=${id}`)).every(({ state }) => state === 'done'),
    );
    return { id, said };
  };
  // Where the till has just not answered in time, as on a busy machine, rules say nothing of its orders for minutes: then it is
  // done once more.
  const opened = async (orderId: string): Promise<OpenDiscrepancy | undefined> => {
    for (let looks = 0; looks < 50; looks += 1) {
      const { items } = await chain.hub.rest.get<OpenOnes>(`discrepancies?state=open&orderId=${orderId}`);
      if (items[0] !== undefined) return items[0];
      await setTimeout(200);
    }
    return undefined;
  };
  return {
    chain,
    facts,
    async cancelledAtShop() {
      for (;;) {
        const { id, said } = await order();
        await shop.post({ ...said, updatedAt: Date.now(), fulfilment: 'cancelled' });
        const found = await opened(id);
        if (found !== undefined) return found;
      }
    },
    async otherSumAtTill() {
      const { id } = await order();
      const [place] = await facts.dispatches(`?orderId=${id}`);
      for (let yuan = 99; ; yuan += 1) {
        await chain.sandbox.control.patch(`pospal/orders/${place!.vendorNo!}`, { totalAmount: yuan });
        const found = await opened(id);
        if (found !== undefined) return found;
      }
    },
  };
}
