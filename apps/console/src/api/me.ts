import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { me } from '#admin-contract/me.js';
import { call } from './call.js';
import { isSignedOut } from './problem-error.js';

export type Me = z.input<typeof me>;

export const ME = ['me'] as const;

/** Who is signed in; refused with 401 where nobody is. */
export const useMe = () => useQuery({ queryKey: ME, queryFn: () => call<Me>('GET', 'me') });

export const signIn = (key: string): Promise<void> => call('POST', 'session', { key });

/** Whose session is over already is signed out. */
export async function signOut(): Promise<void> {
  try {
    await call('DELETE', 'session');
  } catch (error) {
    if (!isSignedOut(error)) throw error;
  }
}
