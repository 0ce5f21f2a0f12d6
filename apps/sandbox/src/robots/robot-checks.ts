import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { webhookHeaders } from '../shop/shop-signature.js';
import type { Robot } from './robots.js';

const HOUR_MS = 3_600_000;
const WEBHOOK_TOLERANCE_MS = 300_000;
const MOST_BYTES = { wecom: 2_048, dingtalk: 20_000, feishu: 20_480 } as const;

const groupText = z.strictObject({
  msgtype: z.literal('text'),
  text: z.strictObject({ content: z.string().min(1) }),
});
const feishuText = z.strictObject({
  timestamp: z.string().optional(),
  sign: z.string().optional(),
  msg_type: z.literal('text'),
  content: z.strictObject({ text: z.string().min(1) }),
});

/** What a robot says of a message that it does not take. */
export class RobotRefusal extends Error {
  constructor(
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Posted {
  readonly json: unknown;
  readonly bytes: number;
  readonly query: Readonly<Record<string, unknown>>;
  readonly now: number;
}

/** @returns the text. @throws RobotRefusal */
export function wecomText(_robot: Robot, { json }: Posted): string {
  const { data } = groupText.safeParse(json);
  if (data === undefined) throw new RobotRefusal(40008, 'invalid message type');
  if (Buffer.byteLength(data.text.content) > MOST_BYTES.wecom)
    throw new RobotRefusal(40058, 'text.content exceed max length 2048. invalid Request Parameter');
  return data.text.content;
}

/** @returns the text. @throws RobotRefusal */
export function dingtalkText({ secret, keyword }: Robot, { json, bytes, query, now }: Posted): string {
  const { data } = groupText.safeParse(json);
  if (data === undefined) throw new RobotRefusal(40035, '缺少参数 json');
  if (bytes > MOST_BYTES.dingtalk) throw new RobotRefusal(460101, 'message too long, exceed 20000 bytes');
  if (secret !== undefined) {
    const timestamp = String(query['timestamp']);
    if (!isWithin(Number(timestamp), now, HOUR_MS)) throw new RobotRefusal(310000, 'invalid timestamp');
    const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
    if (!isSame(sign, String(query['sign']))) throw new RobotRefusal(310000, 'sign not match');
  }
  if (keyword !== undefined && !data.text.content.includes(keyword))
    throw new RobotRefusal(310000, 'keywords not in content');
  return data.text.content;
}

/** @returns the text. @throws RobotRefusal */
export function feishuRobotText({ secret, keyword }: Robot, { json, bytes, now }: Posted): string {
  const { data } = feishuText.safeParse(json);
  if (data === undefined || bytes > MOST_BYTES.feishu) throw new RobotRefusal(9499, 'Bad Request');
  if (secret !== undefined) {
    const { timestamp = '', sign = '' } = data;
    const wanted = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
    if (
      !/^\d{10}$/.test(timestamp) ||
      !isWithin(Number(timestamp) * 1_000, now, HOUR_MS) ||
      !isSame(wanted, sign)
    )
      throw new RobotRefusal(19021, 'sign match fail or timestamp is not within one hour from current time');
  }
  if (keyword !== undefined && !data.content.text.includes(keyword))
    throw new RobotRefusal(19024, 'Key Words Not Found');
  return data.content.text;
}

/** Whether a Standard Webhook is signed as it has to be. @param headers by their names in lower case */
export function isSigned(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: string,
  secret: string,
  now: number,
): boolean {
  const id = String(headers['webhook-id'] ?? '');
  const at = Number(headers['webhook-timestamp']) * 1_000;
  if (!/^[\w-]+$/.test(id) || !isWithin(at, now, WEBHOOK_TOLERANCE_MS)) return false;
  const wanted = webhookHeaders({ id, body }, secret, at)['webhook-signature'] ?? '';
  return String(headers['webhook-signature'])
    .split(' ')
    .some((signature) => isSame(wanted, signature));
}

const isWithin = (at: number, now: number, ms: number): boolean => Math.abs(now - at) <= ms;

function isSame(wanted: string, given: string): boolean {
  const [one, other] = [Buffer.from(wanted), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
