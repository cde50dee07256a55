import { describe } from 'vitest';
import { testBench } from '../testing/bench.ts';
import { machineContract } from '../testing/contract.ts';
import { hostShells } from './testing/host-shells.ts';

const bench = await testBench(hostShells, 'shells');

describe('a shell alone makes a machine', () => machineContract(bench));
