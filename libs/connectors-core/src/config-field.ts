/** Forms and checks come from these: a vendor's settings are data. */
export type ConfigField = {
  readonly name: string;
  readonly label: string;
  /** What it is, where to find it, what the default means; shown under the field. */
  readonly description: string;
  /** Encrypted at rest, never returned, masked in logs. */
  readonly sensitive?: boolean;
  readonly required?: boolean;
  /** A change holds for what is dated at or after it: the account keeps what was in force before. */
  readonly dated?: boolean;
} & (
  | { readonly type: 'text'; readonly default?: string; readonly pattern?: string }
  | { readonly type: 'integer'; readonly default?: number; readonly min?: number; readonly max?: number }
  | { readonly type: 'boolean'; readonly default?: boolean }
  | { readonly type: 'choice'; readonly choices: readonly string[]; readonly default?: string }
  | {
      readonly type: 'list';
      readonly default?: readonly string[];
      /** Why an entry cannot be taken, without repeating it. What was saved before it was looked at stays. */
      readonly entryFault?: (entry: string) => string | undefined;
      /** Between the entries where a form gives them as one text; by default a line break or a comma. */
      readonly separator?: RegExp;
    }
  | {
      readonly type: 'map';
      readonly default?: Readonly<Record<string, string>>;
      /** What a name may stand for; anything where it is left out. What was saved before it was looked at stays. */
      readonly values?: readonly string[];
      /** Why an entry cannot be taken, without repeating it. What was saved before it was looked at stays. */
      readonly entryFault?: (name: string, text: string) => string | undefined;
    }
  | {
      /** Named switches; one that is not given keeps its default. The account keeps since when each is on. */
      readonly type: 'flags';
      readonly flags: readonly string[];
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
