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
    throw new WebhookRefusal('too_large', `the body is larger than ${maxBytes.toString()} bytes`);
  }
  try {
    scanJson(bytes, { maxDepth, uniqueKeys: true, safeKeys: true });
  } catch (error) {
    if (error instanceof JsonFault)
      throw new WebhookRefusal(error.reason, `the body is not accepted: ${error.message}`);
    throw error;
  }
}
