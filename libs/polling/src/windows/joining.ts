import type { Stretch } from './window-plan.js';

/** A stretch of a stream whose reading has an end, or not. */
export interface Joinable extends Stretch {
  readonly id: string;
}

/** Several windows made one, under the id of the earliest. */
export interface Joined extends Stretch {
  readonly id: string;
  readonly gone: readonly string[];
}

const union = (a: Stretch, b: Stretch): Stretch => ({
  from: Math.min(a.from, b.from),
  to: Math.max(a.to, b.to),
});

/** Whether both together are one stretch that is not too large. */
function fits(a: Stretch, b: Stretch, largestMs: number): boolean {
  const { from, to } = union(a, b);
  return a.from <= b.to && b.from <= a.to && to - from <= largestMs;
}

/**
 * Joins neighbours that nobody has got anything of: what piled up while an account was paused, its vendor
 * away or its quota empty becomes as few windows as the vendor's limit allows.
 * @param windows in the order of their beginnings
 */
export function joinNeighbours(windows: readonly Joinable[], largestMs: number): Joined[] {
  const joined: { id: string; gone: string[]; stretch: Stretch }[] = [];
  for (const window of windows) {
    const last = joined.at(-1);
    if (last !== undefined && fits(last.stretch, window, largestMs)) {
      last.stretch = union(last.stretch, window);
      last.gone.push(window.id);
    } else {
      joined.push({ id: window.id, gone: [], stretch: window });
    }
  }
  return joined
    .filter(({ gone }) => gone.length > 0)
    .map(({ id, gone, stretch }) => ({ id, gone, ...stretch }));
}

export interface Neighbour extends Joinable {
  readonly closed: boolean;
}

/**
 * Joins a window that was just closed with its closed neighbours, as far as the union is not too large.
 * @param before nearest first; @param after nearest first
 */
export function joinClosed(
  window: Joinable,
  before: readonly Neighbour[],
  after: readonly Neighbour[],
  largestMs: number,
): Joined | undefined {
  const members = [window];
  let stretch: Stretch = window;
  for (const side of [before, after]) {
    for (const neighbour of side) {
      if (!neighbour.closed || !fits(stretch, neighbour, largestMs)) break;
      stretch = union(stretch, neighbour);
      if (side === before) members.unshift(neighbour);
      else members.push(neighbour);
    }
  }
  const [first, ...gone] = members;
  if (first === undefined || gone.length === 0) return undefined;
  return { id: first.id, gone: gone.map(({ id }) => id), ...stretch };
}
