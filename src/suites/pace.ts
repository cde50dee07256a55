/** How far a suite is, and how long it will still take by what its runs took so far. */
export interface Pace {
  /** So many more runs will come. */
  expect(runs: number): void;
  /** A run took so long, in ms. */
  ended(tookMs: number): void;
  /** A run will not come after all. */
  dropped(): void;
  /** `0:48 of about 2:10 min`. */
  text(): string;
  /** How long all of it takes from its beginning on, as far as anybody can tell, in ms. */
  totalMs(): number;
}

/** What a run takes on a machine of two cores that does nothing else; told until a run of this one has ended. */
const runMsUsual = 16_000;

export function startPace({ jobs, now }: { readonly jobs: number; readonly now: () => number }): Pace {
  const beganAt = now();
  const took: number[] = [];
  let left = 0;
  let endsAt = beganAt;
  const foresee = () => {
    const usual = took.length === 0 ? runMsUsual : took.reduce((sum, ms) => sum + ms, 0) / took.length;
    endsAt = now() + Math.ceil(left / jobs) * usual;
  };
  const totalMs = () => Math.max(endsAt, now()) - beganAt;
  return {
    expect(runs) {
      left += runs;
      foresee();
    },
    ended(tookMs) {
      took.push(tookMs);
      left -= 1;
      foresee();
    },
    dropped() {
      left -= 1;
      foresee();
    },
    totalMs,
    text: () => `${minutes(now() - beganAt)} of about ${minutes(totalMs())} min`,
  };
}

/** `2:10`: whole seconds. */
export function minutes(ms: number): string {
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
