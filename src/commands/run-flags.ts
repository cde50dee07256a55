/** Where runs go by default. */
export const defaultOut = 'runs';

/** The flags of `run`, as commander gives them. */
export interface RunFlags {
  readonly runtime: string;
  readonly set: readonly string[];
  readonly config: readonly string[];
  readonly allowUnknown?: boolean;
  readonly kafka?: string;
  readonly kafkaHome?: string;
  readonly variant?: string;
  readonly out: string;
  readonly keep?: boolean;
  readonly until?: string;
  readonly repeat?: number;
  readonly jobs?: number;
  readonly keepGoing?: boolean;
  readonly ca?: string;
  readonly control?: boolean;
  readonly dryRun?: boolean;
  readonly budget?: number;
  readonly junit?: string;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly verbose?: boolean;
}
