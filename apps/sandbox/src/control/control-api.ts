import type { FastifyInstance } from 'fastify';
import { readJson, writeJson } from '../exact-json.js';
import { ControlFault } from '../input.js';
import { ovoparkControl, type OvoparkControlParts } from './ovopark.control.js';
import { playControl, type PlayControlParts } from './play.control.js';
import { pospalControl, type PospalControlParts } from './pospal.control.js';
import { shopControl, type ShopControlParts } from './shop.control.js';
import { stateControl, type StateControlParts } from './state.control.js';
import { suningControl, type SuningControlParts } from './suning.control.js';
import { zhimaiControl, type ZhimaiControlParts } from './zhimai.control.js';

export interface ControlParts {
  readonly zhimai: ZhimaiControlParts;
  readonly ovopark: OvoparkControlParts;
  readonly pospal: PospalControlParts;
  readonly suning: SuningControlParts;
  readonly shop: ShopControlParts;
  readonly play: PlayControlParts;
  readonly state: StateControlParts;
}

const BODY_LIMIT = 8 * 1_048_576;

/** JSON both ways, digit-exact: an id of 64 bits may come and go as a number. */
function speakExactJson(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser(
    'application/json',
    { parseAs: 'string', bodyLimit: BODY_LIMIT },
    (_request, text, done) => {
      try {
        done(null, text === '' ? {} : readJson(String(text)));
      } catch {
        done(new ControlFault('', 'the body is not JSON'));
      }
    },
  );
  scope.setReplySerializer((payload) => writeJson(payload));
}

function answerFaults(scope: FastifyInstance): void {
  scope.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const field = error instanceof ControlFault && error.field !== '' ? { field: error.field } : {};
    return reply.code(error.statusCode ?? 500).send({ error: error.message, ...field });
  });
}

/**
 * The control API. It has no login: the sandbox listens on loopback, and JSON being the only body that
 * it takes keeps a web page in somebody's browser from driving it.
 */
export function controlApi(scope: FastifyInstance, parts: ControlParts): void {
  speakExactJson(scope);
  answerFaults(scope);
  zhimaiControl(scope, parts.zhimai);
  ovoparkControl(scope, parts.ovopark);
  pospalControl(scope, parts.pospal);
  suningControl(scope, parts.suning);
  shopControl(scope, parts.shop);
  playControl(scope, parts.play);
  stateControl(scope, parts.state);
}
