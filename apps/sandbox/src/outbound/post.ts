import { Agent, request } from 'undici';

/** What came of one POST: an HTTP answer, or the reason why there was none. */
export type Posted =
  { readonly status: number; readonly body: string } | { readonly status: null; readonly body: string };

const DEADLINE_MS = 10_000;
const MOST_ANSWER_CHARS = 65_536;

/** Posts JSON over kept-alive connections; never throws. Redirects are not followed. */
export class Poster {
  private readonly agent = new Agent({
    connect: { timeout: DEADLINE_MS },
    headersTimeout: DEADLINE_MS,
    bodyTimeout: DEADLINE_MS,
  });

  async post(url: string, headers: Record<string, string>, body: string): Promise<Posted> {
    try {
      const answer = await request(url, {
        dispatcher: this.agent,
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body,
      });
      return { status: answer.statusCode, body: await readSome(answer.body) };
    } catch (error) {
      return { status: null, body: error instanceof Error ? error.message || error.name : String(error) };
    }
  }

  close(): Promise<void> {
    return this.agent.destroy();
  }
}

/** Only so much of an answer as an acknowledgement can need; the rest is not waited for. */
async function readSome(body: AsyncIterable<Buffer>): Promise<string> {
  let text = '';
  for await (const chunk of body) {
    text += chunk.toString('utf8');
    if (text.length > MOST_ANSWER_CHARS) break;
  }
  return text;
}
