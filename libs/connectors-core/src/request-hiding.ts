import type { Account } from './account.js';
import type { ConnectorDeclaration } from './connector.js';
import { type Hiding, hidingOf } from './hidden-words.js';
import { valuesNamed } from './request-values.js';

/** What is hidden of the words that answer a request. */
export type HidingOf = (account: Account, requestBody: Buffer | null) => Hiding;

/**
 * By what the connectors declare: the values of their personal fields in this very request, and the account's
 * sensitive settings. Nothing is read of a request until words are shown.
 */
export function declaredHiding(declared: readonly ConnectorDeclaration[]): HidingOf {
  const known = new Map(declared.map((one) => [one.id, one]));
  return (account, requestBody) => {
    const declaration = known.get(account.connector);
    let hiding: Hiding | undefined;
    return {
      apply: (text) => {
        hiding ??= hidingOf(
          valuesNamed(requestBody ?? undefined, declaration?.personalFields ?? []),
          sensitiveValues(account, declaration),
        );
        return hiding.apply(text);
      },
    };
  };
}

/** In settings that are lists or maps, each text. */
function sensitiveValues(
  { config }: Account,
  declaration: Pick<ConnectorDeclaration, 'configFields'> | undefined,
): string[] {
  const fields = declaration?.configFields.filter(({ sensitive }) => sensitive === true) ?? [];
  return fields.flatMap(({ name }) => {
    const value = config[name];
    return typeof value === 'object' ? Object.values<unknown>(value).map(String) : [String(value ?? '')];
  });
}
