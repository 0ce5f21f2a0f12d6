import { fault } from '#domain/refusal.js';
import type { ConfigField, ConfigValue, ConnectorConfig } from './config-field.js';
import { asFlags, readConfigValue } from './config-value.js';
import type { FieldFault } from './webhook-refusal.js';

type ValueOf<F extends ConfigField> = F extends { type: 'text' }
  ? string
  : F extends { type: 'integer' }
    ? number
    : F extends { type: 'boolean' }
      ? boolean
      : F extends { type: 'choice'; choices: infer C }
        ? keyof C & string
        : F extends { type: 'list' }
          ? readonly string[]
          : F extends { type: 'flags'; flags: infer N }
            ? Readonly<Record<keyof N & string, boolean>>
            : Readonly<Record<string, string>>;

/** The fields that a checked config always has: required ones and those with a default. */
type Present<F extends ConfigField> = F extends { required: true } | { default: unknown } ? F['name'] : never;

type Named<F extends ConfigField, N> = Extract<F, { name: N }>;

/** The type of a checked config, from a field list written `as const satisfies readonly ConfigField[]`. */
export type ConfigOf<Fields extends readonly ConfigField[]> = {
  readonly [N in Present<Fields[number]>]: ValueOf<Named<Fields[number], N>>;
} & {
  readonly [N in Exclude<Fields[number]['name'], Present<Fields[number]>>]?: ValueOf<
    Named<Fields[number], N>
  >;
};

export interface ConfigCheck {
  /**
   * The accepted values; holds no field that had a fault. In a partial check a field that is to be
   * removed is present with the value undefined, so that `{ ...stored, ...config }` removes it.
   */
  readonly config: ConnectorConfig;
  readonly faults: readonly FieldFault[];
}

export interface ConfigCheckOptions {
  /**
   * Only some fields are given, to be laid over stored ones: nothing is missing and no default is put
   * in. null removes a field; "" removes a plain one and leaves a sensitive one as it is stored,
   * because a form cannot show it. Check the merged config whole afterwards.
   */
  readonly partial?: boolean;
  /** They were accepted before: entries of lists are taken as they are, whatever is asked of new ones. */
  readonly stored?: boolean;
}

const isRecord = (input: unknown): input is Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input);

const isBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

/** Checks the settings of an account: JSON, or a form in which everything is text. Messages never hold a value. */
export function checkConfig(
  fields: readonly ConfigField[],
  input: unknown,
  options: ConfigCheckOptions = {},
): ConfigCheck {
  if (!isRecord(input)) return { config: {}, faults: [fault('', 'must_be_object')] };
  const known = new Set(fields.map(({ name }) => name));
  const faults: FieldFault[] = Object.keys(input)
    .filter((name) => !known.has(name))
    .map((field) => fault(field, 'not_a_setting'));
  const config = new Map<string, ConfigValue | undefined>();
  for (const asked of fields) {
    const field = options.stored === true ? asStored(asked) : asked;
    const given: unknown = Object.hasOwn(input, field.name) ? input[field.name] : undefined;
    const check = options.partial === true ? checkGiven(field, given) : checkWhole(field, given);
    faults.push(...check.faults);
    if ('value' in check) config.set(field.name, check.value);
  }
  return { config: Object.fromEntries(config), faults };
}

function asStored(field: ConfigField): ConfigField {
  if (field.type === 'list') {
    const { entryFault: _asked, ...rest } = field;
    return rest;
  }
  if (field.type !== 'map') return field;
  const { values: _values, entryFault: _asked, ...rest } = field;
  return rest;
}

interface FieldCheck {
  readonly value?: ConfigValue | undefined;
  readonly faults: readonly FieldFault[];
}

function checkWhole(field: ConfigField, given: unknown): FieldCheck {
  if (given !== undefined && given !== null && !isBlank(given)) return withFlags(field, read(field, given));
  if (field.default !== undefined) return { value: field.default, faults: [] };
  return field.required === true ? missing(field) : { faults: [] };
}

function checkGiven(field: ConfigField, given: unknown): FieldCheck {
  if (given === undefined || (field.sensitive === true && isBlank(given))) return { faults: [] };
  if (given !== null && !isBlank(given)) return read(field, given);
  return field.required === true ? missing(field) : { value: undefined, faults: [] };
}

/** A flag that is not given is as its default says. */
const withFlags = (field: ConfigField, { value, faults }: FieldCheck): FieldCheck =>
  field.type === 'flags' && value !== undefined
    ? { value: { ...field.default, ...asFlags(value) }, faults }
    : { value, faults };

function read(field: ConfigField, given: unknown): FieldCheck {
  const { value, faults } = readConfigValue(field, given);
  if (faults.length > 0 || value === undefined) return { faults };
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return isEmptyList && field.required === true ? missing(field) : { value, faults };
}

const missing = ({ name }: ConfigField): FieldCheck => ({
  faults: [fault(name, 'is_required')],
});

export interface SplitConfig {
  /** May be stored and shown as it is. */
  readonly plain: ConnectorConfig;
  /** To be encrypted. */
  readonly sensitive: ConnectorConfig;
}

/** Parts a config by its fields; what no field names counts as sensitive. */
export function splitSensitive(fields: readonly ConfigField[], config: ConnectorConfig): SplitConfig {
  const open = new Set(fields.filter(({ sensitive }) => sensitive !== true).map(({ name }) => name));
  const entries = Object.entries(config);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => open.has(name))),
    sensitive: Object.fromEntries(entries.filter(([name]) => !open.has(name))),
  };
}

/** What is said of a sensitive field. */
export interface SecretPresence {
  readonly set: boolean;
}

/** One entry a field: the value of a plain one that is set, `{ set: true | false }` for every sensitive one. */
export type PublicConfig = Readonly<Record<string, ConfigValue | SecretPresence>>;

/** `{ openId: '6dc0…', openKey: { set: true } }`: what may be shown of a config. Never holds a sensitive value. */
export function publicConfig(fields: readonly ConfigField[], config: ConnectorConfig): PublicConfig {
  const shown = fields.flatMap((field): [string, ConfigValue | SecretPresence][] => {
    const value = Object.hasOwn(config, field.name) ? config[field.name] : undefined;
    if (field.sensitive === true) return [[field.name, { set: isSet(value) }]];
    return value === undefined ? [] : [[field.name, value]];
  });
  return Object.fromEntries(shown);
}

const isSet = (value: ConfigValue | undefined): boolean =>
  value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);
