import { FAULT_CODES } from '#connectors-core/connector-error.js';
import { REFUSAL_REASONS } from '#connectors-core/webhook-refusal.js';

/** Every code that a delivery has which was not taken, or not worked off. */
export const DELIVERY_ERROR_CODES = [
  ...REFUSAL_REASONS,
  ...FAULT_CODES,
  ...(['contradicts', 'not_found', 'not_read'] as const),
] as const;
export type DeliveryErrorCode = (typeof DELIVERY_ERROR_CODES)[number];
