import { readJson, readShape } from '#connectors-core/read-wire.js';
import type { HttpAnswer } from '#connectors-core/transport.js';
import type { GatewayAnswer } from './ovopark.schema.js';
import { gatewayAnswer } from './ovopark.schema.js';

/** The gateway's answer to a question. */
export interface Answered extends GatewayAnswer {
  /** All of it, losslessly. */
  readonly document: unknown;
}

/** Replacing one or two characters would only make the words unreadable. */
const SHORTEST_HIDDEN = 3;

/**
 * @param hidden what the vendor may repeat of the request and nobody is to read, e.g. the token
 * @throws ConnectorError `invalid_response`
 */
export function readGateway(answer: HttpAnswer, hidden: readonly string[]): Answered {
  const document = readJson(answer);
  const { code, words } = readShape(gatewayAnswer, document);
  const hide = (text: string): string =>
    hidden
      .filter(({ length }) => length >= SHORTEST_HIDDEN)
      .reduce((shown, secret) => shown.replaceAll(secret, '…'), text);
  return { code: hide(code), words: hide(words), document };
}
