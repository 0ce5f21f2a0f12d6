import { ConnectorError } from '#connectors-core/connector-error.js';

/** What a login gave. Never logged. */
export interface Token {
  readonly text: string;
  /** When the login that gave it was sent. */
  readonly since: Date;
  readonly goodUntil: Date;
}

/** The token is not, or no longer, good: a new login may help. */
export class TokenRefused extends ConnectorError {
  constructor(message: string, vendorCode?: string) {
    super('auth_failed', `the token is not good (${message})`, { vendorCode });
  }
}

/** The token's time was over before anything was sent. */
export class TokenOver extends TokenRefused {
  constructor(readonly at: Date) {
    super('its time is over');
  }
}
