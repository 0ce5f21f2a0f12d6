import type { z } from 'zod';
import { pathOfLink } from '#accounts/users/new-link.js';
import type { UserWish } from '#accounts/users/new-user.js';
import type { UserChange, UserWithLink } from '#accounts/users/users.service.js';
import type { User } from '#accounts/users/users.store.js';
import type { newUser, userChange } from '#admin-contract/user.js';
import type { StoreScope } from '#domain/access.js';

export const toUserResponse = ({ stores, ...user }: User) => ({ ...user, storeIds: stores });

export const toUserWithLink = ({ user, link }: UserWithLink) => ({
  ...toUserResponse(user),
  link: { path: pathOfLink(link), expiresAt: link.expiresAt },
});

const scopeOf = (storeIds: readonly string[] | null): StoreScope =>
  storeIds === null ? null : [...new Set(storeIds)];

export const fromNewUser = ({ storeIds, ...wish }: z.output<typeof newUser>): UserWish => ({
  ...wish,
  stores: scopeOf(storeIds),
});

export const fromUserChange = ({
  storeIds,
  name,
  role,
  disabled,
}: z.output<typeof userChange>): UserChange => ({
  ...(name === undefined ? {} : { name }),
  ...(role === undefined ? {} : { role }),
  ...(storeIds === undefined ? {} : { stores: scopeOf(storeIds) }),
  disabled,
});
