import { readJson, readShape } from '#connectors-core/read-wire.js';
import { hide } from '#connectors-core/shown-words.js';
import type { HttpAnswer } from '#connectors-core/transport.js';
import { readRoughly } from './ovopark-answer.reader.js';
import type { GatewayAnswer } from './ovopark.schema.js';
import { gatewayAnswer } from './ovopark.schema.js';

/** The gateway's answer to a question. */
export interface Answered extends GatewayAnswer {
  /** All of it, to be judged: digits beyond a double's are lost. */
  readonly document: unknown;
  /** All of it, losslessly, for what is kept of it. Reads the bytes anew. */
  readonly exact: () => unknown;
}

/** Of the vendor's words: searching megabytes of them for what they mean would take longer than reading them. */
const MOST_WORDS = 2_000;

/**
 * @param hidden what the vendor may repeat of the request and nobody is to read, e.g. the token
 * @throws ConnectorError `invalid_response`
 */
export function readGateway(answer: HttpAnswer, hidden: readonly string[]): Answered {
  const document = readRoughly(answer);
  const { code, words } = readShape(gatewayAnswer, document);
  return {
    code: hide(code, hidden),
    words: hide(words, hidden).slice(0, MOST_WORDS),
    document,
    exact: () => readJson(answer),
  };
}
