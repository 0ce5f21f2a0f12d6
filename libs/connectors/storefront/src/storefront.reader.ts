import { guardJson } from '#connectors-core/json-guard.js';
import { refusal } from '#domain/refusal.js';
import { WebhookRefusal } from '#connectors-core/webhook-refusal.js';
import { quickNumber, type ReadDocument, readOrderDocument } from './storefront.schema.js';
import { wholeTexts } from './storefront-texts.schema.js';

/** What a delivery of a mebibyte in GBK may become: each of its characters of two bytes has three in UTF-8. */
const LONGEST_TEXT_BYTES = 2 * 1024 * 1024;

/**
 * The hardened look at a document, and then its schema, as far as that takes to know that it is taken.
 * @param text UTF-8
 * @returns the order's number
 * @throws WebhookRefusal with every faulty field
 */
export function acceptedNumber(text: Buffer): string {
  guardJson(text, { maxBytes: LONGEST_TEXT_BYTES });
  const json = text.toString('utf8');
  const value: unknown = JSON.parse(json);
  const known = quickNumber(value);
  if (known !== undefined) return known;
  const read = readValue(value, json);
  if (read.ok) return read.document.orderNo;
  throw new WebhookRefusal('invalid_document', refusal('document_has_faults'), read.faults);
}

/** Without the hardened look, for one that was accepted before. */
export function parseDocument(text: Buffer): ReadDocument {
  const json = text.toString('utf8');
  return readValue(JSON.parse(json), json);
}

/** @param json where `parsed` is from */
function readValue(parsed: unknown, json: string): ReadDocument {
  const { value, halves } = wholeTexts(parsed, json);
  const read = readOrderDocument(value);
  return read.ok && halves.length > 0 ? { ok: true, document: { ...read.document, halves } } : read;
}

const NUMBER_IN_TEXT = /"orderNo"\s*:\s*(?:"([^"\\\p{Cc}\uFFFD]{1,64})"|(\d{1,64})\b)/u;

/** The order's number in a text that is no good document, as far as it can be told, so that its correction is known. */
export function numberIn(text: Buffer): string | undefined {
  const json = text.toString('utf8');
  const stated = statedNumber(json);
  if (stated !== undefined) return stated;
  const [, quoted, bare] = NUMBER_IN_TEXT.exec(json) ?? [];
  return quoted ?? bare;
}

function statedNumber(json: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (typeof value !== 'object' || value === null || !('orderNo' in value)) return undefined;
    const { orderNo } = value;
    return typeof orderNo === 'string' && WHOLE.test(orderNo) ? orderNo : undefined;
  } catch {
    return undefined;
  }
}

const WHOLE = /^[^\0\p{Cs}]{1,64}$/u;
