import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import type { z } from 'zod';
import type { order, orderDetail } from '#admin-contract/order.js';
import { act } from './act.js';
import { call } from './call.js';
import { type Part, queryOf } from './use-list.js';

export type Order = z.input<typeof order>;
export type OrderDetail = z.input<typeof orderDetail>;

export const ORDER_FILTERS = ['storeId', 'accountId', 'status', 'flag', 'attention', 'from', 'to'] as const;
export type OrderFilter = (typeof ORDER_FILTERS)[number];

const LIMIT = 50;

export const searchOrders = act('POST /api/v1/orders/search', (send, asked: object) =>
  send<Part<Order>>({}, asked),
);

/** @param text what somebody looks for: it goes into a body, never into an address */
export function useOrders(filters: Readonly<Partial<Record<OrderFilter, string>>>, text: string | undefined) {
  const cursor = useSearchParams()[0].get('cursor') ?? undefined;
  const { attention, ...rest } = filters;
  const asked = { ...rest, ...(cursor === undefined ? {} : { cursor }) };
  return useQuery({
    queryKey: ['order', 'list', filters, text, cursor],
    queryFn: () =>
      text === undefined
        ? call<Part<Order>>('GET', `orders?${queryOf({ ...asked, attention, limit: String(LIMIT) })}`)
        : searchOrders({
            ...{ ...asked, text, limit: LIMIT },
            ...(attention === undefined ? {} : { attention: attention === 'true' }),
          }),
    meta: { hints: ['discrepancy'] },
    placeholderData: (before) => before,
  });
}

export const useOrder = (id: string) =>
  useQuery({
    queryKey: ['order', id],
    queryFn: () => call<OrderDetail>('GET', `orders/${id}`),
    meta: { hints: ['discrepancy', 'dispatch'] },
  });
