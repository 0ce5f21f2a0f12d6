import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIRS } from '#connectors-core/reconcile-fields.js';
import { accessFields, codeFields } from './zhimai-access.config.js';
import { orderFields } from './zhimai-order.config.js';

/** What the vendor's pages leave open is a setting; each description says what the default rests on. */
export const zhimaiFields = [
  ...accessFields,
  ...orderFields,
  ...codeFields,
  PATIENCE,
  REPAIRS,
] as const satisfies readonly ConfigField[];

export type ZhimaiConfig = ConfigOf<typeof zhimaiFields>;
