import type { FieldFault } from '#connectors-core/webhook-refusal.js';
import { fault } from '#domain/refusal.js';

const CONTROL = /\p{Cc}/u;

/** What is wrong with a short text that people or vendors read: blank, too long, or with control characters. */
export function textFaults(field: string, text: string, longest: number): FieldFault[] {
  if (text.trim() === '') return [fault(field, 'must_not_be_blank')];
  if (text !== text.trim()) return [fault(field, 'must_not_have_outer_spaces')];
  if (text.length > longest) return [fault(field, 'must_not_be_longer', { most: longest })];
  return CONTROL.test(text) ? [fault(field, 'must_not_have_control_characters')] : [];
}
