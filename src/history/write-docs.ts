import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { historyDocs } from './docs.ts';

writeFileSync(join(import.meta.dirname, '../../docs/history.md'), historyDocs());
