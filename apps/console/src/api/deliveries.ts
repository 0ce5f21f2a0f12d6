import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type {
  delivery,
  deliveryCauses,
  deliveryDetail,
  deliveryResolution,
} from '#admin-contract/delivery.js';
import { act } from './act.js';
import { call } from './call.js';
import { searchOrders } from './orders.js';
import { useList } from './use-list.js';

export type Delivery = z.input<typeof delivery>;
export type DeliveryDetail = z.input<typeof deliveryDetail>;
export type Resolution = z.input<typeof deliveryResolution>['as'];

export const DELIVERY_FILTERS = ['state', 'accountId', 'errorCode', 'from', 'to'] as const;
export type DeliveryFilter = (typeof DELIVERY_FILTERS)[number];

export const useDeliveries = (filters: Readonly<Partial<Record<DeliveryFilter, string>>>) =>
  useList<Delivery>('delivery', 'deliveries', filters);

export const useDelivery = (id: string) =>
  useQuery({
    queryKey: ['delivery', 'one', id],
    queryFn: () => call<DeliveryDetail>('GET', `deliveries/${id}`),
  });

export const useDeliveryCauses = () =>
  useQuery({
    queryKey: ['delivery', 'causes'],
    queryFn: () => call<z.input<typeof deliveryCauses>>('GET', 'deliveries/causes'),
  });

/** Of a number, so many orders are shown: a delivery names few. */
const MOST_ORDERS = 5;

/** The orders of a delivery's account that have a number which it names. */
export const useOrdersNamed = (accountId: string, number: string) =>
  useQuery({
    queryKey: ['order', 'named', accountId, number],
    queryFn: () => searchOrders({ text: number, accountId, limit: MOST_ORDERS }),
  });

export const replay = act('POST /api/v1/deliveries/:id/replay', (send, id: string) => send({ id }));

export const dismiss = act('POST /api/v1/deliveries/:id/dismiss', (send, id: string) => send({ id }));

export const resolveAs = act('POST /api/v1/deliveries/:id/resolve', (send, id: string, as: Resolution) =>
  send({ id }, { as }),
);
