import { answerBy } from './answering.mjs';
import { playLyingTill } from './lying-till.mjs';

answerBy(playLyingTill);
