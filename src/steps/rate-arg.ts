import { z } from 'zod';
import { expected } from '../lib/schemas.ts';

const rateError = { error: expected('a rate such as 200/s or 30/m') };
const perSecond = { s: 1, m: 1 / 60 } as const;

/** How often, as written `200/s`, in turns a second. */
export const rateArg = z
  .string(rateError)
  .regex(/^[1-9]\d*\/[sm]$/, rateError)
  .transform((text) => {
    const [turns, unit] = text.split('/');
    return Number(turns) * perSecond[unit as keyof typeof perSecond];
  })
  .describe('so many a second or a minute, such as 200/s or 30/m');

/** As an author writes it: `30/m`. */
export function rateText(perSecondWanted: number): string {
  return perSecondWanted < 1 ? `${Math.round(60 * perSecondWanted)}/m` : `${perSecondWanted}/s`;
}
