import { nearest } from '../lib/suggest.ts';
import { type PlannedNode, standingNodes } from '../plan.ts';
import type { Walk, WalkState, WalkTargets } from '../steps/walk.ts';
import type { System } from '../systems/system.ts';
import type { Place, Problem } from './problems.ts';
import type { ReadStep } from './steps.ts';
import { placeAt, placeOfText, textsIn } from './tree.ts';

/** The cluster that a walk begins with. */
export interface WalkStart {
  /** The name of the system on the nodes. */
  readonly system: string;
  readonly readsSegments: boolean;
  readonly nodes: readonly PlannedNode[];
  readonly roles: System['roles'];
  /** The nodes that have a disk of their own. */
  readonly disks: readonly string[];
  readonly topics: readonly string[];
  readonly partitions: readonly string[];
  readonly autostart: boolean;
  readonly budgetMs: number;
}

/** Walks the steps without running them, and collects what cannot work. */
export function walkSteps(steps: readonly ReadStep[], start: WalkStart): Problem[] {
  const walker = new Walker(start);
  for (const step of steps) walker.take(step);
  return walker.problems;
}

class Walker {
  readonly problems: Problem[] = [];
  private readonly start: WalkStart;
  private readonly nodes: readonly string[];
  private readonly roles: readonly string[];
  private readonly states: Map<string, WalkState>;
  private readonly bound = new Map<string, readonly string[]>();
  private readonly loads = new Set<string>();
  private readonly maybeLoads = new Set<string>();
  private readonly hurt = new Set<string>();

  constructor(start: WalkStart) {
    this.start = start;
    this.nodes = start.nodes.map(({ name }) => name);
    this.roles = Object.keys(start.roles);
    this.states = new Map(this.nodes.map((node) => [node, start.autostart ? 'running' : 'stopped']));
  }

  take(read: ReadStep): void {
    const { step, planned } = read;
    if (!step || !planned) {
      this.blur(read);
      return;
    }
    // A network stays cut, too, until it is healed.
    const lasts = step.lasts || step.needs?.includes('partition');
    if (lasts) for (const node of this.meantBy(planned.args)) this.hurt.add(node);
    step.rules(planned.args, this.walkOf(read, planned.name));
  }

  /** What a cut of the network hurts is all that it separates: nearly everybody. */
  private meantBy(args: unknown): readonly string[] {
    if (typeof args !== 'object' || args === null || !('nodes' in args)) return this.nodes;
    return this.resolve(args.nodes as readonly string[], () => undefined).nodes;
  }

  /** After a step that cannot be read nothing is sure: it may have been the one that started a node or bound a name. */
  private blur({ written }: ReadStep): void {
    const { nodes, roles } = this;
    for (const node of nodes) {
      this.states.set(node, 'maybe');
      this.hurt.add(node);
    }
    const names = textsIn(written).filter((text) => !nodes.includes(text) && !roles.includes(text));
    for (const name of names) this.bound.set(name, this.bound.get(name) ?? nodes);
    for (const name of ['load', ...names]) this.maybeLoads.add(name);
  }

  private walkOf(read: ReadStep, name: string): Walk {
    const { nodes, roles: _, autostart: __, ...fixed } = this.start;
    const tell = (message: string, place: Place) => {
      this.problems.push({ place, message: `'${name}': ${message}` });
    };
    return {
      ...fixed,
      nodeNames: this.nodes,
      roles: this.roles,
      holders: nodes.filter(({ holdsData }) => holdsData).map(({ name }) => name),
      mayBeHurt: (node) => this.hurt.has(node),
      diskCount: (node) => this.diskCountOf(node),
      loads: this.loads,
      maybeLoads: this.maybeLoads,
      stateOf: (node) => this.states.get(node) ?? 'maybe',
      set: (targets, state) => this.set(targets, state),
      problem: (message, path = []) => tell(message, placeAt(read.written, path)),
      bind: (bound, candidates) => this.bound.set(bound, candidates),
      resolve: (targets, path = []) =>
        this.resolve(targets, (message, target) => {
          tell(message, placeOfText(read.written, target) ?? placeAt(read.written, path));
        }),
    };
  }

  private diskCountOf(name: string): number {
    if (!this.start.disks.includes(name)) return 0;
    return this.start.nodes.find((node) => node.name === name)?.disks ?? 1;
  }

  private set({ nodes, sure }: WalkTargets, state: WalkState): void {
    for (const node of nodes) {
      if (sure) this.states.set(node, state);
      else if (this.states.get(node) !== state) this.states.set(node, 'maybe');
    }
  }

  private resolve(targets: readonly string[], tell: (message: string, target: string) => void): WalkTargets {
    const found = targets.map((target) => this.meaningOf(target, (message) => tell(message, target)));
    const nodes = [...new Set(found.flatMap((each) => each.nodes))];
    return { nodes, sure: found.every(({ sure }) => sure) };
  }

  private meaningOf(target: string, tell: (message: string) => void): WalkTargets {
    const { nodes, roles } = this;
    if (nodes.includes(target)) return { nodes: [target], sure: true };
    const picked = this.bound.get(target);
    if (picked) return { nodes: picked, sure: picked.length === 1 };
    if (!roles.includes(target)) {
      tell(this.unknown(target));
      return { nodes: [], sure: false };
    }
    const meant = this.roleNow(target);
    if (meant.nodes.length === 0) tell(this.nobody(target));
    return meant;
  }

  private roleNow(role: string): WalkTargets {
    const { nodes, roles } = this.start;
    const { ofPartition } = roles[role] ?? {};
    const meant = ofPartition ? nodes.filter(({ holdsData }) => holdsData) : standingNodes(nodes, role);
    const names = (meant ?? []).map(({ name }) => name);
    const mayRun = names.filter((name) => this.states.get(name) !== 'stopped');
    return ofPartition?.before(names, mayRun) ?? { nodes: names, sure: true };
  }

  private unknown(target: string): string {
    const { nodes, roles } = this;
    const best = nearest(target, [...nodes, ...roles, ...this.bound.keys()]);
    // All nodes are listed anyway, and `broker-1` is no better guess for `broker-4` than the others.
    const guess = best === undefined || nodes.includes(best) ? '' : `; did you mean '${best}'?`;
    return `no node is called '${target}'; there are ${nodes.join(', ')}${guess}`;
  }

  private nobody(role: string): string {
    if (role === 'metadata') return `no node keeps only metadata; there are ${this.nodes.join(', ')}`;
    return `'${role}' is nobody at this point: no ${this.start.nodes.find(({ holdsData }) => holdsData)?.role ?? 'node'} runs that could tell; 'pick' it while one does`;
  }
}
