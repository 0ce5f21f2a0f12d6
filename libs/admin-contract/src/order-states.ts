import { z } from 'zod';

/** What an order can be in one word. */
export const ORDER_STATUSES = [
  'unpaid',
  'paid',
  'accepted',
  'preparing',
  'ready',
  'shipped',
  'completed',
  'cancelled',
  'refunded',
  'unknown',
] as const;

/** Whether an order is paid. */
export const paymentState = z.enum(['unpaid', 'paid', 'refunded', 'unknown']);

/** How far an order has come. */
export const fulfilmentState = z.enum([
  'created',
  'accepted',
  'preparing',
  'ready',
  'shipped',
  'completed',
  'cancelled',
  'unknown',
]);

/** What has become of it after the sale. */
export const afterSaleState = z.enum([
  'none',
  'requested',
  'partly_refunded',
  'refunded',
  'rejected',
  'unknown',
]);

/** How it is handed over. */
export const serviceKind = z.enum(['delivery', 'pickup', 'dine_in']);
