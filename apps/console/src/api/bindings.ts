import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { binding, bindingChange, bindingMoving, newBinding } from '#admin-contract/binding.js';
import { act } from './act.js';
import { readAll } from './read-all.js';

export type Binding = z.input<typeof binding>;
export type NewBinding = z.input<typeof newBinding>;
export type BindingChange = z.input<typeof bindingChange>;

export const useBindings = (accountId: string) =>
  useQuery({
    queryKey: ['account', accountId, 'bindings'],
    queryFn: () => readAll<Binding>(`accounts/${accountId}/bindings`),
  });

/** What was bound before is changed only where that is confirmed: else the answer says what would become of it. */
export const bind = act(
  'POST /api/v1/accounts/:accountId/bindings',
  (send, accountId: string, wanted: NewBinding) =>
    send<Binding | z.input<typeof bindingMoving> | BindingChange>({ accountId }, wanted),
);

export const isOnlyTold = (answer: object): answer is BindingChange => 'moreHours' in answer;

export const endBinding = act(
  'DELETE /api/v1/accounts/:accountId/bindings/:id',
  (send, accountId: string, id: string) => send({ accountId, id }),
);
