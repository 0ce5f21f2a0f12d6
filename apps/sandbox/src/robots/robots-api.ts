import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { readJson, writeJson } from '../exact-json.js';
import type { Dialect } from '../faulty-answer.js';
import { answerCall, type CallDesk, JSON_TYPE } from '../vendor-call.js';
import { dingtalkText, feishuRobotText, isSigned, RobotRefusal, wecomText } from './robot-checks.js';
import type { Robot, RobotKind, Robots } from './robots.js';

interface Group {
  readonly kind: RobotKind;
  readonly path: string;
  readonly keyOf: (request: FastifyRequest) => string;
  readonly text: typeof wecomText;
  /** What is said of a robot that is not there, and of too many messages. */
  readonly unknown: RobotRefusal;
  readonly tooFast: RobotRefusal;
  readonly answer: (code: number | string, message: string) => string;
}

const query = (request: FastifyRequest): Record<string, unknown> => request.query as Record<string, unknown>;
const inErrcode = (errcode: number | string, errmsg: string): string => writeJson({ errcode, errmsg });

const GROUPS: readonly Group[] = [
  {
    ...{ kind: 'wecom', path: '/cgi-bin/webhook/send', text: wecomText, answer: inErrcode },
    keyOf: (request) => String(query(request)['key']),
    unknown: new RobotRefusal(93000, 'invalid webhook url'),
    tooFast: new RobotRefusal(45009, 'api freq out of limit'),
  },
  {
    ...{ kind: 'dingtalk', path: '/robot/send', text: dingtalkText, answer: inErrcode },
    keyOf: (request) => String(query(request)['access_token']),
    unknown: new RobotRefusal(300001, 'token is not exist'),
    tooFast: new RobotRefusal(130101, 'send too fast, exceed 20 times per minute'),
  },
  {
    ...{ kind: 'feishu', path: '/open-apis/bot/v2/hook/:key', text: feishuRobotText },
    keyOf: keyInPath,
    unknown: new RobotRefusal(19001, 'param invalid: incoming webhook access token invalid'),
    tooFast: new RobotRefusal(11232, 'frequency limited'),
    answer: (code, msg) => writeJson({ code, msg, data: {} }),
  },
];

function keyInPath(request: FastifyRequest): string {
  return (request.params as { key: string }).key;
}

/** Robots answer HTTP 200, whatever was wrong. */
export function robotsApi(scope: FastifyInstance, robots: Robots, desk: CallDesk): void {
  for (const group of GROUPS)
    scope.post(group.path, (request, reply) => {
      const key = group.keyOf(request);
      const work = (): string => worked(robots, desk, group, request);
      return answered(desk, { key, work, answer: group.answer }, request, reply);
    });
  scope.post('/standard-webhooks/:key', (request, reply) => takeWebhook(robots, desk, request, reply));
}

function worked(robots: Robots, desk: CallDesk, group: Group, request: FastifyRequest): string {
  try {
    const robot = robots.get(group.kind, group.keyOf(request));
    if (robot === undefined) throw group.unknown;
    if (robots.isTooFast(robot)) throw group.tooFast;
    const body = bodyOf(request);
    const posted = {
      json: jsonOf(request),
      bytes: Buffer.byteLength(body),
      query: query(request),
      now: desk.now(),
    };
    robots.take(robot, { text: group.text(robot, posted), id: null, payload: null });
    return group.answer(0, 'ok');
  } catch (error) {
    if (error instanceof RobotRefusal) return group.answer(error.code, error.message);
    throw error;
  }
}

/** Who takes webhooks says by the status what became of one. */
async function takeWebhook(
  robots: Robots,
  desk: CallDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const key = keyInPath(request);
  const robot: Robot | undefined = robots.get('webhook', key);
  const body = bodyOf(request);
  if (robot === undefined) return reply.code(404).send();
  if (!isSigned(request.headers, body, robot.secret ?? '', desk.now())) return reply.code(401).send();
  const work = (): string => {
    robots.take(robot, { text: null, id: String(request.headers['webhook-id']), payload: jsonOf(request) });
    return '{}';
  };
  return answered(desk, { key, work, answer: inErrcode }, request, reply);
}

const bodyOf = ({ body }: FastifyRequest): string => (Buffer.isBuffer(body) ? body.toString('utf8') : '');

/** Undefined where it is none. */
function jsonOf(request: FastifyRequest): unknown {
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return readJson(bodyOf(request));
  } catch {
    return undefined;
  }
}

interface Asked {
  readonly key: string;
  readonly work: () => string;
  readonly answer: Group['answer'];
}

function answered(
  desk: CallDesk,
  { key, work, answer }: Asked,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const dialect: Dialect = {
    type: JSON_TYPE,
    garbage: '{"errcode":0,"err',
    wrongShape: () => writeJson({ success: true }),
    businessError: answer,
  };
  const call = { vendor: 'robots', subject: { shops: [key] }, requestText: bodyOf(request), dialect, work };
  return answerCall(desk, call, request, reply);
}
