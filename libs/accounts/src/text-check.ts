import type { FieldFault } from '#connectors-core/webhook-refusal.js';

const CONTROL = /\p{Cc}/u;

/** What is wrong with a short text that people or vendors read: blank, too long, or with control characters. */
export function textFaults(field: string, text: string, longest: number): FieldFault[] {
  if (text.trim() === '') return [{ field, message: 'must not be blank' }];
  if (text !== text.trim()) return [{ field, message: 'must not begin or end with a space' }];
  if (text.length > longest)
    return [{ field, message: `must not be longer than ${String(longest)} characters` }];
  return CONTROL.test(text) ? [{ field, message: 'must not hold control characters' }] : [];
}
