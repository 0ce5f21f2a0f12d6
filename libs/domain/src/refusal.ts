import {
  type RefusalCode,
  type RefusalParam,
  refusalText,
  type WithParams,
} from '#admin-contract/refusals/refusal-texts.js';

export type { Resource } from '#admin-contract/refusals/param-words.js';

/** Why something is refused: for programs by its code, for people by the English text of that code. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly params: Readonly<Record<string, RefusalParam>>;
  readonly message: string;
}

export function refusal<Code extends RefusalCode>(code: Code, ...given: WithParams<Code>): Refusal {
  const params: Refusal['params'] = given[0] ?? {};
  return { code, params, message: refusalText(code, params)?.en ?? code };
}

/** The same of one field. @param field its path, e.g. `items.0.quantity` */
export const fault = <Code extends RefusalCode>(field: string, code: Code, ...given: WithParams<Code>) => ({
  field,
  ...refusal(code, ...given),
});
