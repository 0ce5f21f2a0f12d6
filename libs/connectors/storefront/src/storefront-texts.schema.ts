/** The texts of a document, lists without their places. In numbers and codes half a character stays a fault. */
const TEXTS: ReadonlySet<string> = new Set([
  ...['payment', 'paymentMethod', 'payments.method', 'fulfilment', 'afterSale', 'source'],
  ...['items.itemName', 'items.itemSpec', 'items.unit', 'service.area', 'service.table'],
  ...['customer.name', 'customer.phone', 'customer.address', 'customer.remark'],
]);

/** Only by an escape does a text in UTF-8 have half a surrogate pair. */
const HALF = /\p{Cs}/gu;
const SURROGATE_ESCAPE = /\\u[dD][89a-fA-F]/;

export interface WholeTexts {
  readonly value: unknown;
  /** Where there was half a character, each field once, e.g. `items.itemName`. */
  readonly halves: readonly string[];
}

/**
 * A shop that cuts a text after so many units may cut an emoji in two: what is left of it becomes U+FFFD, so that the
 * order is not lost for a remark.
 * @param value what `json` says
 */
export function wholeTexts(value: unknown, json: string): WholeTexts {
  if (!SURROGATE_ESCAPE.test(json)) return { value, halves: [] };
  const halves = new Set<string>();
  return { value: mended(value, '', halves), halves: [...halves] };
}

function mended(value: unknown, path: string, halves: Set<string>): unknown {
  if (typeof value === 'string') return TEXTS.has(path) ? wholeText(value, path, halves) : value;
  if (Array.isArray(value)) return value.map((member) => mended(member, path, halves));
  if (typeof value !== 'object' || value === null) return value;
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, mended(member, below(name), halves)]),
  );
}

function wholeText(text: string, path: string, halves: Set<string>): string {
  const whole = text.replace(HALF, '\uFFFD');
  if (whole !== text) halves.add(path);
  return whole;
}
