import { types } from 'node:util';
import type { ConnectorDeclaration } from './connector.js';
import { errorFields, type Fields } from './error-fields.js';
import { maskingOf } from './mask-values.js';
import { plainName } from './request-values.js';

export const MASK = '[masked]';

/** Names that are secret whatever the connector: headers and fields that carry proofs. */
const ALWAYS_SENSITIVE = [
  'authorization',
  'proxy-authorization',
  'cookie',
  'set-cookie',
  'webhook-signature',
  'signature',
  'data-signature',
  'sign',
  '_sig',
  'signInfo',
  'token',
  'access_token',
  'refresh_token',
  'authenticator',
  'secret',
  'password',
  'apiKey',
  'x-api-key',
  'masterKey',
  'adminKey',
];

const MAX_DEPTH = 8;
const MAX_ENTRIES = 100;
const MAX_TEXT = 8192;
/** As long as a setting may be. */
const LONGEST_SECRET = 4096;
/** Of the whole copy: a wide and deep object is cut off, however it is built. */
const MAX_NODES = 5000;

export interface NamesToMask {
  readonly sensitiveNames: readonly string[];
  readonly personalNames: readonly string[];
}

/** All names that logs mask, from what the connectors declare of their settings and wire fields. */
export function namesToMask(connectors: readonly ConnectorDeclaration[]): NamesToMask {
  const sensitive = connectors.flatMap(({ configFields }) =>
    configFields.filter((field) => field.sensitive === true).map(({ name }) => name),
  );
  return {
    sensitiveNames: [...new Set([...ALWAYS_SENSITIVE, ...sensitive])],
    personalNames: [...new Set(connectors.flatMap(({ personalFields }) => personalFields))],
  };
}

export interface Redactor {
  /** A copy for the log: plain values only, bounded in depth and size, masked. Never throws. */
  (value: unknown): unknown;
  /**
   * Registers secret values, to be masked inside any text in which they turn up, in their URL-encoded
   * form as well. Values shorter than six characters are left alone: they would mask ordinary words.
   */
  maskValues(values: Iterable<string>): void;
}

/**
 * Masks by name (case, `-` and `_` do not matter; the whole value under the name, whatever it is) and
 * by registered value. Secrets and phone numbers inside other texts are not guessed.
 */
export function createRedactor({ sensitiveNames, personalNames }: NamesToMask): Redactor {
  const names = new Set([...sensitiveNames, ...personalNames].map(plainName));
  const masking = maskingOf(MASK);
  const redact = (value: unknown): unknown => new LogCopy(names, masking.apply).of(value, 0);
  return Object.assign(redact, { maskValues: masking.add });
}

/** One copy; counts what it has copied. */
class LogCopy {
  private nodes = 0;
  private readonly above = new Set<object>();

  constructor(
    private readonly names: ReadonlySet<string>,
    private readonly maskText: (text: string) => string,
  ) {}

  of(value: unknown, depth: number): unknown {
    this.nodes += 1;
    if (this.nodes > MAX_NODES) return '[cut off]';
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'bigint') return value.toString();
    if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
    if (typeof value !== 'object' || value === null) return value;
    return this.container(value, depth);
  }

  private text(text: string): string {
    const head = text.slice(0, 2 * MAX_TEXT);
    const masked = this.maskText(head);
    // A secret that the cut runs through is not recognised: its part lies at the very end.
    const whole = head.length === text.length ? masked : masked.slice(0, -LONGEST_SECRET);
    if (whole.length <= MAX_TEXT && head.length === text.length) return whole;
    return `${whole.slice(0, MAX_TEXT)}… (cut off)`;
  }

  private container(value: object, depth: number): unknown {
    if (depth >= MAX_DEPTH) return '[too deep]';
    if (this.above.has(value)) return '[circular]';
    this.above.add(value);
    try {
      return this.known(value, depth + 1);
    } catch {
      return '[unreadable]'; // A getter or a toJSON that throws.
    } finally {
      this.above.delete(value);
    }
  }

  private known(value: object, depth: number): unknown {
    if (isError(value)) return this.fields(errorFields(value), depth);
    if (types.isDate(value)) return Number.isNaN(value.getTime()) ? null : value.toISOString();
    if (ArrayBuffer.isView(value)) return `[${value.byteLength.toString()} bytes]`;
    if (Array.isArray(value) || types.isSet(value))
      return this.items([...(value as Iterable<unknown>)], depth);
    if (types.isMap(value)) return this.fields(mapFields(value), depth);
    if (hasToJson(value)) return this.of(value.toJSON(), depth);
    return this.fields(Object.entries(value), depth);
  }

  private items(items: readonly unknown[], depth: number): unknown[] {
    const copy = items.slice(0, MAX_ENTRIES).map((item) => this.of(item, depth));
    return items.length > MAX_ENTRIES
      ? [...copy, `… (${(items.length - MAX_ENTRIES).toString()} more)`]
      : copy;
  }

  private fields(fields: Fields, depth: number): Record<string, unknown> {
    const entries = [...fields];
    const copy = entries
      .slice(0, MAX_ENTRIES)
      .map(([name, value]) => [this.text(name), this.field(name, value, depth)]);
    const rest = entries.length - MAX_ENTRIES;
    return Object.fromEntries(rest > 0 ? [...copy, ['…', `(${rest.toString()} more)`]] : copy) as Record<
      string,
      unknown
    >;
  }

  private field(name: string, value: unknown, depth: number): unknown {
    const nothing = value === undefined || value === null || value === '';
    return this.names.has(plainName(name)) && !nothing ? MASK : this.of(value, depth);
  }
}

const isError = (value: unknown): value is Error => types.isNativeError(value) || value instanceof Error;

const hasToJson = (value: object): value is { toJSON: () => unknown } =>
  'toJSON' in value && typeof value.toJSON === 'function';

const mapFields = (map: ReadonlyMap<unknown, unknown>): Fields =>
  [...map].map(([key, value]) => [typeof key === 'string' ? key : typeof key, value] as const);
