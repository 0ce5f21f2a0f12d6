import type { ConfigOf } from '#connectors-core/config-check.js';
import type { ConfigField } from '#connectors-core/config-field.js';
import { PATIENCE, REPAIR_SHARE, REPAIRS, TICKETS_FIELD } from '#connectors-core/reconcile-fields.js';
import { accessFields } from './ovopark-access.config.js';
import { loginFields } from './ovopark-login.config.js';
import { reportFields } from './ovopark-report.config.js';
import { searchFields } from './ovopark-search.config.js';
import { ticketFields } from './ovopark-ticket.config.js';

/** What the vendor's pages leave open is a setting here; each description says what the default rests on. */
export const ovoparkFields = [
  ...accessFields,
  ...reportFields,
  ...loginFields,
  ...searchFields,
  ...ticketFields,
  TICKETS_FIELD,
  PATIENCE,
  REPAIRS,
  REPAIR_SHARE,
] as const satisfies readonly ConfigField[];

export type OvoparkConfig = ConfigOf<typeof ovoparkFields>;

/** What an answer may repeat of a request, and nobody is to read. */
export const secretsOf = ({ secret, password }: OvoparkConfig): readonly string[] =>
  [secret, password].filter((value) => value !== undefined);
