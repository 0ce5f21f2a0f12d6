import { readJson } from '../exact-json.js';
import { SuningRefusal } from './suning-refusal.js';
import { readXml } from './suning-xml-reader.js';

/** The business fields as they were sent: every value a text. */
export type SuningFields = Readonly<Record<string, string>>;

const NODE = 'queryOrderStatus';

const malformed = (detail: string): SuningRefusal =>
  SuningRefusal.because('sys.check.request-params:error', detail);

/** JSON or XML, whatever the headers say: clients are known to send JSON under an XML content type. */
function documentOf(bytes: Buffer): unknown {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.trimStart().startsWith('<') ? readXml(text) : readJson(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : '');
  }
}

/** @param only the names that it may have */
function node(value: unknown, name: string, only?: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed(name);
  const [other] = Object.keys(value).filter((key) => only?.includes(key) === false);
  if (other !== undefined) throw malformed(`${name}.${other}`);
  return value as Record<string, unknown>;
}

/**
 * The fields inside sn_request.sn_body.queryOrderStatus.
 * @throws SuningRefusal
 */
export function readRequest(bytes: Buffer, known: readonly string[]): SuningFields {
  const root = node(documentOf(bytes), 'the document', ['sn_request']);
  const request = node(root['sn_request'], 'sn_request', ['sn_body']);
  if (request['sn_body'] === undefined) {
    throw SuningRefusal.because('sys.check.missing-nestElement:sn_body');
  }
  const body = node(request['sn_body'], 'sn_body');
  const names = Object.keys(body);
  if (names.length > 1 || Array.isArray(body[NODE])) {
    throw SuningRefusal.because('biz.handler.request-message:error', names.join(', '));
  }
  const fields = node(body[NODE], NODE, known);
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value !== 'string') throw malformed(`${name} must be one text`);
  }
  return fields as SuningFields;
}
