import type { MasterKeys } from './master-keys.js';

/**
 * Under which master key a new data key is wrapped: the first that every running hub knows. While a fleet is given a
 * new first key hub by hub, those that do not know it yet can so read what the others make.
 * @param others the marks of each running hub's keys
 */
export const writingKey = (masters: MasterKeys, others: readonly (readonly string[])[]): string =>
  masters.ids.find((id) => others.every((marks) => marks.includes(masters.mark(id)))) ?? masters.first;
