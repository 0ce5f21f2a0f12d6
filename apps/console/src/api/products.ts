import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { productInputs, productPage, productsSaved } from '#admin-contract/product.js';
import type { unmappedItems } from '#admin-contract/unmapped-item.js';
import { act } from './act.js';
import { call } from './call.js';

export type Product = z.input<typeof productPage>['items'][number];
export type ProductInput = z.input<typeof productInputs>['items'][number];
export type ProductsSaved = z.input<typeof productsSaved>;
export type UnmappedItem = z.input<typeof unmappedItems>['items'][number];

/** Orders come to wait as time goes by. */
const EVERY_MS = 15_000;

/** What commands to a till wait for; mapped, they are sent. */
export const useUnmappedItems = (accountId: string | undefined) =>
  useQuery({
    queryKey: ['dispatch', 'unmapped', accountId],
    queryFn: () => call<z.input<typeof unmappedItems>>('GET', `accounts/${accountId ?? ''}/unmapped-items`),
    enabled: accountId !== undefined,
    refetchInterval: EVERY_MS,
  });

export const saveProducts = act(
  'PUT /api/v1/accounts/:accountId/products',
  (send, accountId: string, items: readonly ProductInput[]) => send<ProductsSaved>({ accountId }, { items }),
);

export const removeProduct = act(
  'DELETE /api/v1/accounts/:accountId/products',
  (send, accountId: string, { itemName, itemSpec }: Product) =>
    send({ accountId }, { items: [{ itemName, ...(itemSpec === '' ? {} : { itemSpec }) }] }),
);

export const saveProductsCsv = act(
  'PUT /api/v1/accounts/:accountId/products.csv',
  (send, accountId: string, file: Blob) =>
    send<ProductsSaved>({ accountId }, new Blob([file], { type: 'text/csv' })),
);

export const productsCsvPath = (accountId: string): string =>
  `/api/v1/accounts/${accountId}/products.csv?spreadsheet=true`;
