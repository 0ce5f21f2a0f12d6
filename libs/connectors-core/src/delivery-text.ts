import { asUtf8, CharsetFault, charsetOf, declaresGb } from './charset.js';
import type { WebhookRequest } from './connector.js';
import { refusal } from '#domain/refusal.js';
import { WebhookRefusal } from './webhook-refusal.js';

/** The charset that a delivery declares, where it makes a difference to what its bytes say; undefined elsewhere. */
export function declaredCharset({ headers }: Pick<WebhookRequest, 'headers'>): string | undefined {
  const declared = charsetOf(headers['content-type']);
  return declaresGb(declared) ? declared : undefined;
}

/**
 * A delivery's body as UTF-8, in the charset that it declares and without a byte order mark.
 * @throws WebhookRefusal `not_json`
 */
export function deliveryText(request: Pick<WebhookRequest, 'headers' | 'rawBody'>): Buffer {
  try {
    return asUtf8(request.rawBody, charsetOf(request.headers['content-type']));
  } catch (error) {
    if (!(error instanceof CharsetFault)) throw error;
    throw new WebhookRefusal(
      'not_json',
      refusal('text_is_not_taken', { jsonFault: error.what, at: error.position }),
    );
  }
}
