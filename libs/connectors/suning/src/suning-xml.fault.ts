/** What is wrong with an XML text, and at which byte. The message quotes nothing of it. */
export class XmlFault extends Error {
  override readonly name = 'XmlFault';

  constructor(
    message: string,
    readonly position: number,
  ) {
    super(`${message} (byte ${position.toString()})`);
  }
}
