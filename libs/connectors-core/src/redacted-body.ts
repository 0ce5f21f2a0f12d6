import { isUtf8 } from 'node:buffer';
import { asUtf8, CharsetFault, xmlEncodingOf } from './charset.js';
import type { ConnectorDeclaration } from './connector.js';
import { redactedForm } from './redacted-form.js';
import { documentOf, redactedJson } from './redacted-json.js';
import { redactedXml } from './redacted-xml.js';
import { type BlankedField, Redaction } from './redaction.js';

export type RedactionFields = Pick<ConnectorDeclaration, 'personalFields' | 'numberFields'>;

/** A body without a person, and what was taken out of it. */
export interface RedactedBody {
  /** In UTF-8. The bytes that were given, where nothing had to go. */
  readonly body: Buffer;
  readonly blanked: readonly BlankedField[];
}

/**
 * A copy of a body in which the personal fields of one order are blank; of a page the other orders keep theirs. What
 * stood in them and is a phone number goes wherever else it stands. Our own marker stays in a remark: an order is found by
 * it.
 * @param numbers under which the order may stand in it
 * @returns undefined where nobody can say what of it is the order's: no JSON, XML or form in a charset that we read, or
 *   several orders and none of these numbers. Such bytes are not to be kept
 */
export function redactedBody(
  bytes: Buffer,
  fields: RedactionFields,
  numbers: readonly string[],
): RedactedBody | undefined {
  const text = readable(bytes)?.toString();
  if (text === undefined) return undefined;
  const redaction = new Redaction(fields, numbers);
  const redacted = redactedText(text, redaction);
  if (redacted === undefined) return undefined;
  const { blanked } = redaction;
  return { body: blanked.length === 0 ? bytes : Buffer.from(redaction.withoutPhones(redacted)), blanked };
}

/** As `maskedBody` reads it: what was declared is not kept with every body. */
function readable(bytes: Buffer): Buffer | undefined {
  try {
    return isUtf8(bytes) ? asUtf8(bytes) : asUtf8(bytes, xmlEncodingOf(bytes) ?? 'gb18030', 'gb18030');
  } catch (error) {
    if (error instanceof CharsetFault) return undefined;
    throw error;
  }
}

function redactedText(text: string, redaction: Redaction): string | undefined {
  const trimmed = text.trim();
  if (trimmed.startsWith('<')) return redactedXml(text, redaction);
  const document = documentOf(trimmed);
  return document === undefined ? redactedForm(trimmed, redaction) : redactedJson(document, redaction);
}
