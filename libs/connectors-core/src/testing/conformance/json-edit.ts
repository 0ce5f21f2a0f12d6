import { isLosslessNumber } from 'lossless-json';
import { parseLossless, stringifyLossless } from '../../lossless-json.js';

type Container = Record<string, unknown>;

const isContainer = (value: unknown): value is Container =>
  typeof value === 'object' && value !== null && !isLosslessNumber(value);

/** The container that holds the path's last step. */
function holder(root: unknown, path: string): [Container, string] {
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  const found = steps.reduce<unknown>((value, step) => (isContainer(value) ? value[step] : undefined), root);
  if (!isContainer(found) || !(last in found)) throw new Error(`the fixture has no ${path}`);
  return [found, last];
}

/** The JSON text with another value at a path that it has. */
export function withValue(json: string, path: string, value: unknown): string {
  const root = parseLossless(json);
  const [container, name] = holder(root, path);
  container[name] = value;
  return stringifyLossless(root);
}

/** The JSON text without the field at a path that it has. */
export function without(json: string, path: string): string {
  const root = parseLossless(json);
  const [container, name] = holder(root, path);
  // The names come from a fixture.
  Reflect.deleteProperty(container, name);
  return stringifyLossless(root);
}

/** The JSON text once for each text in it that is no name, with `more` at the end of that text. */
export function withLongerTexts(json: string, more: string): string[] {
  return placesOf(parseLossless(json)).map((_, at) => {
    const root = parseLossless(json);
    const [container, name] = placesOf(root)[at] ?? [];
    if (container !== undefined && name !== undefined) container[name] = `${String(container[name])}${more}`;
    return stringifyLossless(root);
  });
}

function placesOf(value: unknown): [Container, string][] {
  if (!isContainer(value)) return [];
  return Object.entries(value).flatMap(([name, member]): [Container, string][] =>
    typeof member === 'string' ? [[value, name]] : placesOf(member),
  );
}

/** The JSON text with fields that no vendor has, in every object of it. */
export function withExtraFields(json: string): string {
  const root = parseLossless(json);
  addExtras(root);
  return stringifyLossless(root);
}

function addExtras(value: unknown): void {
  if (!isContainer(value)) return;
  Object.values(value).forEach(addExtras);
  if (!Array.isArray(value))
    Object.assign(value, { zzExtra: 'unheard of', zzMore: { deep: [1, 2.5, null] } });
}
