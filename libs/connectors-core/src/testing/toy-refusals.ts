import { refusal } from '#domain/refusal.js';
import { WebhookRefusal } from '../webhook-refusal.js';

export const wrongToySignature = (): WebhookRefusal =>
  new WebhookRefusal('bad_signature', refusal('delivery_signature_wrong', { part: 'toy-signature' }));

export const noToyJson = (): WebhookRefusal =>
  new WebhookRefusal('not_json', refusal('text_is_not_taken', { jsonFault: 'a value was expected', at: 0 }));
