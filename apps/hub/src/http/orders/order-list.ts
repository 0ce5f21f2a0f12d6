import { Injectable } from '@nestjs/common';
import { Database } from '#database/database.js';
import type { StoreScope } from '#domain/access.js';
import type { OrderView } from '#ledger/order-view.mapping.js';
import { OrderQuery } from '#ledger/order.query.js';
import { ordersWithOpen, readOpenDiscrepancies } from '#reconciliation/operator/open-discrepancies.query.js';
import { BY_ID, latestFirst, listPart, type ListQuery, newestFirst, ofStates } from '../listing.js';
import { toOrderResponse } from './order.contract.js';

interface OrderListQuery extends ListQuery {
  readonly q?: string | undefined;
  readonly storeId?: string | undefined;
  readonly accountId?: string | undefined;
  readonly status?: readonly string[] | undefined;
  readonly attention: boolean;
  readonly flag?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

/** In a list by time every order has a time of placing. */
const LATEST_PLACED = latestFirst<OrderView>(({ placedAt }) => placedAt ?? new Date(0));

/** The list of orders, however it is asked for. */
@Injectable()
export class OrderList {
  constructor(
    private readonly orders: OrderQuery,
    private readonly database: Database,
  ) {}

  /** @throws HttpProblem for a strange cursor */
  async part(query: OrderListQuery, stores: StoreScope) {
    const { limit: _limit, cursor: _cursor, status: statuses, ...filter } = query;
    const order = query.from === undefined && query.to === undefined ? newestFirst : LATEST_PLACED;
    const part = await listPart(query, BY_ID, ({ limit, after }) =>
      ofStates<string, OrderView>(statuses, limit, order, (status) =>
        this.orders.list({
          ...filter,
          stores,
          status,
          alsoAttention: ordersWithOpen,
          limit,
          before: after,
        }),
      ),
    );
    const ids = part.items.map(({ id }) => id);
    const open = await readOpenDiscrepancies(this.database, ids, stores);
    return { ...part, items: part.items.map((one) => toOrderResponse(one, open)) };
  }
}
