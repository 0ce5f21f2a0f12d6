/** A value or a request that the domain refuses; `field` names what to correct. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    message: string,
    readonly field?: string,
  ) {
    super(message);
  }
}
