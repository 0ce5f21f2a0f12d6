import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';
import { nameKey } from './user-name.js';

const SHORTEST = 12;
/** A sentence fits; the time of the estimate is bounded by it. */
const LONGEST = 128;
/** Of 0 to 4: more than 10^8 guesses, which nobody makes through the door, and few make against a memory-hard hash. */
const LEAST_SCORE = 3;
/** A part of a name that is shorter is in many words by chance. */
const SHORTEST_PART = 3;
/** What somebody guesses first of a password of this hub. */
const OURS = ['suanpan', '算盘', 'pospal', 'ovopark', 'zhimai', 'suning'];

const charactersOf = (text: string): number => [...text].length;

/** What a password must not hold: the name as it is compared, and its parts. */
function partsOf(name: string): string[] {
  const whole = nameKey(name);
  const parts = whole.split(/[\s._@-]+/).filter((part) => charactersOf(part) >= SHORTEST_PART);
  return [...new Set([...parts, ...(charactersOf(whole) > 1 ? [whole] : [])])];
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** A dictionary of 16 MB in memory, loaded when a password is first set: most hubs never need it. */
async function loaded(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Estimator }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Estimator({ dictionary, graphs, maxLength: LONGEST });
}

/**
 * What is wrong with a password that somebody wants: too short or long, with their name in it, or soon guessed.
 * @param name of the user
 * @param field by which the request names the password
 */
export async function passwordFaults(password: string, name: string, field: string): Promise<FieldFault[]> {
  const text = password.normalize('NFKC');
  const length = charactersOf(text);
  if (length < SHORTEST) return [fault(field, 'must_have_at_least_characters', { least: SHORTEST })];
  if (length > LONGEST) return [fault(field, 'must_have_at_most_characters', { most: LONGEST })];
  const parts = partsOf(name);
  const compared = nameKey(text);
  if (parts.some((part) => compared.includes(part))) return [fault(field, 'password_holds_name')];
  const { score } = (await (estimator ??= loaded())).check(text, [...OURS, ...parts]);
  return score < LEAST_SCORE ? [fault(field, 'password_soon_guessed')] : [];
}
