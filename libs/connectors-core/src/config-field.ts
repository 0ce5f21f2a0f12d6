import type { KNOWN_AFTER_SALES, KNOWN_FULFILMENTS, KNOWN_PAYMENTS } from '#domain/order-status.js';
import type { ServiceKind } from '#domain/order-observation.js';
import type { Refusal } from '#domain/refusal.js';
import type { RepairPolicy } from '#domain/repair.js';
import type { BothText } from './both-text.js';

type OneOf<Words extends readonly string[]> = Words[number];

/** What a name in a map may stand for: words of ours, which the admin contract has in both languages. */
export type MapValue =
  | OneOf<typeof KNOWN_PAYMENTS | typeof KNOWN_FULFILMENTS | typeof KNOWN_AFTER_SALES>
  | ServiceKind
  | RepairPolicy;

/** How a good value of a field is made: the prefix and so many random bytes, written in the encoding. */
export interface GeneratedValue {
  readonly prefix: string;
  readonly bytes: number;
  readonly encoding: 'base64';
}

/** Forms and checks come from these: a vendor's settings are data. */
export type ConfigField = {
  readonly name: string;
  /** Short, for it stands beside the input: the vendor's own word where it has one. */
  readonly labels: BothText;
  /**
   * What it is, where in the vendor's backend it is found, its unit and default, what it changes; what of that nobody
   * knows is said, too. Shown under the field.
   */
  readonly descriptions: BothText;
  /** Encrypted at rest, never returned, masked in logs. */
  readonly sensitive?: boolean;
  readonly required?: boolean;
  /** A change holds for what is dated at or after it: the account keeps what was in force before. */
  readonly dated?: boolean;
  /** Of what is nobody's yet, such as a secret that both sides agree on; left out where the vendor gives it. */
  readonly generated?: GeneratedValue;
} & (
  | { readonly type: 'text'; readonly default?: string; readonly pattern?: string }
  | { readonly type: 'integer'; readonly default?: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean'; readonly default?: boolean }
  | {
      readonly type: 'choice';
      readonly choices: Readonly<Record<string, BothText>>;
      readonly default?: string;
    }
  | {
      readonly type: 'list';
      readonly default?: readonly string[];
      /** Why an entry cannot be taken, without repeating it. What was saved before it was looked at stays. */
      readonly entryFault?: (entry: string) => Refusal | undefined;
      /** Between the entries where a form gives them as one text; by default a line break or a comma. */
      readonly separator?: RegExp;
    }
  | {
      readonly type: 'map';
      readonly default?: Readonly<Record<string, string>>;
      /** What a name may stand for; anything where it is left out. What was saved before it was looked at stays. */
      readonly values?: readonly MapValue[];
      /** Why an entry cannot be taken, without repeating it. What was saved before it was looked at stays. */
      readonly entryFault?: (name: string, text: string) => Refusal | undefined;
    }
  | {
      /** Named switches; one that is not given keeps its default. The account keeps since when each is on. */
      readonly type: 'flags';
      readonly flags: Readonly<Record<string, BothText>>;
      readonly default: Readonly<Record<string, boolean>>;
    }
);

export type ConfigValue =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, string>>
  | Readonly<Record<string, boolean>>;
export type ConnectorConfig = Readonly<Record<string, ConfigValue | undefined>>;
