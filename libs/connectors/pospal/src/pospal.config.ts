import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { ORDERS_FROM_FIELD, PATIENCE, REPAIR_SHARE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import { accessFields } from './pospal-access.config.js';
import { callFields, codeFields } from './pospal-calls.config.js';
import { dispatchFields } from './pospal-dispatch.config.js';
import { orderFields } from './pospal-order.config.js';
import { paymentFields } from './pospal-payment.config.js';
import { readingFields } from './pospal-reading.config.js';

/** What the vendor's page leaves open is a setting; each description says what the default rests on. */
export const pospalFields = [
  ...accessFields,
  ...dispatchFields,
  ...paymentFields,
  ...orderFields,
  ...readingFields,
  ORDERS_FROM_FIELD,
  PATIENCE,
  REPAIRS,
  REPAIR_SHARE,
  ...callFields,
  ...codeFields,
] as const satisfies readonly ConfigField[];

export type PospalConfig = ConfigOf<typeof pospalFields>;
