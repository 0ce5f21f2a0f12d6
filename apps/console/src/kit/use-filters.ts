import { useSearchParams } from 'react-router';
import { usePlaceState } from '../api/place-state.js';

type Values<Name extends string> = Readonly<Partial<Record<Name, string | undefined>>>;

export interface Filters<Name extends string> {
  readonly values: Readonly<Partial<Record<Name, string>>>;
  /** Another choice begins the list anew; what is undefined or empty is taken away. */
  readonly set: (changed: Values<Name>) => void;
  /** Undefined where nothing is filtered. */
  readonly clear: (() => void) | undefined;
}

/** What a list is narrowed by, kept in the address. */
export function useFilters<Name extends string>(names: readonly Name[]): Filters<Name> {
  const [params, setParams] = useSearchParams();
  const { isNext: _isNext, ...state } = usePlaceState();
  const values: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = params.get(name);
    if (value !== null && value !== '') values[name] = value;
  }
  const set = (changed: Values<Name>) => setParams((before) => narrowed(before, names, changed), { state });
  const none = Object.fromEntries(names.map((name) => [name, undefined])) as Values<Name>;
  return { values, set, clear: Object.keys(values).length === 0 ? undefined : () => set(none) };
}

function narrowed<Name extends string>(
  before: URLSearchParams,
  names: readonly Name[],
  changed: Values<Name>,
) {
  const after = new URLSearchParams(before);
  after.delete('cursor');
  for (const name of names) {
    if (!(name in changed)) continue;
    const value = changed[name];
    if (value === undefined || value === '') after.delete(name);
    else after.set(name, value);
  }
  return after;
}
