import type { ConfigField } from '../../api/connectors.js';

/** A name and what it stands for, as they are typed. */
export interface MapRow {
  readonly name: string;
  readonly value: string;
}

/** A setting while it is written: text of what is typed, the rest as it is chosen. */
export type Draft = string | boolean | Addition | Readonly<Record<string, boolean>> | readonly MapRow[];

/** Lines that come beside those that are there, which nobody is shown. */
export interface Addition {
  readonly more: string;
}

export const isAddition = (draft: Draft | undefined): draft is Addition =>
  typeof draft === 'object' && 'more' in draft && typeof draft.more === 'string';

/** What is typed, where a setting is a text. */
export const textOf = (draft: Draft): string =>
  typeof draft === 'string' ? draft : isAddition(draft) ? draft.more : '';

export type Drafts = Readonly<Record<string, Draft>>;

type Field = Pick<ConfigField, 'name' | 'type' | 'sensitive' | 'default'>;

/** @param config what the account has; of a sensitive field nothing is known, and nothing stands in the form */
export const draftsOf = (fields: readonly Field[], config: Readonly<Record<string, unknown>>): Drafts =>
  Object.fromEntries(fields.map((field) => [field.name, draftOf(field, config[field.name])]));

function draftOf({ type, sensitive, default: usual }: Field, value: unknown): Draft {
  const shown = sensitive ? undefined : (value ?? usual);
  if (type === 'boolean') return shown === true;
  if (type === 'flags') return { ...(usual as object), ...(shown as Readonly<Record<string, boolean>>) };
  if (type === 'map')
    return Object.entries((shown ?? {}) as Readonly<Record<string, string>>).map(([name, text]) => ({
      name,
      value: text,
    }));
  if (type === 'list') return ((shown ?? []) as readonly string[]).join('\n');
  return typeof shown === 'string' || typeof shown === 'number' ? String(shown) : '';
}

/**
 * What the hub is to be told: of a field that is as it was nothing, of one that was emptied null.
 *
 * @param before as the form began
 */
export function changedConfig(
  fields: readonly Field[],
  before: Drafts,
  after: Drafts,
): Readonly<Record<string, unknown>> {
  const changed = fields.filter(({ name }) => !isSame(before[name], after[name]));
  return Object.fromEntries(changed.map((field) => [field.name, valueOf(field, after[field.name] ?? '')]));
}

const isSame = (before: Draft | undefined, after: Draft | undefined): boolean =>
  isAddition(after) ? after.more.trim() === '' : JSON.stringify(before) === JSON.stringify(after);

function valueOf(field: Field, draft: Draft): unknown {
  if (isAddition(draft)) return { add: valueOf(field, draft.more) };
  const { type } = field;
  if (typeof draft !== 'string')
    return Array.isArray(draft)
      ? Object.fromEntries((draft as readonly MapRow[]).filter(({ name }) => name !== '').map(asEntry))
      : draft;
  const text = draft.trim();
  if (text === '') return null;
  if (type === 'integer') return /^-?\d+$/.test(text) ? Number(text) : text;
  return type === 'list'
    ? text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
    : text;
}

const asEntry = ({ name, value }: MapRow): [string, string] => [name.trim(), value.trim()];
