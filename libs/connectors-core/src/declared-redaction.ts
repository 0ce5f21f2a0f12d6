import { type BodyRedaction, nothingKept } from '#domain/body-redaction.js';
import type { ConnectorDeclaration } from './connector.js';
import { redactedBody } from './redacted-body.js';

/** By what the connectors declare; of one that there is not any more nobody can say what is personal. */
export function declaredRedaction(declared: readonly ConnectorDeclaration[]): BodyRedaction {
  const byId = new Map(declared.map((declaration) => [declaration.id, declaration]));
  return (connector, body, numbers) => {
    const fields = byId.get(connector);
    return fields === undefined ? nothingKept(connector, body, numbers) : redactedBody(body, fields, numbers);
  };
}
