import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { reconciliationDay, reconciliationDayPage } from '#admin-contract/reconciliation-day.js';
import { call } from './call.js';
import { queryOf } from './use-list.js';

export type StoreDay = z.input<typeof reconciliationDay>;

/** The storefront’s less the till’s, fen. */
export const apartOf = ({ storefront, till }: StoreDay): bigint =>
  BigInt(storefront.totalFen) - BigInt(till.totalFen);

interface Asked {
  readonly storeId: string;
  readonly from: string;
  readonly to: string;
}

/** A store’s business days as each side sees them; a month at most. */
export const useStoreDays = (asked: Asked | undefined) =>
  useQuery({
    queryKey: ['sales_hour', 'days', asked],
    queryFn: () =>
      call<z.input<typeof reconciliationDayPage>>('GET', `reconciliation/days?${queryOf({ ...asked })}`),
    select: ({ items }) => items,
    enabled: asked !== undefined,
    meta: { hints: ['order', 'submission'] },
  });
