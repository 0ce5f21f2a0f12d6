import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import type { Access } from '#domain/access.js';
import { accessFaults } from '../keys/new-api-key.js';
import { textFaults } from '../text-check.js';

const LONGEST_NAME = 100;

/** A user as it is wished for. */
export interface UserWish extends Access {
  readonly name: string;
}

/** What is wrong with it, whatever is in the database. */
export const userFaults = ({ name, ...access }: UserWish): FieldFault[] => [
  ...textFaults('name', name, LONGEST_NAME),
  ...accessFaults(access),
];
