/** Who does something in the hub: an API key or a person, by itself or in a session that began with it. */
export interface Actor {
  readonly kind: 'key' | 'user';
  readonly id: string;
}
