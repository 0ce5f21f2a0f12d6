import type { WordText } from './flag-words.js';

/** From the least to the most: each may do what those before may. */
export const ROLES = ['viewer', 'operator', 'admin'] as const;

export type Role = (typeof ROLES)[number];

export const ROLE_TEXTS: Readonly<Record<Role, WordText>> = {
  viewer: { zh: '查看', en: 'viewer' },
  operator: { zh: '值班', en: 'operator' },
  admin: { zh: '管理员', en: 'admin' },
};

/** Whether who has one role may do what asks for another. */
export const covers = (has: Role, wanted: Role): boolean => ROLES.indexOf(has) >= ROLES.indexOf(wanted);
