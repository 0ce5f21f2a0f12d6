import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { dispatchCauses, dispatchDetail, dispatchResolution } from '#admin-contract/dispatch.js';
import { act } from './act.js';
import { call } from './call.js';
import type { Dispatch } from './dispatches.js';
import { useList } from './use-list.js';

export type DispatchDetail = z.input<typeof dispatchDetail>;

export const DISPATCH_FILTERS = [
  'state',
  'kind',
  'accountId',
  'storeId',
  'errorCode',
  'orderId',
  'from',
  'to',
] as const;
export type DispatchFilter = (typeof DISPATCH_FILTERS)[number];

export const useDispatches = (filters: Readonly<Partial<Record<DispatchFilter, string>>>) =>
  useList<Dispatch>('dispatch', 'dispatches', filters);

export const useDispatch = (id: string) =>
  useQuery({
    queryKey: ['dispatch', 'one', id],
    queryFn: () => call<DispatchDetail>('GET', `dispatches/${id}`),
  });

export const useDispatchCauses = () =>
  useQuery({
    queryKey: ['dispatch', 'causes'],
    queryFn: () => call<z.input<typeof dispatchCauses>>('GET', 'dispatches/causes'),
  });

export const release = act('POST /api/v1/dispatches/:id/release', (send, id: string) => send({ id }));

export const undoPlaced = act('POST /api/v1/dispatches/:id/undo', (send, id: string) => send({ id }));

export const resolve = act(
  'POST /api/v1/dispatches/:id/resolve',
  (send, id: string, said: z.input<typeof dispatchResolution>) => send({ id }, said),
);
