/**
 * The roles that a vendor's files may have (`<vendor>.<role>.ts`), from the ground up. The rules in
 * .dependency-cruiser.cjs rest on these names, and docs/adding-a-connector.md says what each of them holds.
 */
module.exports = {
  /** What the wire looks like, and pure words about it. */
  ground: ['schema', 'signer', 'token', 'store-id', 'dating', 'fault', 'references'],
  /** What settings, requests and answers mean; pure. */
  meaning: [
    ...['config', 'codes', 'cursor', 'guard', 'reader', 'answer'],
    ...['listing', 'search', 'mapper'],
  ],
  /** What calls the vendor. */
  calls: ['client', 'login', 'session'],
  /** What the hub asks of a connector. */
  asked: ['source', 'order-sink', 'sales-sink', 'quota', 'push'],
  /** What a delivery is looked at with, before it is answered. */
  received: ['webhook'],
  /** What puts it all together. */
  whole: ['connector', 'module'],
};
