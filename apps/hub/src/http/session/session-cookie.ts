import { SESSION_MS } from '#accounts/keys/sessions.service.js';

const NAME = 'suanpan_session';
const TOKEN = /^[A-Za-z0-9_-]{43}$/;

/**
 * What a browser keeps of a session. Scripts do not see it, and pages of other sites do not send it. Where people
 * reach the hub by https it is sent by https alone, and its name keeps other hosts of the domain from setting it.
 */
export class SessionCookie {
  readonly name: string;
  private readonly attributes: string;

  /** @param publicUrl under which people reach this hub, where it is known */
  constructor(publicUrl: string | undefined) {
    const isSecure = publicUrl?.startsWith('https:') === true;
    this.name = isSecure ? `__Host-${NAME}` : NAME;
    this.attributes = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;
  }

  /** For the header Set-Cookie. */
  written(token: string): string {
    return `${this.name}=${token}; Max-Age=${String(SESSION_MS / 1_000)}; ${this.attributes}`;
  }

  /** The same, for the browser to forget it. */
  erased(): string {
    return `${this.name}=; Max-Age=0; ${this.attributes}`;
  }

  /**
   * @param header Cookie, as it came
   * @returns the token; undefined where there is none, or two: then nobody knows whose the right one is
   */
  read(header: string | undefined): string | undefined {
    const values = (header ?? '').split(';').flatMap((part) => {
      const [name = '', ...value] = part.trim().split('=');
      return name === this.name ? [value.join('=')] : [];
    });
    const [token = ''] = values;
    return values.length === 1 && TOKEN.test(token) ? token : undefined;
  }
}
