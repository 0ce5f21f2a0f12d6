import { Route, Routes } from 'react-router';
import { NoPage } from '../../app/no-page.js';
import { addTexts } from '../../i18n/texts.js';
import { discrepancies } from './discrepancies.texts.js';
import { DiscrepancyList } from './discrepancy-list.js';
import { DiscrepancyView } from './discrepancy-view.js';
import { Drift } from './drift.js';
import { drift } from './drift.texts.js';
import { IncidentList } from './incident-list.js';
import { incidents } from './incidents.texts.js';
import { many } from './many.texts.js';
import { RepairList } from './repair-list.js';
import { repairs } from './repairs.texts.js';
import { RunList } from './run-list.js';
import { RunView } from './run-view.js';
import { runs } from './runs.texts.js';

addTexts('discrepancies', discrepancies);
addTexts('repairs', repairs);
addTexts('many', many);
addTexts('incidents', incidents);
addTexts('runs', runs);
addTexts('drift', drift);

/** Where vendors' stories differ, and what is done about it. */
export const DiscrepanciesPage = () => (
  <Routes>
    <Route index element={<DiscrepancyList />} />
    <Route path="repairs" element={<RepairList />} />
    <Route path="incidents" element={<IncidentList />} />
    <Route path="runs" element={<RunList />} />
    <Route path="runs/:id" element={<RunView />} />
    <Route path="drift" element={<Drift />} />
    <Route path=":id" element={<DiscrepancyView />} />
    <Route path="*" element={<NoPage />} />
  </Routes>
);
