import { type Flag, flag } from '#domain/flag.js';
import type { MoveKind } from '../dispatch-words.js';
import { isLongUnknown } from '../long-unknown.js';
import { differsFlag, tillDifferences } from './difference-rule.js';
import { isMissed } from './move-rule.js';
import { placesInForce, placeStanding } from './place-rule.js';
import { isAtATill, type KnownDispatch, type Scene, tillLegs } from './scene.js';

/** What a person should look at of an order's commands: the one place where that is decided. Pure. */
export function dispatchFlags(scene: Scene): Flag[] {
  const places = scene.dispatches.filter(({ kind }) => kind === 'place');
  const inForce = placesInForce(places, scene);
  const flags = scene.dispatches.flatMap((one) =>
    one.kind === 'place'
      ? inForce.includes(one)
        ? placeFlags(one, scene)
        : []
      : moveFlags(one, one.kind, scene),
  );
  const differing = inForce.flatMap((place) => differsFlag(tillDifferences(place, scene)));
  return [...new Set([...flags, ...differing])];
}

function placeFlags(place: KnownDispatch, scene: Scene): Flag[] {
  if (place.state === 'held') return [flag('dispatch_held', place.errorCode ?? '')];
  if (isLongUnknown(place.state, place.sentBy, scene.now)) return [flag('dispatch_unknown')];
  return place.state === 'failed' && isStillWanted(place, scene) ? [flag('dispatch_failed', 'place')] : [];
}

function isStillWanted({ legId }: KnownDispatch, { order }: Scene): boolean {
  const leg = order.legs.find(({ id }) => id === legId);
  return leg !== undefined && placeStanding(leg.folded) === 'wanted' && !isAtATill(order);
}

function moveFlags(move: KnownDispatch, kind: MoveKind, scene: Scene): Flag[] {
  if (move.state !== 'failed' && move.state !== 'held') return [];
  const at = tillLegs(scene).find(({ leg }) => leg.id === move.legId);
  return at !== undefined && isMissed({ ...move, kind }, at, scene) ? [flag('dispatch_failed', kind)] : [];
}
