import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { newUser, passwordLinkShown, user, userChange, userWithLink } from '#admin-contract/user.js';
import { act } from './act.js';
import { useMay } from './may.js';
import { readAll } from './read-all.js';

export type User = z.input<typeof user>;
export type UserWithLink = z.input<typeof userWithLink>;
export type NewUser = z.input<typeof newUser>;
export type UserChange = z.input<typeof userChange>;

/** All people who may sign in, disabled ones too: read by who administers alone. */
export function useUsers() {
  const may = useMay();
  return useQuery({
    queryKey: ['user'],
    queryFn: () => readAll<User>('users'),
    enabled: may('GET /api/v1/users'),
    meta: { hints: ['session'] },
  });
}

export const createUser = act('POST /api/v1/users', (send, wanted: NewUser) =>
  send<UserWithLink>({}, wanted),
);

export const changeUser = act('PATCH /api/v1/users/:id', (send, id: string, change: UserChange) =>
  send<User>({ id }, change),
);

/** The password of before and what was begun with it are over. */
export const resetUser = act('POST /api/v1/users/:id/link', (send, id: string) => send<UserWithLink>({ id }));

/** Whose link it is. @param token what follows # in it */
export const lookAtLink = act('POST /api/v1/passwords/look', (send, token: string) =>
  send<z.input<typeof passwordLinkShown>>({}, { token }),
);

export const setPassword = act('POST /api/v1/passwords', (send, token: string, password: string) =>
  send({}, { token, password }),
);
