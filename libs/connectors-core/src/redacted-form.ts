import { documentOf, redactedJson } from './redacted-json.js';
import type { Redaction } from './redaction.js';

/** Names of a form's fields are words; whatever else happens to hold a "=" is none. */
const FORM = /^[\w.[\]-]{1,100}=[^&\s]*(?:&[\w.[\]-]{1,100}=[^&\s]*)*$/;

/** A form is of one order. Undefined where it is no form, or a document in it is not the order's alone. */
export function redactedForm(text: string, redaction: Redaction): string | undefined {
  if (!FORM.test(text)) return undefined;
  const fields = new URLSearchParams();
  for (const [name, value] of new URLSearchParams(text)) {
    const kept = redactedField(name, value, redaction);
    if (kept === undefined) return undefined;
    fields.append(name, kept);
  }
  return fields.toString();
}

function redactedField(name: string, value: string, redaction: Redaction): string | undefined {
  if (redaction.isPersonal(name)) return redaction.blank(name, value) ?? '';
  const document = documentOf(value.trim());
  return document === undefined ? value : redactedJson(document, redaction);
}
