import { type Access, isInScope } from '#domain/access.js';
import type { HintKind } from '#domain/hint.js';
import type { NumberedHint } from './hint-ring.js';

/** What whoever sees single stores sees of them; the rest is of no single store. */
const OF_STORES: ReadonlySet<HintKind> = new Set<HintKind>([
  ...([
    'order',
    'dispatch',
    'discrepancy',
    'repair',
    'sales_hour',
    'submission',
    'store',
    'suggestion',
  ] as const),
]);

/** Who may sign in, and who does, is nobody's to read who does not administer. */
const OF_ADMINS: ReadonlySet<HintKind> = new Set<HintKind>(['key', 'user']);
/** Of these everybody has some of their own: which one it was is told to nobody else. */
const OF_ONESELF: ReadonlySet<HintKind> = new Set<HintKind>(['session']);

/**
 * What somebody is told of it: what they may read; of single stores what is of these, and, where a hint does not say of which
 * store it is, only that something of that kind has changed, once for each kind.
 */
export function scopedHints(
  hints: readonly NumberedHint[],
  { role, stores }: Access,
): readonly NumberedHint[] {
  if (role === 'admin' && stores === null) return hints;
  const seen = new Set<HintKind>();
  return hints.flatMap((one) => {
    const { kind, storeId } = one.hint;
    if (OF_ADMINS.has(kind) || (stores !== null && !OF_STORES.has(kind) && !OF_ONESELF.has(kind))) return [];
    const isNamed = !OF_ONESELF.has(kind) && (stores === null || storeId !== null);
    if (isNamed) return isInScope(stores, storeId) ? [one] : [];
    if (seen.has(kind)) return [];
    seen.add(kind);
    return [{ number: one.number, hint: { kind, id: null, storeId: null } }];
  });
}
