import { planSurplus, seenAtTill, surplusLegs } from './copy-rule.js';
import { planMoves } from './move-rule.js';
import { planPlaces } from './place-rule.js';
import { type PlanStep, type Scene, taken, tillLegs } from './scene.js';

/**
 * What follows from an order as it stands: commands to make, and commands that stand otherwise now. Pure.
 * Taking the steps and looking again gives no further steps.
 */
export function planOrder(scene: Scene): PlanStep[] {
  const seen = seenAtTill(scene);
  const known = { ...scene, dispatches: taken(scene.dispatches, seen) };
  const surplus = surplusLegs(known);
  return [
    ...seen,
    ...planPlaces(known),
    ...planSurplus(surplus, known),
    ...tillLegs(known)
      .filter(({ leg }) => !surplus.has(leg.id))
      .flatMap((at) => planMoves(at, known)),
  ];
}
