import { type Comparison, comparedCells, comparedTitles } from '../comparison.ts';
import { type Block, type Cell, listOf, type Section, shortened, tableOf } from '../sections/section.ts';

/** What a comparison shows below its headline, as Markdown and as a page. */
export function comparisonSections(comparison: Comparison): readonly Section[] {
  const { runs } = comparison;
  const reasons = runs.flatMap(({ number, reasons: each }) =>
    each.map((reason) => `run ${number}: ${reason}`),
  );
  const sections: Section[] = [
    {
      id: 'runs',
      title: 'Runs',
      blocks: tableOf(
        [...comparedTitles, 'folder'],
        runs.map((run): Cell[] => [...comparedCells(run), { code: run.place }]),
        { rowsMax: runs.length },
      ),
    },
    { id: 'reasons', title: 'Why', blocks: listOf(reasons.map((reason) => shortened(reason))) },
    { id: 'differences', title: 'What differs', blocks: differenceBlocks(comparison) },
  ];
  return sections.filter(({ blocks }) => blocks.length > 0);
}

function differenceBlocks({ runs, differences }: Comparison): readonly Block[] {
  const rows = differences.map(({ what, values }) =>
    [what, ...values.map((value) => value ?? '–')].map((text) => shortened(text)),
  );
  return tableOf(['what', ...runs.map(({ number }) => `run ${number}`)], rows, {
    rowsMax: differences.length,
  });
}
