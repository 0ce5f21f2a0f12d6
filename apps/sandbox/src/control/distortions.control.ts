import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { DISTORTIONS, KINDS, type Distortion } from '../distortions/distortion.js';
import type { DistortionRecord } from '../distortions/distortion-record.js';
import type { Distortions } from '../distortions/distortions.js';
import { distortionsInput } from '../distortions/distortions-input.js';
import { readInput } from '../input.js';
import type { Storefronts } from '../invented/storefront.js';
import { listInput, newestFirst } from './control-lists.js';
import { groupRoutes } from './group-routes.js';

export interface DistortionsControlParts {
  readonly distortions: Distortions;
  readonly record: DistortionRecord;
  readonly storefronts: readonly Storefronts[];
}

const recordQuery = z.object({ kind: z.enum(KINDS).optional(), ...listInput });

const instantOf = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

const shown = ({ at, by, endedAt, ...distortion }: Distortion): object => ({
  ...distortion,
  at: instantOf(at),
  by: instantOf(by),
  endedAt: instantOf(endedAt),
});

/** Who tells wrong stories, and the record of what went wrong. */
export function distortionsControl(scope: FastifyInstance, parts: DistortionsControlParts): void {
  const { distortions, record, storefronts } = parts;
  groupRoutes(scope, '/distortions/running', distortionsInput(storefronts), distortions);
  scope.get('/distortions', ({ query }) => {
    const { kind, limit } = readInput(recordQuery, query);
    const isWanted = (one: Distortion): boolean => kind === undefined || one.kind === kind;
    return { items: newestFirst(record.all(), isWanted, limit).map(shown), kinds: DISTORTIONS };
  });
}
