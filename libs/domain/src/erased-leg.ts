import type { PersonWords } from './person.js';

/** A leg of which the person is erased: what each lib is told, to erase what its own tables hold. */
export interface ErasedLeg {
  readonly legId: string;
  readonly orderId: string;
  readonly accountId: string;
  readonly connector: string;
  /** Under which its documents name it. */
  readonly numbers: readonly string[];
  /** Other orders of its account may have its number: what only names the number may be theirs. */
  readonly isNumberShared: boolean;
  /** Bytes that are known to be its own, or to show it: ids of payloads. */
  readonly payloadIds: readonly string[];
  /** By what texts are known that name the person: of all legs of its order. */
  readonly person: PersonWords;
}

/** What an erasure counts. */
export const ERASURE_COUNTS = [
  'contacts',
  'deliveries',
  'payloads_blanked',
  'payloads_removed',
  'requests',
  'texts',
] as const;
export type ErasureCount = (typeof ERASURE_COUNTS)[number];
export type ErasureCounts = Readonly<Partial<Record<ErasureCount, number>>>;

export function sumOfCounts(counts: readonly ErasureCounts[]): ErasureCounts {
  const sum: Partial<Record<ErasureCount, number>> = {};
  for (const one of counts)
    for (const what of ERASURE_COUNTS) {
      const more = one[what] ?? 0;
      if (more > 0) sum[what] = (sum[what] ?? 0) + more;
    }
  return sum;
}

/** In the dispatch of an order, and in a leg's state, what told its contact from another. */
export const ERASED_DIGEST = 'erased';
