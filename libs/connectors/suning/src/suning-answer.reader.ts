import { ConnectorError } from '#connectors-core/connector-error.js';
import { guardJson } from '#connectors-core/json-guard.js';
import { notJson, readJson } from '#connectors-core/read-wire.js';
import { shownAnswer } from '#connectors-core/shown-answer.js';
import type { HttpAnswer } from '#connectors-core/transport.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { XmlFault } from './suning-xml.fault.js';
import { readXml } from './suning-xml.reader.js';

/** As much JSON as XML: a page of fifty orders is far below either. */
const MAX_JSON_BYTES = 2 * 1024 * 1024;
const FIRST_BYTES = 64;
const XML_BEGINS = /^(?:\ufeff)?\s*</;

/**
 * The document of an answer, in either format: the gateway may refuse a request, in XML, before it has read
 * which format was asked for. Bounds of size and depth hold before anything is parsed.
 * @throws ConnectorError `invalid_response`
 */
export function readAnswer(answer: HttpAnswer): unknown {
  const isXml = XML_BEGINS.test(answer.body.subarray(0, FIRST_BYTES).toString('utf8'));
  return isXml ? readXmlAnswer(answer) : readJsonAnswer(answer);
}

function readXmlAnswer(answer: HttpAnswer): unknown {
  try {
    return readXml(answer.body);
  } catch (error) {
    if (!(error instanceof XmlFault)) throw error;
    throw new ConnectorError(
      'invalid_response',
      `answered ${shownAnswer(answer)}, which is not XML as it is taken: ${error.message}`,
    );
  }
}

function readJsonAnswer(answer: HttpAnswer): unknown {
  try {
    if (answer.body.length > 0) guardJson(answer.body, { maxBytes: MAX_JSON_BYTES });
  } catch (error) {
    if (!(error instanceof WebhookRefusal)) throw error;
    throw notJson(answer, error.message);
  }
  return readJson(answer);
}
