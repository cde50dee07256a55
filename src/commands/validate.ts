import { exitCodes, UserError } from '../errors.ts';
import { countText } from '../lib/words.ts';
import { loadScenario, type PlanOptions, validateScenario, variantsOf } from '../scenario/index.ts';

/** Checks every file, its variants too, and tells all that is wrong: 0 when nothing is, else 2. */
export function runValidate(
  files: readonly string[],
  options: PlanOptions,
  out: (line: string) => void,
): number {
  const results = files.map((file) => validateOne(file, options, out));
  return results.every(Boolean) ? exitCodes.asExpected : exitCodes.badInput;
}

function validateOne(file: string, options: PlanOptions, out: (line: string) => void): boolean {
  try {
    const written = loadScenario(file);
    const plans = validateScenario(written, options);
    const variants = options.variant === undefined ? variantsOf(written).map(({ name }) => name) : [];
    const also = variants.length > 0 ? `, variants ${variants.join(', ')}` : '';
    out(`${file}: good, ${countText(plans[0]?.steps.length ?? 0, 'step')}${also}`);
    for (const warning of new Set(plans.flatMap((plan) => plan.warnings)))
      out(`${file}: warning: ${warning}`);
    return true;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    out(error.message);
    if (error.hint !== undefined) out(error.hint);
    return false;
  }
}
