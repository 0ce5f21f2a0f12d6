/** What was stored cannot be read: a key that is not there, or bytes that somebody changed. */
export class SecretError extends Error {
  override readonly name = 'SecretError';
}
