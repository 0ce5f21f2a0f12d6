import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { me } from '#admin-contract/me.js';
import type { newSession } from '#admin-contract/session.js';
import { act } from './act.js';
import { call } from './call.js';
import { isSignedOut } from './problem-error.js';

export type Me = z.input<typeof me>;

export const ME = ['me'] as const;

/** Who is signed in; refused with 401 where nobody is. */
export const useMe = () => useQuery({ queryKey: ME, queryFn: () => call<Me>('GET', 'me') });

/** The hub's zone: of what belongs to no store. IANA. */
export const useZone = (): string => useMe().data?.hub.zone ?? 'Asia/Shanghai';

/** By a key, or a name and a password. */
export const signIn = act('POST /api/v1/session', (send, shown: z.input<typeof newSession>) =>
  send({}, shown),
);

export const changePassword = act('PUT /api/v1/me/password', (send, oldPassword: string, password: string) =>
  send({}, { oldPassword, password }),
);

const endOwnSession = act('DELETE /api/v1/session', (send) => send({}));

/** Whose session is over already is signed out. */
export async function signOut(): Promise<void> {
  try {
    await endOwnSession();
  } catch (error) {
    if (!isSignedOut(error)) throw error;
  }
}
