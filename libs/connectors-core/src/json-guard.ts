import { type Refusal, refusal } from '#domain/refusal.js';
import { JsonFault } from './json-fault.js';
import { scanJson } from './json-scan.js';
import { WebhookRefusal } from './webhook-refusal.js';

export interface JsonLimits {
  /** Containers inside one another; `{}` is one deep. */
  readonly maxDepth: number;
  readonly maxBytes: number;
}

export const DEFAULT_JSON_LIMITS: JsonLimits = { maxDepth: 32, maxBytes: 1024 * 1024 };

/**
 * The hardened look at a body before anything parses it: strict JSON in strict UTF-8, bounded in size
 * and depth, no key twice in one object (two readers could see two documents), no key that is
 * dangerous to merge (`__proto__`, `prototype`, `constructor`). Builds no values.
 * @throws WebhookRefusal too_large, not_json, too_deep, duplicate_key, forbidden_key
 */
export function guardJson(bytes: Buffer, limits: Partial<JsonLimits> = {}): void {
  const { maxDepth, maxBytes } = { ...DEFAULT_JSON_LIMITS, ...limits };
  if (bytes.length > maxBytes) {
    throw new WebhookRefusal('too_large', refusal('webhook_too_large', { most: maxBytes }));
  }
  try {
    scanJson(bytes, { maxDepth, uniqueKeys: true, safeKeys: true });
  } catch (error) {
    if (error instanceof JsonFault) throw new WebhookRefusal(error.reason, saidOf(error, maxDepth));
    throw error;
  }
}

function saidOf({ reason, what, key, position: at }: JsonFault, maxDepth: number): Refusal {
  switch (reason) {
    case 'too_deep':
      return refusal('delivery_nested_too_deep', { most: maxDepth, at });
    case 'duplicate_key':
      return refusal('delivery_key_twice', { key, at });
    case 'forbidden_key':
      return refusal('delivery_key_forbidden', { key, at });
    case 'not_json':
      return refusal('text_is_not_taken', { jsonFault: what, at });
  }
}
