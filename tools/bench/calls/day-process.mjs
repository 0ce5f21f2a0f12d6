import { answerBy } from '../../played/answering.mjs';
import { playDay } from './played-day.mjs';

answerBy(playDay);
