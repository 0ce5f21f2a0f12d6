import { useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { me } from '#admin-contract/me.js';
import { call } from './call.js';

export type Me = z.input<typeof me>;

export const ME = ['me'] as const;

/** Who is signed in; refused with 401 where nobody is. */
export const useMe = () => useQuery({ queryKey: ME, queryFn: () => call<Me>('GET', 'me') });

export const signIn = (key: string): Promise<void> => call('POST', 'session', { key });
export const signOut = (): Promise<void> => call('DELETE', 'session');
