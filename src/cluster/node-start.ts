import { Inconclusive } from '../errors.ts';
import type { Look } from '../lib/wait-until.ts';
import type { Process } from '../machines/machine.ts';
import type { NodePlace, NodeSpec } from '../systems/system.ts';
import { OutputTail } from './output-tail.ts';

/** One start of a node: its process, what that prints, and whether it is ready. */
export class NodeStart {
  readonly process: Process;
  readonly #spec: NodeSpec;
  readonly #place: NodePlace;
  readonly #tail: OutputTail;

  constructor(spec: NodeSpec, place: NodePlace, process: Process) {
    this.process = process;
    this.#spec = spec;
    this.#place = place;
    this.#tail = new OutputTail(process.outputFile);
  }

  lines(): readonly string[] {
    return this.#tail.lines();
  }

  /** Inconclusive once it is gone. That is asked for only when its exit was heard: each time it would cost a read or a request. */
  async look(isExitHeard: boolean): Promise<Look<true>> {
    if (isExitHeard && (await this.process.state()) === 'gone') {
      throw new Inconclusive(`${this.#spec.name} exited while starting: ${this.#lastWords()}`);
    }
    const sight = await this.#spec.readiness(this.#place, this.lines());
    return sight.ready ? { done: true } : { seen: sight.seen };
  }

  /** Why it ended before it was ready, and what would help, where either is known. */
  failure(): { readonly trouble?: string; readonly remedy?: string } {
    const words = this.#spec.trouble?.(this.lines());
    if (words === undefined) return {};
    const trouble = words.replaceAll(`${this.#place.machine.folder}/`, '');
    const remedy = this.#spec.remedy?.(trouble);
    return remedy === undefined ? { trouble } : { trouble, remedy };
  }

  #lastWords(): string {
    const lines = this.lines();
    return this.#spec.trouble?.(lines) ?? lines.at(-1) ?? 'it printed nothing';
  }
}
