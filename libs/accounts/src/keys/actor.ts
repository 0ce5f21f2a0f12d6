/** Who does something in the hub. So far that is an API key, by itself or in a session that began with it. */
export interface Actor {
  readonly kind: 'key';
  readonly id: string;
}
